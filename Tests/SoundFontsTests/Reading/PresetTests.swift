import SoundFonts
import Testing

@Suite("Presets")
struct PresetTests {
    private func font(_ presets: [(name: String, bank: UInt16, program: UInt16)]) throws -> SoundFont {
        var raw = RawFont()
        let zone = raw.presets[0].bags
        raw.presets = presets.map {
            RawFont.RawPreset(name: $0.name, program: $0.program, bank: $0.bank, bags: zone)
        }
        return try SoundFont(bytes: raw.bytes, name: "memory")
    }

    @Test("the first of a bank and program is the one; banks have fourteen bits and more")
    func lookUp() throws {
        let font = try font([("A", 0, 5), ("B", 128, 0), ("C", 0, 5), ("D", 16_383, 127), ("E", 65_535, 0)])
        #expect(font.warnings.isEmpty)
        #expect(font.presets.map(\.name) == ["A", "B", "C", "D", "E"])
        #expect(font.preset(bank: 0, program: 5) == 0)
        #expect(font.preset(bank: 128, program: 0) == 1)
        #expect(font.preset(bank: 16_383, program: 127) == 3)
        #expect(font.preset(bank: 65_535, program: 0) == 4)
        #expect(font.preset(bank: 5, program: 0) == nil)
        #expect(font.presets.map(\.index) == [0, 1, 2, 3, 4])
    }

    @Test("a preset with an impossible program is left out, the others keep their zones")
    func badProgram() throws {
        let font = try font([("A", 0, 128), ("B", 0, 1)])
        #expect(font.presets.map(\.name) == ["B"])
        #expect(font.warnings.map(\.index) == [0])
        #expect(font.regions(ofPreset: 0).regions.count == 1)
        #expect(font.regions(ofPreset: 1).regions.isEmpty)
        #expect(font.regions(ofPreset: -1).regions.isEmpty)
    }

    @Test("presets whose zones are not there are left out, those whose zones are there in part are kept")
    func badZones() throws {
        var raw = RawFont()
        raw.presets.append(RawFont.RawPreset(name: "Second", program: 1, bags: raw.presets[0].bags))
        // The second header says that it starts at zone 9, so the first ends there.
        raw.edit = { if $0 == "phdr" { $1.replaceSubrange(38 + 24..<38 + 26, with: word(9)) } }
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.presets.map(\.name) == ["Preset"])
        #expect(font.regions(ofPreset: 0).regions.count == 2)
        #expect(font.warnings.map(\.chunk) == ["phdr", "phdr"])
    }

    @Test("a font without presets opens")
    func noPresets() throws {
        var raw = RawFont()
        raw.presets = []
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.presets.isEmpty)
        #expect(font.warnings.map(\.chunk) == ["phdr"])
    }

    @Test("a font of which each table has only its last record opens")
    func empty() throws {
        var raw = RawFont()
        raw.presets = []
        raw.instruments = []
        raw.samples = []
        raw.smpl = []
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.presets.isEmpty)
        #expect(font.samples.isEmpty)
        #expect(font.instrumentCount == 0)
        #expect(throws: SoundFontError.noSuchSample(name: "memory", index: 0, count: 0)) {
            try SampleStore(font).load(0)
        }
    }

    @Test("a font whose tables are shorter than a record opens")
    func tablesWithoutRecords() throws {
        var raw = RawFont()
        raw.edit = { $1 = Array($1.prefix(2)) }
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.presets.isEmpty)
        #expect(font.samples.isEmpty)
        #expect(!font.warnings.isEmpty)
    }
}
