import DSP
import Foundation
import SoundFonts
import StandardMIDIFile
import SymbolicMusic
import Synthesis
import Testing

@Suite("Damaged music on damaged fonts")
struct RenderFuzzTests {
    private static let piece: [UInt8] = {
        let notes = (0..<12).map { Note(onset: $0 * 40, duration: 90, pitch: UInt8(50 + $0), velocity: UInt8(40 + $0)) }
        let controls = [
            ControlEvent(tick: 0, kind: .program(3)), ControlEvent(tick: 10, kind: .controller(64, 127)),
            ControlEvent(tick: 50, kind: .pitchBend(3_000)), ControlEvent(tick: 60, kind: .controller(0, 8)),
            ControlEvent(tick: 90, kind: .channelPressure(70)), ControlEvent(tick: 95, kind: .controller(93, 99)),
        ]
        let score = Score(
            ticksPerQuarter: 240,
            tracks: [
                ScoreTrack(name: "a", notes: notes, controls: controls),
                ScoreTrack(name: "d", channel: 9, isPercussion: true, notes: notes),
            ])
        return MIDIFile(score).serialized()
    }()

    private static let font: [UInt8] = {
        let wave = (0..<300).map { Int16(9_000 * sin(2 * Double.pi * Double($0) / 50)) }
        let draft = SoundFontDraft.single(
            wave, loop: 50..<250, generators: [(.sampleModes, 1), (.filterCutoff, 9_000), (.pan, 100)])
        return (try? draft.serialized()) ?? []
    }()

    private static func mutate(_ bytes: [UInt8], from start: Int, _ generator: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<generator.below(8) where bytes.count > start {
            let at = start + generator.below(bytes.count - start)
            switch generator.below(5) {
            case 0: bytes[at] = UInt8(generator.below(256))
            case 1: bytes[at] ^= 1 << UInt8(generator.below(8))
            case 2: bytes[at] = [0, 0x7F, 0x80, 0xFF][generator.below(4)]
            case 3: bytes.removeSubrange(at..<min(bytes.count, at + 1 + generator.below(4)))
            default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 1 + generator.below(16))], at: at)
            }
        }
        return bytes
    }

    @Test("neither crashes, hangs nor gives numbers that are none")
    func survives() {
        let cases = FuzzCases.range(usually: 150)
        var settings = RenderSettings()
        settings.sampleRate = 8_000
        settings.polyphony = 8
        settings.maximumSeconds = 8
        settings.tail = .seconds(0.02)
        var rendered = 0
        for number in cases {
            // Far enough from its neighbours' that no two cases share numbers.
            var generator = SplitMix(state: UInt64(number) &* 0xD1B5_4A32_D192_ED03)
            settings.threads = number % 8 == 0 ? 2 : 1
            let bytes = Self.mutate(Self.piece, from: number % 4 == 0 ? 0 : 14, &generator)
            guard let file = try? MIDIFileReader().read(bytes).file else { continue }
            let font = try? SoundFont(bytes: Self.mutate(Self.font, from: 12, &generator), name: "damaged")
            settings.interpolation = Interpolation.allCases[number % 4]
            settings.reverb = ReverbPreset.allCases[number / 4 % 4]
            // The piano, which needs no font, now and then: it costs more.
            let choice = font.map { InstrumentChoice.soundFont($0, preset: number % 5 == 0 ? 0 : nil) }
            guard let choice = number % 50 == 0 ? .piano : choice,
                let renderer = try? ScoreRenderer(Score(file), instrument: choice, settings: settings)
            else { continue }
            let sound = renderer.render()
            #expect(sound.left.allSatisfy { $0.isFinite } && sound.right.allSatisfy { $0.isFinite }, "case \(number)")
            rendered += 1
        }
        #expect(rendered > cases.count / 20, "\(rendered) of \(cases.count) could be rendered")
    }
}

/// A generator whose sequence never changes (Steele, Lea and Flood 2014).
private struct SplitMix {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ z >> 31) % UInt64(max(1, limit)))
    }
}
