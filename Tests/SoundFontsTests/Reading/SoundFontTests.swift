import SoundFonts
import Testing

@Suite("SoundFonts")
struct SoundFontTests {
    @Test("a font of one preset, one instrument and one sample")
    func smallest() throws {
        let font = try SoundFont(bytes: RawFont().bytes, name: "memory")
        #expect(font.warnings.isEmpty)
        #expect(font.name == "Test")
        #expect(font.presets.map(\.name) == ["Preset"])
        #expect(font.preset(bank: 0, program: 0) == 0)
        #expect(font.preset(bank: 1, program: 0) == nil)
        let sample = try #require(font.samples.first)
        #expect(sample.name == "Sample")
        #expect(sample.extent == 0..<100)
        #expect(sample.loop == 10..<90)
        #expect(sample.sampleRate == 44_100)
        let (regions, warnings) = font.regions(ofPreset: 0)
        #expect(warnings.isEmpty)
        let region = try #require(regions.first)
        #expect(regions.count == 1)
        #expect(region.keys == 0...127)
        #expect(region.modulators == Modulator.defaults)
        let data = try SampleStore(font).load(0)
        #expect(data.count == 100)
        guard case .int16(let frames) = data.frames else { throw Unexpected() }
        #expect((0..<100).allSatisfy { frames[$0] == Int16($0) })
    }

    @Test("what is wrong with a preset is known once it has been worked out, and counts once")
    func problems() throws {
        var raw = RawFont()
        raw.instruments[0].bags.append(RawFont.Bag(generators: [(53, 7)]))
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.problems.count == 0)
        let (regions, warnings) = font.regions(ofPreset: 0)
        #expect(regions.count == 1)
        #expect(warnings.count == 1)
        _ = font.regions(ofPreset: 0)
        #expect(font.problems.warnings == warnings)
        #expect(font.problems.omitted == 0)
    }
}

/// A value of another kind than the test is about.
struct Unexpected: Error {}
