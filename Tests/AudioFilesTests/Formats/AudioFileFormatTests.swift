import AudioFiles
import Testing

@Suite struct AudioFileFormatTests {
    @Test(
        "An extension, in any case, chooses the container",
        arguments: [
            ("piece.wav", AudioContainer.wav), ("a.b/PIECE.FLAC", .flac), ("x.oga", .ogg), ("x.aif", .aiff),
            ("x.rf64", .rf64), ("-", .wav),
        ])
    func byExtension(path: String, container: AudioContainer) throws {
        #expect(try AudioFileFormat(path: path).container == container)
    }

    @Test func `a name outranks the extension`() throws {
        let format = try AudioFileFormat(path: "piece.wav", name: "flac", encoding: .pcm16)
        #expect(format.container == .flac)
        #expect(format.encoding == .pcm16)
        #expect(format.description == "FLAC, 16 bit")
    }

    @Test("A path that says nothing is refused with the list", arguments: ["piece", ".wav", "a.wav/piece", "x.mid"])
    func unknown(path: String) throws {
        let error = #expect(throws: AudioFileError.self) { try AudioFileFormat(path: path) }
        guard case .unknownFormat = error else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
        #expect(error?.description.contains("wav, flac") == true)
    }

    @Test func `encodings a container cannot hold are refused with those it can`() {
        #expect(throws: AudioFileError.unsupportedEncoding(.float, container: .flac)) {
            try AudioFileFormat(.flac, encoding: .float)
        }
        #expect(throws: AudioFileError.unsupportedEncoding(.pcm16, container: .ogg)) {
            try AudioFileFormat(.ogg, encoding: .pcm16)
        }
        let text = AudioFileError.unsupportedEncoding(.float, container: .flac).description
        #expect(text.contains("24 or 16"))
    }

    @Test func `names of encodings`() {
        #expect(SampleEncoding(name: "Float") == .float)
        #expect(SampleEncoding(name: "24") == .pcm24)
        #expect(SampleEncoding(name: "s16") == .pcm16)
        #expect(SampleEncoding(name: "8") == nil)
    }

    @Test func `the installed library is asked what it can write`() {
        #expect(SoundFileLibrary.version.hasPrefix("libsndfile"))
        #expect(AudioContainer.available.contains(.wav))
        #expect(AudioContainer.available.contains(.flac))
    }
}
