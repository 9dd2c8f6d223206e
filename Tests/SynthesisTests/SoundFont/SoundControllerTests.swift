import Foundation
import SoundFonts
import Synthesis
import Testing

/// Controllers 71–78 on a font that says nothing about them. Their reach is ours: see `SoundControllers`.
@Suite("Sound controllers, heard")
struct SoundControllerTests {
    /// The answer to an impulse behind a filter, at some frequencies, in decibels.
    private func response(
        _ generators: [(Generator, Int)], at frequencies: [Double], rules: [ProbeFont.Rule] = [],
        _ controllers: [(Int, UInt8)]
    ) throws -> [Double] {
        var frames = [Int16](repeating: 0, count: 9_000)
        frames[256] = 32_767
        let zone = ProbeFont.Zone(generators: generators, rules: rules)
        let probe = try FontProbe(ProbeFont(samples: [ProbeFont.Sample(frames: frames)], zones: [zone]))
        for (number, value) in controllers { probe.controller(number, value) }
        probe.noteOn()
        probe.render(8_000)
        return frequencies.map { frequency in
            let step = 2 * Double.pi * frequency / FontProbe.rate
            var (real, imaginary) = (0.0, 0.0)
            for (frame, value) in probe.left.enumerated() where value != 0 {
                real += Double(value) * cos(step * Double(frame))
                imaginary += Double(value) * sin(step * Double(frame))
            }
            return 10 * log10(real * real + imaginary * imaginary)
        }
    }

    private static func cents(_ frequency: Double) -> Int { FontProbe.timecents(frequency / 8.175_799) }

    @Test("71: resonance by up to 24 dB", arguments: [(127, 24.0), (96, 12.19), (64, 0), (0, 0)] as [(UInt8, Double)])
    func resonance(value: UInt8, expected: Double) throws {
        let grid = (0...60).map { 800 + 5 * Double($0) }
        let levels = try response([(.filterCutoff, Self.cents(1_000))], at: grid + [1], [(71, value)])
        let peak = (levels.dropLast().max() ?? 0) - levels[61]
        #expect(expected == 0 ? peak < 0 : abs(peak - expected) < 0.5, "\(peak)")
        #expect(abs(levels[61] + expected / 2) < 0.2)
    }

    @Test(
        "74: brightness by up to four octaves",
        arguments: [(127, 8_000.0), (96, 2_044.5), (64, 500), (32, 125)] as [(UInt8, Double)])
    func brightness(value: UInt8, expected: Double) throws {
        let levels = try response(
            [(.filterCutoff, Self.cents(500))], at: [0.98 * expected, 1.02 * expected, 1], [(74, value)])
        #expect(levels[0] - levels[2] > -3.01 && levels[1] - levels[2] < -3.01, "\(levels)")
    }

    @Test("74: a font's own modulator takes its place")
    func ownModulator() throws {
        // CC 74 as a line: two octaves at its end.
        let rule = ProbeFont.Rule(
            source: 0x00CA, destination: UInt16(Generator.filterCutoff.rawValue), amount: 2_400)
        let expected = 1_000 * exp2(2.0 * 127 / 128)
        let levels = try response(
            [(.filterCutoff, Self.cents(1_000))], at: [0.98 * expected, 1.02 * expected, 1], rules: [rule], [(74, 127)])
        #expect(levels[0] - levels[2] > -3.01 && levels[1] - levels[2] < -3.01, "\(levels)")
    }

    private func constant(_ generators: [(Generator, Int)], _ controller: Int, _ value: UInt8) throws -> FontProbe {
        let probe = try FontProbe(FontProbe.font(FontProbe.constant, generators))
        probe.controller(controller, value)
        probe.noteOn()
        return probe
    }

    private func frame(_ seconds: Double) -> Int { Int(seconds * FontProbe.rate) }

    @Test(
        "72: the release is up to 8 times longer or shorter",
        arguments: [(127, 8.0), (96, 2.876), (64, 1), (32, 0.3536)])
    func release(value: UInt8, factor: Double) throws {
        let probe = try constant([(.volumeEnvelopeRelease, FontProbe.timecents(0.5))], 72, value)
        probe.render(1_000)
        probe.noteOff()
        probe.render(frame(0.12))
        let fall = probe.level(1_000 + frame(0.02)) - probe.level(1_000 + frame(0.1))
        #expect(abs(fall - 0.08 * 96 / 0.5 / factor) < 0.2)
    }

    @Test(
        "73: the attack is up to 32 times longer or shorter",
        arguments: [(127, 32.0), (96, 5.815), (64, 1), (32, 0.1768)])
    func attack(value: UInt8, factor: Double) throws {
        let probe = try constant([(.volumeEnvelopeAttack, FontProbe.timecents(0.05))], 73, value)
        probe.render(frame(0.05 * factor * 0.6) + 1)
        // A line in amplitude: 0.2 dB are 2.3 %.
        #expect(abs(probe.level(frame(0.05 * factor * 0.5)) - 20 * log10(0.5)) < 0.2)
    }

    @Test(
        "75: the decay is up to 8 times longer or shorter", arguments: [(127, 8.0), (96, 2.876), (64, 1), (0, 0.125)])
    func decay(value: UInt8, factor: Double) throws {
        let probe = try constant(
            [(.volumeEnvelopeDecay, 0), (.volumeEnvelopeSustain, 1_000)], 75, value)
        probe.render(frame(0.1))
        let fall = probe.level(frame(0.02)) - probe.level(frame(0.07))
        #expect(abs(fall - 0.05 * 96 / factor) < 0.2)
    }

    private func vibrato(_ generators: [(Generator, Int)], _ controllers: [(Int, UInt8)]) throws -> PitchTrack {
        let probe = try FontProbe(FontProbe.font(FontProbe.sine, generators))
        for (number, value) in controllers { probe.controller(number, value) }
        probe.noteOn()
        probe.render(seconds: 1.4)
        return PitchTrack(probe.left)
    }

    private static let fiveHertz = (Generator.vibratoLFOFrequency, FontProbe.timecents(5 / 8.175_799))

    @Test(
        "76: the vibrato is up to an octave faster or slower", arguments: [(127, 10.0), (64, 5), (32, 3.536), (0, 2.5)])
    func rate(value: UInt8, hertz: Double) throws {
        let track = try vibrato([Self.fiveHertz, (.vibratoLFOToPitch, 40)], [(76, value)])
        #expect(abs(track.rate(0.01...1.39) / hertz - 1) < 0.01)
        #expect(abs(track.depth(0.01...1.39) - 40) < 2)
    }

    @Test(
        "77: up to 50 cents deeper, or down to none",
        arguments: [(127, 80.0), (96, 55.4), (64, 30), (45, 15.2), (0, 0)])
    func depth(value: UInt8, cents: Double) throws {
        let track = try vibrato([Self.fiveHertz, (.vibratoLFOToPitch, 30)], [(77, value)])
        #expect(abs(track.depth(0.01...1.39) - cents) < 2)
    }

    @Test(
        "78: its delay is up to 8 times longer or shorter",
        arguments: [(127, 0.8), (96, 0.2876), (64, 0.1), (0, 0.0125)])
    func delay(value: UInt8, seconds: Double) throws {
        let delay = (Generator.vibratoLFODelay, FontProbe.timecents(0.1))
        let track = try vibrato([Self.fiveHertz, (.vibratoLFOToPitch, 50), delay], [(78, value)])
        // It rises by a cent a millisecond.
        #expect(abs(track.onset(2) - 0.002 - seconds) < 0.004)
    }
}
