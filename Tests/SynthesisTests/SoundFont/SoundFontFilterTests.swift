import Foundation
import SoundFonts
import Synthesis
import Testing

@Suite("SoundFont filter")
struct SoundFontFilterTests {
    /// The instrument's answer to an impulse, at some frequencies, in decibels.
    private func response(_ generators: [(Generator, Int)], at frequencies: [Double]) throws -> [Double] {
        var frames = [Int16](repeating: 0, count: 20_000)
        // After the attack.
        frames[256] = 32_767
        let zone = ProbeFont.Zone(generators: generators)
        let probe = try FontProbe(ProbeFont(samples: [ProbeFont.Sample(frames: frames)], zones: [zone]))
        probe.noteOn()
        probe.render(16_000)
        return frequencies.map { frequency in
            let step = 2 * Double.pi * frequency / FontProbe.rate
            var (real, imaginary) = (0.0, 0.0)
            for (frame, value) in probe.left.enumerated() {
                real += Double(value) * cos(step * Double(frame))
                imaginary += Double(value) * sin(step * Double(frame))
            }
            return 10 * log10(real * real + imaginary * imaginary)
        }
    }

    private static func cents(_ frequency: Double) -> Int { FontProbe.timecents(frequency / 8.175_799) }

    @Test("without resonance it is 3 dB down at its cut-off", arguments: [200.0, 1_000, 5_000])
    func cutoff(frequency: Double) throws {
        let grid = (0...40).map { frequency * (0.96 + 0.002 * Double($0)) }
        let levels = try response([(.filterCutoff, Self.cents(frequency))], at: grid + [1])
        let reference = levels[41]
        let found = zip(grid, levels).min { abs($0.1 - reference + 3.01) < abs($1.1 - reference + 3.01) }?.0 ?? 0
        #expect(abs(found / frequency - 1) < 0.02)
        #expect(abs(reference) < 0.1)
    }

    @Test("resonance is that much above the gain at 0 Hz, which is lowered by half of it", arguments: [60, 200])
    func resonance(centibels: Int) throws {
        let grid = (0...100).map { 600 + 5 * Double($0) }
        let levels = try response(
            [(.filterCutoff, Self.cents(1_000)), (.filterResonance, centibels)], at: grid + [1])
        let peak = levels.dropLast().max() ?? 0
        #expect(abs(peak - levels[101] - Double(centibels) / 10) < 0.5)
        #expect(abs(levels[101] + Double(centibels) / 20) < 0.2)
    }

    @Test("above 20 kHz and without resonance nothing happens")
    func open() throws {
        for level in try response([], at: [100, 1_000, 8_000]) { #expect(abs(level) < 0.2) }
    }

    @Test("envelope, oscillator and controllers move the cut-off")
    func movement() throws {
        // Two octaves from 1000 Hz up: 4000 Hz.
        let levels = try response(
            [
                (.filterCutoff, Self.cents(1_000)), (.modulationEnvelopeToFilterCutoff, 2_400),
                (.modulationEnvelopeHold, 1_200),
            ], at: [4_000, 1])
        #expect(abs(levels[0] - levels[1] + 3.01) < 0.3)
    }
}
