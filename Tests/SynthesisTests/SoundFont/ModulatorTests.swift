import Foundation
import SoundFonts
import Synthesis
import Testing

@Suite("SoundFont modulators")
struct SoundFontModulatorTests {
    private func probe(_ generators: [(Generator, Int)] = [], _ rules: [ProbeFont.Rule] = []) throws -> FontProbe {
        try FontProbe(FontProbe.font(FontProbe.constant, generators, rules: rules))
    }

    private func level(
        velocity: Int = 127, _ rules: [ProbeFont.Rule] = [], _ body: (inout ChannelState) -> Void = { _ in }
    ) throws -> Double {
        let probe = try probe([], rules)
        probe.tell(body)
        probe.noteOn(60, velocity)
        probe.render(300)
        return probe.level(250)
    }

    private static let attenuation = UInt16(Generator.attenuation.rawValue)
    private static let velocityCurve: UInt16 = 0x0502

    @Test("velocity, volume and expression square the amplitude", arguments: [8, 16, 33, 64, 100, 127])
    func defaults(value: Int) throws {
        let expected = 40 * log10(Double(value) / 127)
        #expect(abs(try level(velocity: value) - expected) < 0.1)
        #expect(abs(try level { $0.volume = UInt8(value) } - expected) < 0.1)
        #expect(abs(try level { $0.expression = UInt8(value) } - expected) < 0.1)
    }

    @Test("a font's own velocity curve takes the place of the default", arguments: [16, 64, 100, 127])
    func overridden(velocity: Int) throws {
        let half = ProbeFont.Rule(source: Self.velocityCurve, destination: Self.attenuation, amount: 480)
        #expect(abs(try level(velocity: velocity, [half]) - 20 * log10(Double(velocity) / 127)) < 0.1)
        let none = ProbeFont.Rule(source: Self.velocityCurve, destination: Self.attenuation, amount: 0)
        #expect(abs(try level(velocity: velocity, [none])) < 0.05)
        // A line of its own besides: 96 dB over 128 steps.
        let line = ProbeFont.Rule(source: 0x0102, destination: Self.attenuation, amount: 960)
        #expect(abs(try level(velocity: velocity, [none, line]) + 0.75 * Double(127 - velocity)) < 0.1)
    }

    @Test(
        "curves are the specification's",
        arguments: [
            (0x0094, 127, 0.992), (0x0094, 32, 0.25), (0x0194, 32, 0.742), (0x0294, 0, -1.0), (0x0294, 96, 0.5),
            (0x0394, 96, -0.516), (0x0494, 64, 0.127), (0x0494, 127, 1.0), (0x0894, 64, 0.876), (0x0894, 0, 0.0),
            (0x0C94, 63, 0.0), (0x0C94, 64, 1.0), (0x0E94, 63, -1.0), (0x0E94, 64, 1.0),
        ] as [(Int, Int, Double)])
    func curves(source: Int, value: Int, share: Double) throws {
        let rules = [
            ProbeFont.Rule(source: UInt16(source), destination: Self.attenuation, amount: 300),
            // Something to take away from, in both directions.
            ProbeFont.Rule(source: 0, destination: Self.attenuation, amount: 310),
        ]
        let measured = try level(rules) { $0.controllers[20] = UInt8(value) }
        #expect(abs(measured + 31 + 30 * share) < 0.1, "\(measured)")
    }

    @Test("amount sources scale, the absolute transform turns up what is negative")
    func sources() throws {
        let scaled = ProbeFont.Rule(
            source: 0x0094, destination: Self.attenuation, amount: 256, amountSource: 0x0095)
        let measured = try level([scaled]) {
            $0.controllers[20] = 64
            $0.controllers[21] = 64
        }
        #expect(abs(measured + 6.4) < 0.1)
        let absolute = ProbeFont.Rule(
            source: 0x0294, destination: Self.attenuation, amount: 100, transform: 2)
        #expect(abs(try level([absolute]) { $0.controllers[20] = 0 } + 10) < 0.1)
        #expect(abs(try level([absolute]) { $0.controllers[20] = 96 } + 5) < 0.1)
    }

    @Test("a linked modulator's output is another one's source")
    func links() throws {
        let feeding = ProbeFont.Rule(source: 0x0094, destination: 0x8001, amount: 100)
        let fed = ProbeFont.Rule(source: 0x007F, destination: Self.attenuation, amount: 200)
        #expect(abs(try level([feeding, fed]) { $0.controllers[20] = 64 } + 10) < 0.1)
        #expect(abs(try level([feeding, fed]) { $0.controllers[20] = 0 }) < 0.1)
    }

    @Test("pressure of a key moves that key alone")
    func keyPressure() throws {
        let rule = ProbeFont.Rule(source: 0x000A, destination: Self.attenuation, amount: 256)
        #expect(abs(try level([rule]) { $0.keyPressure[60] = 64 } + 12.8) < 0.1)
        #expect(abs(try level([rule]) { $0.keyPressure[61] = 64 }) < 0.1)
    }

    @Test("what moves while a note sounds is heard within a quantum")
    func live() throws {
        let probe = try probe()
        probe.noteOn()
        probe.render(640)
        probe.controller(11, 64)
        probe.render(640)
        #expect(abs(probe.level(630)) < 0.02)
        #expect(abs(probe.level(640 + 128) - 40 * log10(64.0 / 127)) < 0.1)
    }
}
