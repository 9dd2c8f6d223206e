import CAllocationCounter
import DSP
import SoundFonts
import SymbolicMusic
import Synthesis
import Testing

@Suite("Live rendering")
struct LiveRenderingTests {
    private var busyPiece: Score {
        var notes: [Note] = []
        for index in 0..<600 {
            notes.append(
                Note(
                    onset: index * 117, duration: 300 + 37 * (index % 50), pitch: UInt8(24 + (index * 29) % 80),
                    velocity: UInt8(20 + index % 100)))
        }
        let controls = (0..<200).map { index in
            ControlEvent(
                tick: index * 331,
                kind: index % 7 == 0
                    ? .pitchBend(Int16(index * 20))
                    : .controller([64, 7, 10, 66, 67, 91][index % 6], UInt8(index % 128)))
        }
        return score(notes, controls: controls.sorted { $0.tick < $1.tick })
    }

    @Test("a thousand blocks take nothing from the heap and lock nothing")
    func noAllocation() throws {
        var settings = RenderSettings()
        settings.polyphony = 48
        settings.reverb = .hall
        let renderer = try ScoreRenderer(busyPiece, settings: settings)
        var (left, right) = ([Float](repeating: 0, count: 64), [Float](repeating: 0, count: 64))
        let count = left.withUnsafeMutableBufferPointer { left in
            right.withUnsafeMutableBufferPointer { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return Int64(-2) }
                renderer.render(left: left, right: right, frames: 64)
                allocation_counter_start()
                for _ in 0..<1_000 { renderer.render(left: left, right: right, frames: 64) }
                return allocation_counter_stop()
            }
        }
        #expect(count == 0 || count == -1, "\(count) calls")
        #expect(renderer.synthesizer.activeVoices > 10)
    }

    @Test("the counter counts")
    func counterWorks() {
        allocation_counter_start()
        let array = [Int](repeating: 3, count: Int.random(in: 1_000...2_000))
        let count = allocation_counter_stop()
        #expect(array.count >= 1_000)
        #expect(count == -1 || count >= 1)
    }

    @Test("seeking lands where the piece is, with its pedals")
    func seeking() throws {
        let piece = score(
            [
                Note(onset: 1_000, duration: 500, pitch: 60), Note(onset: 40_000, duration: 500, pitch: 62),
            ],
            controls: [ControlEvent(tick: 0, kind: .controller(64, 127))])
        let renderer = try ScoreRenderer(piece)
        renderer.seek(toSeconds: 39_000.0 / 44_100)
        #expect(renderer.synthesizer.state(ofChannel: 0).sustain == 127)
        var (left, right) = ([Float](repeating: 0, count: 4_000), [Float](repeating: 0, count: 4_000))
        renderer.render(left: &left, right: &right, frames: 4_000)
        #expect(left.firstIndex { $0 != 0 } == 1_000)
    }
}

@Suite("The end of live sound")
struct LiveTailTests {
    /// Seconds until a piece is over, its last magnitude, and the greatest.
    private func play(_ piece: Score, _ instrument: InstrumentChoice = .piano) throws -> (
        seconds: Double, last: Float, peak: Float
    ) {
        var settings = RenderSettings()
        settings.sampleRate = 8_000
        let renderer = try ScoreRenderer(piece, instrument: instrument, settings: settings)
        var (left, right) = ([Float](repeating: 0, count: 80), [Float](repeating: 0, count: 80))
        var blocks = 0
        var peak: Float = 0
        while !renderer.isFinished, blocks < 4_000 {
            renderer.render(left: &left, right: &right, frames: 80)
            peak = max(peak, left.reduce(0) { max($0, abs($1)) })
            blocks += 1
        }
        return (Double(blocks) / 100, left.reduce(0) { max($0, abs($1)) }, peak)
    }

    @Test("a note ends soon after it has died away")
    func note() throws {
        let (seconds, last, peak) = try play(score([Note(onset: 0, duration: 22_050, pitch: 60)]))
        #expect(seconds > 0.7 && seconds < 4)
        #expect(last < 0.001 * peak)
    }

    @Test("a tone that would never end is faded out after 20 seconds")
    func endless() throws {
        let wave = [Int16](repeating: 8_000, count: 50) + [Int16](repeating: -8_000, count: 50)
        let bytes = try SoundFontDraft.single(wave + wave, loop: 0..<200).serialized()
        let piece = score(
            [Note(onset: 0, duration: 22_050, pitch: 60)], controls: [ControlEvent(tick: 0, kind: .controller(64, 127))]
        )
        let (seconds, last, peak) = try play(piece, .soundFont(SoundFont(bytes: bytes, name: "tone"), preset: nil))
        #expect(abs(seconds - 20.5) < 0.05)
        #expect(last < 0.01 * peak && peak > 0.01)
    }

    @Test("what is loaded in the background sounds as what was loaded before")
    func loadingAhead() throws {
        let wave = (0..<200).map { Int16($0 % 100 < 50 ? 8_000 : -8_000) }
        let font = try SoundFont(bytes: SoundFontDraft.single(wave, loop: 0..<200).serialized(), name: "tone")
        let piece = score((0..<4).map { Note(onset: $0 * 44_100, duration: 22_050, pitch: UInt8(60 + $0)) })
        let whole = try ScoreRenderer(piece, instrument: .soundFont(font, preset: nil)).render()
        let ahead = try ScoreRenderer(piece, instrument: .soundFont(font, preset: nil), loading: .ahead(seconds: 10))
        #expect(ahead.render() == whole)
        #expect(whole.peak > 0.5 && ahead.failures.isEmpty)
    }
}
