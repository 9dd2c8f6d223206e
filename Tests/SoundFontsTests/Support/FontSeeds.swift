/// Small sound fonts with something of everything in them, to be damaged.
enum FontSeeds {
    static let all = [plain, rich, twentyFourBits, compressed].map(\.bytes)

    private static var plain: RawFont { RawFont() }

    /// Global zones, linked modulators, ranges, a second preset and instrument, a stereo pair and own defaults.
    private static var rich: RawFont {
        typealias Raw = RawFont.RawModulator
        var raw = RawFont(
            presetZone: .zone(
                [43: keyBounds(0, 80), 44: keyBounds(10, 127), 48: 20],
                modulators: [Raw(source: 0x0081, destination: 8, amount: 100)]),
            instrumentZone: .zone(
                [43: keyBounds(20, 90), 33: -2000, 38: 500, 54: 1],
                modulators: [
                    Raw(source: 0x007F, destination: 8, amount: 50),
                    Raw(source: 0x0085, destination: 0x8000, amount: 3),
                    Raw(source: 0x0502, destination: 48, amount: 0),
                ]))
        raw.information = [("DMOD", ModulatorTests.defaults.flatMap(\.bytes) + [UInt8](repeating: 0, count: 10))]
        raw.presets[0].bags.insert(.zone([17: -50]), at: 0)
        raw.presets[0].bags.append(RawFont.Bag(generators: [(8, 65_036), (41, 1)]))
        raw.presets.append(RawFont.RawPreset(name: "Drums", bank: 128, bags: [RawFont.Bag(generators: [(41, 1)])]))
        raw.instruments[0].bags.insert(
            .zone([15: 300], modulators: [Raw(source: 0x0087, destination: 8, amount: 7)]), at: 0)
        raw.instruments.append(
            RawFont.RawInstrument(
                name: "Stereo",
                bags: [
                    RawFont.Bag(generators: [(17, 65_036), (57, 1), (53, 1)]),
                    RawFont.Bag(generators: [(17, 500), (0, 4), (3, 65_530), (53, 2)]),
                ]))
        raw.samples.append(RawFont.RawSample(name: "Left", end: 50, loopStart: 5, loopEnd: 45, link: 2, type: 4))
        raw.samples.append(
            RawFont.RawSample(name: "Right", start: 50, end: 100, loopStart: 55, loopEnd: 95, link: 1, type: 2))
        return raw
    }

    private static var twentyFourBits: RawFont {
        var raw = rich
        raw.sm24 = (0..<146).map { UInt8($0) }
        raw.isPadded = false
        raw.name = "Odd!"
        return raw
    }

    private static var compressed: RawFont { VorbisTone.font }
}
