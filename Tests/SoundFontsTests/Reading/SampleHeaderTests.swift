import SoundFonts
import Testing

@Suite("Sample headers")
struct SampleHeaderTests {
    /// The header of the first of some samples, over a chunk of 146 frames, and what is said of it.
    private func header(
        _ sample: RawFont.RawSample, others: [RawFont.RawSample] = []
    ) throws -> (header: SampleHeader, warnings: [String]) {
        var raw = RawFont()
        raw.samples = [sample] + others
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        return (font.samples[0], font.warnings.filter { $0.index == 0 }.map(\.problem))
    }

    @Test("loops are counted from the sample's start")
    func loop() throws {
        let (header, warnings) = try header(RawFont.RawSample(start: 20, end: 120, loopStart: 30, loopEnd: 110))
        #expect(warnings.isEmpty)
        #expect(header.extent == 20..<120)
        #expect(header.loop == 10..<90)
    }

    @Test("a loop from a place to the same place is none, without a word")
    func noLoop() throws {
        for place: UInt32 in [0, 50, 5000] {
            let (header, warnings) = try header(RawFont.RawSample(end: 100, loopStart: place, loopEnd: place))
            #expect(warnings.isEmpty)
            #expect(header.loop.isEmpty)
        }
    }

    @Test("a loop that is backwards or outside is dropped, one that reaches outside is cut")
    func badLoops() throws {
        for (start, end, expected): (UInt32, UInt32, Range<Int>) in [
            (90, 30, 0..<0), (121, 140, 0..<0), (0, 19, 0..<0), (.max, 60, 0..<0),
            (10, 60, 0..<40), (60, 130, 40..<100), (0, .max, 0..<100),
        ] {
            let (header, warnings) = try header(
                RawFont.RawSample(start: 20, end: 120, loopStart: start, loopEnd: end))
            #expect(warnings.count == 1)
            #expect(header.loop == expected || header.loop.isEmpty && expected.isEmpty)
            #expect(header.extent == 20..<120)
        }
    }

    @Test("a sample that is empty, backwards or outside is left out, one that reaches outside is cut")
    func badExtents() throws {
        for (start, end, expected): (UInt32, UInt32, Range<Int>) in [
            (50, 50, 0..<0), (60, 50, 0..<0), (146, 150, 0..<0), (.max - 1, .max, 0..<0), (0, 0, 0..<0),
            (100, 147, 100..<146), (0, .max, 0..<146),
        ] {
            let (header, warnings) = try header(RawFont.RawSample(start: start, end: end))
            #expect(warnings.count == 1)
            #expect(header.extent == expected)
        }
    }

    @Test("rates and keys that cannot be are mended")
    func ratesAndKeys() throws {
        for (rate, expected): (UInt32, Int) in [
            (0, 44_100), (399, 400), (400, 400), (192_001, 192_000), (.max, 192_000),
        ] {
            let (header, warnings) = try header(RawFont.RawSample(end: 100, rate: rate))
            #expect(header.sampleRate == expected)
            #expect(warnings.count == (rate == 400 ? 0 : 1))
        }
        for (key, expected, count): (UInt8, UInt8, Int) in [(0, 0, 0), (127, 127, 0), (128, 60, 1), (255, 60, 0)] {
            let (header, warnings) = try header(RawFont.RawSample(end: 100, key: key))
            #expect(header.rootKey == expected)
            #expect(warnings.count == count)
        }
        #expect(try header(RawFont.RawSample(end: 100, correction: -37)).header.pitchCorrection == -37)
    }

    @Test("the sides of a stereo sample know each other")
    func stereo() throws {
        let right = RawFont.RawSample(end: 100, link: 0, type: 2)
        let (left, warnings) = try header(RawFont.RawSample(end: 100, link: 1, type: 4), others: [right])
        #expect(warnings.isEmpty)
        #expect(left.kind == .left)
        #expect(left.partner == 1)
        #expect(try header(right, others: [right]).header.partner == nil)
        for link: UInt16 in [0, 2, 65_535] {
            let (alone, warnings) = try header(RawFont.RawSample(end: 100, link: link, type: 4), others: [right])
            #expect(alone.partner == nil)
            #expect(warnings.count == 1)
        }
        #expect(try header(RawFont.RawSample(end: 100, link: 7, type: 1)).header.partner == nil)
        #expect(try header(RawFont.RawSample(end: 100, link: 1, type: 8), others: [right]).header.kind == .linked)
    }

    @Test("samples in ROM are left out, those of an unknown type are mono")
    func types() throws {
        for type: UInt16 in [0x8001, 0x8002, 0x8008] {
            let (header, warnings) = try header(RawFont.RawSample(end: 100, type: type))
            #expect(header.extent.isEmpty)
            #expect(warnings.contains { $0.contains("ROM") })
        }
        let (header, warnings) = try header(RawFont.RawSample(end: 100, type: 0))
        #expect(header.kind == .mono)
        #expect(warnings.count == 1)
    }

    @Test("a compressed sample has bytes for its extent and a loop from its start")
    func compressed() throws {
        let (header, warnings) = try header(
            RawFont.RawSample(start: 11, end: 291, loopStart: 400, loopEnd: 4000, type: 0x11))
        #expect(warnings.isEmpty)
        #expect(header.isCompressed)
        #expect(header.extent == 11..<291)
        #expect(header.loop == 400..<4000)
        #expect(header.loop(of: 5000) == 400..<4000)
        #expect(header.loop(of: 1000) == 400..<1000)
        #expect(header.loop(of: 400).isEmpty)
        #expect(try self.header(RawFont.RawSample(start: 11, end: 293, type: 0x11)).warnings.count == 1)
    }
}
