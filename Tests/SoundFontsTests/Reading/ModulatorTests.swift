import SoundFonts
import Testing

@Suite("Modulators of zones")
struct ModulatorTests {
    typealias Raw = RawFont.RawModulator

    /// Sections 8.4.1 and 8.4.3 to 8.4.10 of the specification as it prints their bits; pan has half its amount.
    static let defaults: [Raw] = [
        Raw(source: 0x0502, destination: 48, amount: 960), Raw(source: 0x000D, destination: 6, amount: 50),
        Raw(source: 0x0081, destination: 6, amount: 50), Raw(source: 0x0587, destination: 48, amount: 960),
        Raw(source: 0x028A, destination: 17, amount: 500), Raw(source: 0x058B, destination: 48, amount: 960),
        Raw(source: 0x00DB, destination: 16, amount: 200), Raw(source: 0x00DD, destination: 15, amount: 200),
        Raw(source: 0x020E, destination: 52, amount: 12_700, amountSource: 0x0010),
    ]

    @Test("the default ones are the specification's")
    func defaultBits() throws {
        var raw = RawFont()
        raw.information = [("DMOD", ModulatorTests.defaults.flatMap(\.bytes) + [UInt8](repeating: 0, count: 10))]
        #expect(try region(raw).region.modulators == Modulator.defaults)
    }

    @Test("an instrument's takes the place of an identical default one; with amount 0 it takes it away")
    func replacement() throws {
        for (place, standard) in ModulatorTests.defaults.enumerated() {
            var changed = standard
            changed.amount = 77
            let modulators = try region(RawFont(instrumentZone: .zone(modulators: [changed]))).region.modulators
            var expected = Modulator.defaults
            expected[place].amount = 77
            #expect(modulators == expected)
            changed.amount = 0
            let fewer = try region(RawFont(instrumentZone: .zone(modulators: [changed]))).region.modulators
            expected.remove(at: place)
            #expect(fewer == expected)
        }
    }

    @Test("a preset's amount is added to an identical one")
    func addition() throws {
        let modulators = try region(
            RawFont(
                presetZone: .zone(modulators: [Raw(source: 0x0502, destination: 48, amount: -160)]),
                instrumentZone: .zone(modulators: [Raw(source: 0x0502, destination: 48, amount: 400)]))
        ).region.modulators
        #expect(modulators.count == 9)
        #expect(modulators[0].amount == 240)
    }

    @Test(
        "another source, destination, second source or transform makes another modulator",
        arguments: [
            Raw(source: 0x0503, destination: 48, amount: 5), Raw(source: 0x0402, destination: 48, amount: 5),
            Raw(source: 0x0702, destination: 48, amount: 5), Raw(source: 0x0102, destination: 48, amount: 5),
            Raw(source: 0x0502, destination: 8, amount: 5),
            Raw(source: 0x0502, destination: 48, amount: 5, amountSource: 0x0081),
            Raw(source: 0x0502, destination: 48, amount: 5, transform: 2),
        ])
    func identity(_ raw: Raw) throws {
        for font in [RawFont(instrumentZone: .zone(modulators: [raw])), RawFont(presetZone: .zone(modulators: [raw]))] {
            let modulators = try region(font).region.modulators
            #expect(modulators.count == 10)
            #expect(Array(modulators.dropLast()) == Modulator.defaults)
            #expect(modulators.last?.amount == 5)
        }
    }

    @Test("local ones take the place of global ones, later ones that of earlier ones")
    func globalAndLater() throws {
        var raw = RawFont(
            instrumentZone: .zone(modulators: [
                Raw(source: 0x0085, destination: 8, amount: 1), Raw(source: 0x0086 + 1, destination: 8, amount: 4),
                Raw(source: 0x0085, destination: 8, amount: 2),
            ]))
        raw.instruments[0].bags.insert(
            .zone(modulators: [
                Raw(source: 0x0085, destination: 8, amount: 9), Raw(source: 0x0088, destination: 8, amount: 3),
            ]), at: 0)
        let modulators = try region(raw).region.modulators.dropFirst(9)
        #expect(modulators.map(\.amount) == [2, 3, 4])
        #expect(modulators.map(\.source.controller) == [.midi(5), .midi(8), .midi(7)])
    }

    @Test("sources are read bit by bit")
    func sources() throws {
        typealias Source = Modulator.Source
        let cases: [(UInt16, Source)] = [
            (0x0000, .none), (0x0F00, .none), (0x0002, Source(.velocity)), (0x0003, Source(.key)),
            (0x000A, Source(.keyPressure)), (0x000D, Source(.channelPressure)), (0x000E, Source(.pitchWheel)),
            (0x0010, Source(.pitchWheelSensitivity)), (0x00F7, Source(.midi(119))),
            (0x0102, Source(.velocity, isDescending: true)), (0x0202, Source(.velocity, isBipolar: true)),
            (0x0402, Source(.velocity, curve: .concave)), (0x0802, Source(.velocity, curve: .convex)),
            (0x0F02, Source(.velocity, curve: .switch, isBipolar: true, isDescending: true)),
        ]
        for (bits, expected) in cases {
            let raw = Raw(source: 0x0083, destination: 5, amount: 1, amountSource: bits)
            let modulators = try region(RawFont(instrumentZone: .zone(modulators: [raw]))).region.modulators
            #expect(modulators.last?.amountSource == expected, "\(bits)")
        }
    }

    @Test(
        "what may not be used is left out, with a warning that says where",
        arguments: [
            Raw(source: 0x0001, destination: 48, amount: 5), Raw(source: 0x0080, destination: 48, amount: 5),
            Raw(source: 0x0086, destination: 48, amount: 5), Raw(source: 0x00A0, destination: 48, amount: 5),
            Raw(source: 0x00BF, destination: 48, amount: 5), Raw(source: 0x00E2, destination: 48, amount: 5),
            Raw(source: 0x00F8, destination: 48, amount: 5), Raw(source: 0x1002, destination: 48, amount: 5),
            Raw(source: 0x0002, destination: 41, amount: 5), Raw(source: 0x0002, destination: 43, amount: 5),
            Raw(source: 0x0002, destination: 53, amount: 5), Raw(source: 0x0002, destination: 54, amount: 5),
            Raw(source: 0x0002, destination: 60, amount: 5), Raw(source: 0x0002, destination: 14, amount: 5),
            Raw(source: 0x0002, destination: 48, amount: 5, amountSource: 0x007F),
            Raw(source: 0x0002, destination: 48, amount: 5, transform: 1),
        ])
    func forbidden(_ raw: Raw) throws {
        let (region, warnings) = try region(RawFont(instrumentZone: .zone(modulators: [raw])))
        #expect(region.modulators == Modulator.defaults)
        #expect(warnings.map(\.chunk) == ["imod"])
        #expect(warnings.map(\.index) == [0])
    }

    @Test("a DMOD chunk takes the place of all default ones, an empty one leaves none")
    func ownDefaults() throws {
        let own = Raw(source: 0x0081, destination: 8, amount: -2400)
        var raw = RawFont(presetZone: .zone(modulators: [own]))
        raw.information = [("DMOD", own.bytes + [UInt8](repeating: 0, count: 10))]
        var modulators = try region(raw).region.modulators
        #expect(modulators.map(\.amount) == [-4800])
        raw = RawFont()
        raw.information = [("DMOD", [UInt8](repeating: 0, count: 10))]
        modulators = try region(raw).region.modulators
        #expect(modulators.isEmpty)
    }

    @Test("a DMOD chunk that is too short for a record leaves none and does no harm", arguments: [0, 1, 9])
    func shortDefaults(_ length: Int) throws {
        var raw = RawFont()
        raw.information = [("DMOD", [UInt8](repeating: 255, count: length))]
        #expect(try region(raw).region.modulators.isEmpty)
    }
}
