import DSP
import Foundation
import SoundFonts
import SymbolicMusic
import Synthesis
import Testing

@Suite("Tracks apart")
struct StemTests {
    /// Three tracks, two of them on one channel and key, a pedal on one that holds for both, drums, more notes than
    /// voices.
    private var piece: Score {
        func notes(_ step: Int, _ base: UInt8) -> [Note] {
            (0..<24).map { index in
                Note(
                    onset: index * 900 + step, duration: 2_000, pitch: base + UInt8(index * 5 % 13),
                    velocity: UInt8(50 + index * 3))
            }
        }
        let pedal = [
            ControlEvent(tick: 2_000, kind: .controller(64, 127)), ControlEvent(tick: 9_000, kind: .controller(7, 70)),
            ControlEvent(tick: 14_000, kind: .controller(64, 0)), ControlEvent(tick: 100, kind: .controller(93, 90)),
        ].sorted { $0.tick < $1.tick }
        return Score(
            ticksPerQuarter: 22_050,
            tracks: [
                ScoreTrack(name: "a", notes: notes(0, 48), controls: pedal),
                ScoreTrack(name: "b", notes: notes(300, 48)),
                ScoreTrack(name: "c", channel: 9, isPercussion: true, notes: notes(100, 36)),
            ])
    }

    private func check(_ instrument: InstrumentChoice, polyphony: Int, below limit: Double) throws {
        var settings = RenderSettings()
        settings.polyphony = polyphony
        settings.reverb = .hall
        settings.tail = .seconds(1)
        let mix = try ScoreRenderer(piece, instrument: instrument, settings: settings).rendered { _ in }
        let whole = try mix.buffer()
        var sum = StereoBuffer(frames: whole.frames, sampleRate: whole.sampleRate)
        for track in 0..<3 {
            var position = 0
            var power = 0.0
            try ScoreRenderer(piece, instrument: instrument, settings: settings, track: track).rendered { _ in }
                .forEachBlock(asPartOf: mix.extent) { left, right in
                    for index in left.indices {
                        sum.left[position + index] += left[index]
                        sum.right[position + index] += right[index]
                        power += Double(left[index] * left[index])
                    }
                    position += left.count
                }
            #expect(position == whole.frames && power > 0)
        }
        let difference = zip(sum.left + sum.right, whole.left + whole.right).map { abs($0 - $1) }.max() ?? 1
        #expect(Decibels.level(difference / whole.peak) < limit, "\(Decibels.level(difference / whole.peak)) dB")
    }

    /// Its open strings are stilled when they are inaudible, each track's for itself.
    @Test("the piano's tracks add up to the mix", arguments: [128, 4])
    func piano(polyphony: Int) throws { try check(.piano, polyphony: polyphony, below: -75) }

    @Test("a SoundFont's tracks add up to the mix", arguments: [128, 4])
    func soundFont(polyphony: Int) throws {
        let wave = (0..<400).map { Int16(9_000 * sin(2 * Double.pi * Double($0) / 100)) }
        let bytes = try SoundFontDraft.single(wave, loop: 100..<300).serialized()
        try check(.soundFont(SoundFont(bytes: bytes, name: "tone"), preset: nil), polyphony: polyphony, below: -90)
    }
}
