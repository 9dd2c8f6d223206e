import SoundFonts
import Testing

@Suite("Regions")
struct RegionTests {
    @Test("an instrument's values are taken as they are, a preset's are added")
    func addition() throws {
        let region = try region(
            RawFont(
                presetZone: .zone([48: 30, 51: -3, 8: -500, 56: 10, 15: -40]),
                instrumentZone: .zone([48: 100, 51: 12, 33: -2000]))
        ).region
        #expect(region.generators[.attenuation] == 130)
        #expect(region.generators[.coarseTune] == 9)
        #expect(region.generators[.filterCutoff] == 13_000)
        #expect(region.generators[.scaleTuning] == 110)
        #expect(region.generators[.volumeEnvelopeDelay] == -2000)
        #expect(region.generators[.chorusSend] == 0)
        #expect(region.generators[.volumeEnvelopeAttack] == -12_000)
        #expect(region.generators[.fixedKey] == -1)
    }

    /// Section 8.1.3 of the specification, number by number.
    static let specified: [(number: UInt16, low: Int32, high: Int32)] = [
        (5, -12_000, 12_000), (6, -12_000, 12_000), (7, -12_000, 12_000), (8, 1500, 13_500), (9, 0, 960),
        (10, -12_000, 12_000), (11, -12_000, 12_000), (13, -960, 960), (15, 0, 1000), (16, 0, 1000), (17, -500, 500),
        (21, -12_000, 5000), (22, -16_000, 4500), (23, -12_000, 5000), (24, -16_000, 4500), (25, -12_000, 5000),
        (26, -12_000, 8000), (27, -12_000, 5000), (28, -12_000, 8000), (29, 0, 1000), (30, -12_000, 8000),
        (31, -1200, 1200), (32, -1200, 1200), (33, -12_000, 5000), (34, -12_000, 8000), (35, -12_000, 5000),
        (36, -12_000, 8000), (37, 0, 1440), (38, -12_000, 8000), (39, -1200, 1200), (40, -1200, 1200), (48, -250, 1440),
        (56, 0, 1200),
    ]

    @Test("values beyond the limits of section 8.1.3 are brought to them", arguments: specified)
    func limits(_ number: UInt16, low: Int32, high: Int32) throws {
        let generator = try #require(Generator(rawValue: UInt8(number)))
        let least = try region(RawFont(instrumentZone: .zone([number: -32_768]))).region
        #expect(least.generators[generator] == low)
        let greatest = try region(RawFont(instrumentZone: .zone([number: 32_767]))).region
        #expect(greatest.generators[generator] == high)
        let sum = try region(
            RawFont(presetZone: .zone([number: 32_767]), instrumentZone: .zone([number: 32_767])))
        #expect(sum.region.generators[generator] == high)
    }

    @Test("only the sum is limited, so that a preset can take back what is too much")
    func sumIsLimited() throws {
        let region = try region(
            RawFont(presetZone: .zone([48: -1000]), instrumentZone: .zone([48: 2000]))
        ).region
        #expect(region.generators[.attenuation] == 1000)
    }

    @Test("cents beyond a semitone's become semitones", arguments: [(150, 1, 50), (-299, -2, -99), (99, 0, 99)])
    func cents(_ sum: Int16, semitones: Int32, rest: Int32) throws {
        let region = try region(
            RawFont(presetZone: .zone([52: sum - sum / 2]), instrumentZone: .zone([52: sum / 2]))
        ).region
        #expect(region.generators[.coarseTune] == semitones)
        #expect(region.generators[.fineTune] == rest)
    }

    @Test(
        "what belongs to the sample is for instruments alone",
        arguments: [0, 1, 2, 3, 4, 12, 45, 46, 47, 50, 54, 57, 58])
    func instrumentsOnly(_ number: UInt16) throws {
        let generator = try #require(Generator(rawValue: UInt8(number)))
        let value: Int16 = number == 1 || number == 12 ? -3 : 3
        let (own, silence) = try region(RawFont(instrumentZone: .zone([number: value])))
        #expect(own.generators[generator] == Int32(value))
        #expect(silence.isEmpty)
        let (added, warnings) = try region(RawFont(presetZone: .zone([number: value])))
        #expect(added.generators[generator] == GeneratorValues()[generator])
        #expect(warnings.map(\.chunk) == ["pgen"])
    }

    @Test("a preset sounds where both its zone and the instrument's do")
    func intersection() throws {
        let region = try region(
            RawFont(
                presetZone: .zone([43: keyBounds(20, 70), 44: keyBounds(0, 99)]),
                instrumentZone: .zone([43: keyBounds(60, 90), 44: keyBounds(64, 127)]))
        ).region
        #expect(region.keys == 60...70)
        #expect(region.velocities == 64...99)
        #expect(
            try regions(
                RawFont(presetZone: .zone([43: keyBounds(0, 59)]), instrumentZone: .zone([43: keyBounds(60, 90)]))
            ).isEmpty)
    }

    @Test("ranges above 127 end there, backward ones take their zone with them")
    func oddRanges() throws {
        #expect(try region(RawFont(instrumentZone: .zone([43: keyBounds(60, 255)]))).region.keys == 60...127)
        for range in [keyBounds(70, 60), keyBounds(128, 200)] {
            for number: UInt16 in [43, 44] {
                let font = try SoundFont(
                    bytes: RawFont(instrumentZone: .zone([number: range])).bytes, name: "memory")
                let (regions, warnings) = font.regions(ofPreset: 0)
                #expect(regions.isEmpty)
                #expect(warnings.map(\.chunk) == ["igen"])
            }
        }
    }

    @Test("the key range comes first and the velocity range next, or they do not count")
    func orderOfRanges() throws {
        let (late, warnings) = try region(
            RawFont(instrumentZone: .zone([48: 10, 43: keyBounds(1, 2), 44: keyBounds(3, 4)])))
        #expect(late.keys == 0...127)
        #expect(late.velocities == 0...127)
        #expect(late.generators[.attenuation] == 10)
        #expect(warnings.map(\.index) == [1, 2])
        let (swapped, more) = try region(
            RawFont(instrumentZone: .zone([44: keyBounds(3, 4), 43: keyBounds(1, 2)])))
        #expect(swapped.keys == 0...127)
        #expect(swapped.velocities == 3...4)
        #expect(more.count == 1)
    }

    @Test("what comes after the sample or instrument is left out")
    func afterLast() throws {
        var raw = RawFont()
        raw.instruments[0].bags[0].generators.append((48, 100))
        raw.presets[0].bags[0].generators.append((48, 50))
        let (region, warnings) = try region(raw)
        #expect(region.generators[.attenuation] == 0)
        #expect(warnings.map(\.chunk) == ["pgen", "igen"])
    }

    @Test("generators that nobody knows are passed over")
    func unknown() throws {
        let (region, warnings) = try region(
            RawFont(instrumentZone: .zone([14: 5, 59: 5, 60: 5, 777: 5, 65_535: 5, 48: 7])))
        #expect(region.generators[.attenuation] == 7)
        #expect(warnings.isEmpty)
    }

    @Test("the later of two in a zone counts")
    func twice() throws {
        #expect(try region(RawFont(instrumentZone: .zone([48: 7, 48: 9]))).region.generators[.attenuation] == 9)
    }

    @Test("a global zone holds where the local ones say nothing, at both levels")
    func globalZones() throws {
        var raw = RawFont(
            presetZone: .zone([48: 40]), instrumentZone: .zone([43: keyBounds(10, 20), 48: 100]))
        raw.instruments[0].bags.append(RawFont.Bag(generators: [(53, 0)]))
        raw.instruments[0].bags.insert(.zone([43: keyBounds(0, 50), 48: 300, 17: 250]), at: 0)
        raw.presets[0].bags.append(RawFont.Bag(generators: [(41, 0)]))
        raw.presets[0].bags.insert(.zone([48: 7, 17: -50]), at: 0)
        let all = try regions(raw)
        #expect(all.map { $0.generators[.attenuation] } == [140, 340, 107, 307])
        #expect(all.allSatisfy { $0.generators[.pan] == 200 })
        #expect(all.map(\.keys) == [10...20, 0...50, 10...20, 0...50])
    }

    @Test("zones without an instrument or sample are left out unless they come first")
    func zonesWithoutTarget() throws {
        var raw = RawFont()
        raw.instruments[0].bags.append(.zone([48: 100]))
        raw.presets[0].bags.append(.zone())
        let (region, warnings) = try region(raw)
        #expect(region.generators[.attenuation] == 0)
        #expect(warnings.map(\.chunk) == ["pbag", "ibag"])
        #expect(warnings.map(\.index) == [1, 1])
    }

    @Test("zones whose instrument or sample is not there are left out, others stay")
    func missingTargets() throws {
        var raw = RawFont()
        raw.presets[0].bags.append(RawFont.Bag(generators: [(41, 1)]))
        raw.presets[0].bags.append(RawFont.Bag(generators: [(41, 65_535)]))
        raw.instruments[0].bags.append(RawFont.Bag(generators: [(53, 1)]))
        raw.samples.append(RawFont.RawSample(start: 5, end: 5))
        raw.instruments[0].bags.append(RawFont.Bag(generators: [(53, 2)]))
        let (region, warnings) = try region(raw)
        #expect(region.sample == 0)
        #expect(warnings.map(\.chunk) == ["ibag", "ibag", "pbag", "pbag"])
        #expect(warnings.map(\.index) == [1, 2, 1, 2])
    }

    @Test("a zone whose lists run backwards is left out with where it stands")
    func backwardLists() throws {
        var raw = RawFont(instrumentZone: .zone([48: 1]))
        raw.instruments[0].bags.append(RawFont.Bag(generators: [(53, 0)]))
        raw.edit = { if $0 == "ibag" { $1.replaceSubrange(0..<2, with: word(9)) } }
        let bytes = raw.bytes
        let font = try SoundFont(bytes: bytes, name: "memory")
        let (regions, warnings) = font.regions(ofPreset: 0)
        #expect(regions.count == 1)
        let warning = try #require(warnings.first)
        #expect(warning.chunk == "ibag")
        #expect(warning.index == 0)
        #expect(Array(bytes[warning.byte - 8..<warning.byte - 4]) == Array("ibag".utf8))
    }
}
