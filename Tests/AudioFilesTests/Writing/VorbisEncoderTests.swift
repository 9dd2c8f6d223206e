import AudioFiles
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Vorbis in memory")
struct VorbisEncoderTests {
    /// A minute and a half at a low rate: long enough to overflow a stack that a single write is kept on.
    private let long = (0..<1_000_000).map { Float(0.4 * sin(0.05 * Double($0))) }

    @Test("a file of the bytes has the same frames, within the codec's error")
    func readBack() throws {
        let bytes = try VorbisEncoder.encode(long, sampleRate: 11_025, quality: 0.6)
        #expect(bytes.starts(with: "OggS".utf8))
        let path = "\(Temporary.folder)/musicgen-vorbis-\(getpid()).ogg"
        let file = try #require(fopen(path, "w"))
        defer { unlink(path) }
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
        fclose(file)
        let reader = try AudioFileReader(path: path)
        #expect(reader.info.sampleRate == 11_025)
        #expect(reader.info.channelCount == 1)
        let read = try reader.readAll()[0]
        try #require(read.count == long.count)
        var error = 0.0
        for index in read.indices { error += pow(Double(read[index] - long[index]), 2) }
        #expect((error / Double(read.count)).squareRoot() < 0.02)
    }

    @Test("the same sound makes the same bytes")
    func reproducible() throws {
        let short = Array(long.prefix(20_000))
        #expect(try VorbisEncoder.encode(short, sampleRate: 44_100) == VorbisEncoder.encode(short, sampleRate: 44_100))
    }

    @Test("what is not a number is refused, and where it is")
    func refused() {
        #expect(throws: AudioFileError.notFinite(path: "s", frame: 1)) {
            try VorbisEncoder.encode([0, .nan], sampleRate: 44_100, name: "s")
        }
    }
}

private enum Temporary {
    static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }
}
