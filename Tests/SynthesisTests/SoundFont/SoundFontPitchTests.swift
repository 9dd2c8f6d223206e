import Foundation
import SoundFonts
import Synthesis
import Testing

@Suite("SoundFont pitch")
struct SoundFontPitchTests {
    private func cents(
        _ key: Int = 60, _ generators: [(Generator, Int)] = [], sample: ProbeFont.Sample = FontProbe.sine,
        _ body: (inout ChannelState) -> Void = { _ in }
    ) throws -> Double {
        let probe = try FontProbe(FontProbe.font(sample, generators))
        probe.tell(body)
        probe.noteOn(key)
        probe.render(8_820)
        return FontProbe.cents(probe.frequency(500..<8_820), over: 441)
    }

    @Test("keys are a hundred cents apart, or what the scale tuning says")
    func scale() throws {
        #expect(abs(try cents()) < 0.1)
        #expect(abs(try cents(67) - 700) < 0.5)
        #expect(abs(try cents(43) + 1_700) < 1)
        #expect(abs(try cents(72, [(.scaleTuning, 50)]) - 600) < 0.5)
        #expect(abs(try cents(84, [(.scaleTuning, 0)])) < 0.5)
    }

    @Test("root key, tuning and correction")
    func tuning() throws {
        #expect(abs(try cents(60, [(.overridingRootKey, 48)]) - 1_200) < 0.5)
        #expect(abs(try cents(60, [(.coarseTune, -5), (.fineTune, 31)]) + 469) < 0.5)
        #expect(abs(try cents(72, [(.fixedKey, 65)]) - 500) < 0.5)
        var flat = FontProbe.sine
        flat.correction = -23
        #expect(abs(try cents(60, sample: flat) + 23) < 0.5)
        var slow = FontProbe.sine
        slow.rate = 22_050
        #expect(abs(try cents(60, sample: slow) + 1_200) < 1)
    }

    @Test("the wheel, its range, and the tuning of channel and keys")
    func channel() throws {
        #expect(abs(try cents { $0.pitchBend = 8_191 } - 200) < 0.5)
        #expect(abs(try cents { $0.pitchBend = -8_192 } + 200) < 0.5)
        let wide = try cents {
            $0.pitchBend = 4_096
            $0.bendRange = 24
        }
        #expect(abs(wide - 1_200) < 1)
        #expect(abs(try cents { $0.tuning = -1.5 } + 150) < 0.5)
        #expect(abs(try cents { $0.keyTuning[60] = 37 } - 37) < 0.5)
        #expect(abs(try cents { $0.generatorOffsets[52] = 12 } - 12) < 0.5)
    }

    @Test("portamento arrives in its time; legato goes on without a new stroke")
    func slides() throws {
        let probe = try FontProbe(FontProbe.font(FontProbe.sine))
        probe.instrument.noteOn(
            channel: 0, key: 60, velocity: 127, glide: Glide(fromKey: 72, seconds: 1))
        probe.render(seconds: 1.2)
        func cents(_ probe: FontProbe, _ from: Double, _ to: Double) -> Double {
            let frames = Int(from * FontProbe.rate)..<Int(to * FontProbe.rate)
            return FontProbe.cents(probe.frequency(frames), over: 441)
        }
        #expect(abs(cents(probe, 0.24, 0.26) - 900) < 4)
        #expect(abs(cents(probe, 0.74, 0.76) - 300) < 4)
        #expect(abs(cents(probe, 1.02, 1.18)) < 0.5)
        probe.instrument.legato(channel: 0, from: 60, to: 64, velocity: 100, glide: nil)
        probe.render(seconds: 0.2)
        #expect(probe.instrument.activeVoices == 1)
        #expect(abs(cents(probe, 1.22, 1.38) - 400) < 0.5)
        #expect(abs(probe.level(52_920..<61_740)) < 0.1)
        probe.noteOff(64)
        probe.render(seconds: 0.1)
        #expect(probe.instrument.activeVoices == 0)
    }
}
