import SoundFonts
import Testing

@Suite("Linked modulators")
struct LinkedModulatorTests {
    typealias Raw = RawFont.RawModulator

    private let link: UInt16 = 0x007F
    private func feeding(_ index: UInt16) -> UInt16 { 0x8000 | index }

    /// What a zone of an instrument has beyond the default ones, destinations counted from there.
    private func chain(_ modulators: [Raw]) throws -> (modulators: [Modulator], warnings: [SoundFontWarning]) {
        var raw = RawFont(instrumentZone: .zone(modulators: modulators))
        raw.information = [("DMOD", [UInt8](repeating: 0, count: 10))]
        let (region, warnings) = try region(raw)
        return (region.modulators, warnings)
    }

    @Test("one that feeds another comes before it, wherever it stands in the file")
    func order() throws {
        for isReversed in [false, true] {
            let feeder = Raw(source: 0x0081, destination: feeding(isReversed ? 1 : 0), amount: 3)
            let fed = Raw(source: link, destination: 8, amount: 4, amountSource: 0x0002)
            let (modulators, warnings) = try chain(isReversed ? [feeder, fed] : [fed, feeder])
            #expect(warnings.isEmpty)
            #expect(modulators.map(\.amount) == [3, 4])
            #expect(modulators.map(\.destination) == [.modulator(1), .generator(.filterCutoff)])
            #expect(modulators[1].source.controller == .link)
        }
    }

    @Test("several may feed one, and the fed may feed on")
    func tree() throws {
        let (modulators, warnings) = try chain([
            Raw(source: 0x0081, destination: feeding(2), amount: 1),
            Raw(source: 0x0085, destination: feeding(2), amount: 2),
            Raw(source: link, destination: feeding(4), amount: 3), Raw(source: 0x0087, destination: 9, amount: 5),
            Raw(source: link, destination: 8, amount: 4),
        ])
        #expect(warnings.isEmpty)
        try #require(modulators.count == 5)
        #expect(Set(modulators.map(\.amount)) == [1, 2, 3, 4, 5])
        let places = Dictionary(uniqueKeysWithValues: modulators.enumerated().map { ($1.amount, $0) })
        #expect(modulators[places[1]!].destination == .modulator(places[3]!))
        #expect(modulators[places[2]!].destination == .modulator(places[3]!))
        #expect(modulators[places[3]!].destination == .modulator(places[4]!))
        #expect(places[1]! < places[3]! && places[2]! < places[3]! && places[3]! < places[4]!)
        #expect(modulators[places[5]!].destination == .generator(.filterResonance))
    }

    @Test("circles, links to nowhere, to what takes none and from nothing are dropped, each with a warning")
    func broken() throws {
        let good = Raw(source: 0x0087, destination: 9, amount: 5)
        for (modulators, count) in [
            ([Raw(source: link, destination: feeding(0), amount: 1)], 1),
            (
                [
                    Raw(source: link, destination: feeding(1), amount: 1),
                    Raw(source: link, destination: feeding(0), amount: 1),
                ], 2
            ),
            ([Raw(source: 0x0081, destination: feeding(7), amount: 1)], 1),
            ([Raw(source: 0x0081, destination: feeding(0x7FFF), amount: 1)], 1),
            ([Raw(source: 0x0081, destination: feeding(1), amount: 1)], 1),
            ([Raw(source: link, destination: 8, amount: 1)], 1),
            (
                [
                    Raw(source: link, destination: feeding(2), amount: 1), good,
                    Raw(source: link, destination: 8, amount: 2),
                ], 2
            ),
        ] {
            let list = modulators.contains { $0.destination == 9 } ? modulators : modulators + [good]
            let (left, warnings) = try chain(list)
            #expect(left.map(\.amount) == [5])
            #expect(warnings.count == count)
            #expect(warnings.allSatisfy { $0.chunk == "imod" })
        }
    }

    @Test("links count from the first modulator of their own zone, so that zones do not mix")
    func zones() throws {
        let fed = Raw(source: link, destination: 8, amount: 4)
        var raw = RawFont(
            presetZone: .zone(modulators: [fed, Raw(source: 0x0085, destination: feeding(0), amount: 7)]),
            instrumentZone: .zone(modulators: [fed, Raw(source: 0x0081, destination: feeding(0), amount: 3)]))
        raw.information = [
            ("DMOD", Raw(source: 0x0002, destination: 48, amount: 9).bytes + [UInt8](repeating: 0, count: 10))
        ]
        let modulators = try region(raw).region.modulators
        #expect(modulators.map(\.amount) == [9, 3, 4, 7, 4])
        #expect(
            modulators.map(\.destination) == [
                .generator(.attenuation), .modulator(2), .generator(.filterCutoff), .modulator(4),
                .generator(.filterCutoff),
            ])
    }

    @Test("a chain takes the place of one with the same sources")
    func replacement() throws {
        func zone(_ amount: Int16) -> [Raw] {
            [
                Raw(source: link, destination: 8, amount: amount),
                Raw(source: 0x0081, destination: feeding(0), amount: 3),
            ]
        }
        var raw = RawFont(instrumentZone: .zone(modulators: zone(6)))
        raw.instruments[0].bags.insert(.zone(modulators: zone(5)), at: 0)
        raw.information = [("DMOD", [UInt8](repeating: 0, count: 10))]
        #expect(try region(raw).region.modulators.map(\.amount) == [3, 6])
    }
}
