import SoundFonts
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("SoundFont drafts: read back")
struct SoundFontRoundTripTests {
    private let sine = (0..<8820).map { Float(0.5 * sin(2 * .pi * 441 * Double($0) / 44_100)) }

    @Test("presets, regions, samples and frames come back as they were written")
    func plain() throws {
        var draft = SoundFontDraft(name: "round")
        let frames = sine.map { Int16($0 * 32_767) }
        let pair = draft.addPair(
            .init("s", .int16(frames), loop: 100..<8800), .init("s", .int16(frames.reversed()), rootKey: 72))
        let instrument = draft.addInstrument(
            "i",
            zones: [
                .init(generators: [(.volumeEnvelopeRelease, 700)]),
                .init(pair.left, keys: 10...60, velocities: 1...90, generators: [(.pan, -500), (.sampleModes, 3)]),
                .init(
                    pair.right, generators: [(.exclusiveClass, 4)],
                    modulators: [
                        .init(.init(.midi(2)), feeding: 1, amount: 50), .init(.init(.link), .filterCutoff, amount: 900),
                    ]),
            ])
        draft.addPreset("p", bank: 128, program: 7, zones: [.init(instrument, generators: [(.fineTune, 12)])])
        let font = try SoundFont(bytes: draft.serialized(), name: "round.sf2")
        #expect(font.warnings.isEmpty)
        #expect(font.name == "round")
        #expect(font.presets.map(\.name) == ["p"])
        #expect(font.preset(bank: 128, program: 7) == 0)
        #expect(font.samples.map(\.kind) == [.left, .right])
        #expect(font.samples.map(\.partner) == [1, 0])
        #expect(font.samples[0].loop == 100..<8800)
        #expect(font.samples[1].rootKey == 72)
        let (regions, warnings) = font.regions(ofPreset: 0)
        #expect(warnings.isEmpty)
        try #require(regions.count == 2)
        #expect(regions[0].keys == 10...60)
        #expect(regions[0].velocities == 1...90)
        #expect(regions[0].generators[.pan] == -500)
        #expect(regions[0].generators[.sampleModes] == 3)
        #expect(regions[0].generators[.volumeEnvelopeRelease] == 700)
        #expect(regions[1].generators[.exclusiveClass] == 4)
        #expect(regions[1].generators[.fineTune] == 12)
        #expect(regions[1].modulators.contains { $0.source.controller == .link && $0.amount == 900 })
        let data = try SampleStore(font).load(1)
        guard case .int16(let read) = data.frames else {
            Issue.record("16-bit frames expected")
            return
        }
        #expect(Array(UnsafeBufferPointer(start: read, count: data.count)) == frames.reversed())
    }

    @Test("the same draft makes the same bytes, compressed too")
    func reproducible() throws {
        let draft = SoundFontDraft.single(.float(sine), loop: 0..<8800)
        #expect(try draft.serialized() == draft.serialized())
        #expect(try draft.serialized(compressed: true) == draft.serialized(compressed: true))
    }

    @Test("compressed headers count bytes, their loops frames")
    func compressedHeaders() throws {
        var draft = SoundFontDraft.single(.float(sine), loop: 100..<8800)
        draft.add(.init("other", .float(Array(sine.prefix(3000)))))
        let bytes = try draft.serialized(compressed: true)
        let riff = try RIFF(bytes)
        #expect(riff["ifil"] == [3, 0, 1, 0])
        let font = try SoundFont(bytes: bytes, name: "c.sf3")
        #expect(font.warnings.isEmpty)
        #expect(!font.samples.contains { !$0.isCompressed })
        #expect(font.samples[0].loop == 100..<8800)
        for sample in font.samples {
            #expect(riff["smpl"][sample.extent].starts(with: "OggS".utf8))
        }
        #expect(font.samples[1].extent.upperBound == riff["smpl"].count)
        #expect(try bytes.count < draft.serialized().count * 3 / 4)
    }
}
