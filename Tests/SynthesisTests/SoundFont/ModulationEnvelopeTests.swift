import Foundation
import SoundFonts
import Synthesis
import Testing

@Suite("SoundFont modulation envelope and oscillators")
struct SoundFontModulationTests {
    private func probe(_ generators: [(Generator, Int)]) throws -> FontProbe {
        try FontProbe(FontProbe.font(FontProbe.sine, generators))
    }

    private func cents(_ probe: FontProbe, _ seconds: ClosedRange<Double>) -> Double {
        let frames = Int(seconds.lowerBound * FontProbe.rate)..<Int(seconds.upperBound * FontProbe.rate)
        return FontProbe.cents(probe.frequency(frames), over: 441)
    }

    @Test("the envelope reaches all of its 1200 cents, its sustain level, and nothing")
    func envelope() throws {
        let probe = try probe([
            (.modulationEnvelopeToPitch, 1_200), (.modulationEnvelopeHold, FontProbe.timecents(0.2)),
            (.modulationEnvelopeDecay, FontProbe.timecents(0.4)), (.modulationEnvelopeSustain, 500),
            (.modulationEnvelopeRelease, FontProbe.timecents(0.2)), (.volumeEnvelopeRelease, 2_400),
        ])
        probe.noteOn()
        probe.render(seconds: 0.6)
        #expect(abs(cents(probe, 0.01...0.19) - 1_200) < 2)
        // Halfway through the first half of a decay of 0.4 s.
        #expect(abs(cents(probe, 0.28...0.32) - 900) < 8)
        #expect(abs(cents(probe, 0.45...0.59) - 600) < 2)
        probe.noteOff()
        probe.render(seconds: 0.4)
        #expect(abs(cents(probe, 0.8...0.98)) < 2)
    }

    @Test("its attack is convex and its hold and decay follow the key")
    func attack() throws {
        let probe = try probe([
            (.modulationEnvelopeToPitch, 1_200), (.modulationEnvelopeAttack, FontProbe.timecents(1)),
        ])
        probe.noteOn()
        probe.render(seconds: 0.6)
        // 1 + 40/96·log₁₀(t): at half the time 0.875 of the way.
        #expect(abs(cents(probe, 0.49...0.51) - 1_049) < 3)
        let scaled = try self.probe([
            (.modulationEnvelopeToPitch, 1_200), (.modulationEnvelopeDecay, FontProbe.timecents(1)),
            (.keyToModulationEnvelopeDecay, 100), (.modulationEnvelopeSustain, 1_000), (.scaleTuning, 0),
        ])
        scaled.noteOn(72)
        scaled.render(seconds: 0.3)
        #expect(abs(cents(scaled, 0.24...0.26) - 600) < 8)
    }

    /// A period of four seconds, so that the peak is nearly still.
    private static let slow = FontProbe.timecents(0.25 / 8.175_799)

    @Test(
        "oscillators swing as far as they should, after their delay",
        arguments: [
            (Generator.vibratoLFOToPitch, Generator.vibratoLFOFrequency, Generator.vibratoLFODelay),
            (.modulationLFOToPitch, .modulationLFOFrequency, .modulationLFODelay),
        ])
    func depth(depth: Generator, frequency: Generator, delay: Generator) throws {
        let probe = try probe([(depth, 100), (frequency, Self.slow), (delay, FontProbe.timecents(0.1))])
        probe.noteOn()
        probe.render(seconds: 3.2)
        #expect(abs(cents(probe, 0.01...0.09)) < 0.5)
        #expect(abs(cents(probe, 1.09...1.11) - 100) < 2)
        #expect(abs(cents(probe, 3.09...3.11) + 100) < 2)
    }

    @Test("the modulation wheel gives 50 cents of vibrato, or what RPN 5 says")
    func wheel() throws {
        func deviation(_ body: (inout ChannelState) -> Void) throws -> Double {
            let probe = try probe([(.vibratoLFOFrequency, Self.slow)])
            probe.tell(body)
            probe.noteOn()
            probe.render(seconds: 1.02)
            return cents(probe, 0.99...1.01)
        }
        #expect(abs(try deviation { $0.controllers[1] = 0 }) < 0.5)
        #expect(abs(try deviation { $0.controllers[1] = 127 } - 50) < 2)
        #expect(abs(try deviation { $0.controllers[1] = 64 } - 25) < 2)
        #expect(abs(try deviation { $0.pressure = 127 } - 50) < 2)
        let wide = try deviation {
            $0.controllers[1] = 127
            $0.modulationDepth = 200
        }
        #expect(abs(wide - 200) < 3)
    }

    @Test("the tremolo has its depth and its rate")
    func tremolo() throws {
        let probe = try FontProbe(
            FontProbe.font(
                FontProbe.constant,
                [
                    (.modulationLFOToVolume, 60), (.modulationLFOFrequency, FontProbe.timecents(5 / 8.175_799)),
                    (.attenuation, 150),
                ]))
        probe.noteOn()
        probe.render(seconds: 1.2)
        let levels = probe.left.indices.map { probe.level($0) }
        let frames = Array(1_000..<51_000)
        let top = frames.map { levels[$0] }.max() ?? 0
        let bottom = frames.map { levels[$0] }.min() ?? 0
        #expect(abs(top) < 0.2)
        #expect(abs(bottom + 12) < 0.2)
        let crossings = frames.filter { levels[$0 - 1] < -6 && levels[$0] >= -6 }
        let period = Double((crossings.last ?? 0) - (crossings.first ?? 0)) / Double(max(1, crossings.count - 1))
        #expect(abs(FontProbe.rate / period - 5) < 0.01)
    }
}
