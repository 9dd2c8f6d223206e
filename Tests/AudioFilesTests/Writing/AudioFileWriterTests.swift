import AudioFiles
import Glibc
import Testing

@Suite struct AudioFileWriterTests {
    let folder = Folder()

    @Test func `a float WAV, byte by byte`() throws {
        let writer = try AudioFileWriter(
            path: folder["a.wav"], format: AudioFileFormat(.wav, encoding: .float), sampleRate: 48_000)
        try writer.write(left: [0, 1], right: [-1, 0.5])
        try writer.finish()
        let expected: [UInt8] =
            Array("RIFF".utf8) + [64, 0, 0, 0] + Array("WAVE".utf8)
            + Array("fmt ".utf8) + [16, 0, 0, 0]
            + [3, 0]  // IEEE float
            + [2, 0]  // channels
            + [0x80, 0xBB, 0, 0]  // 48000 frames a second
            + [0x00, 0xDC, 0x05, 0]  // 384000 bytes a second
            + [8, 0, 32, 0]  // bytes a frame, bits a sample
            + Array("fact".utf8) + [4, 0, 0, 0, 2, 0, 0, 0]  // frames
            + Array("data".utf8) + [16, 0, 0, 0]
            + [0, 0, 0, 0] + [0, 0, 0x80, 0xBF]  // 0, −1
            + [0, 0, 0x80, 0x3F] + [0, 0, 0, 0x3F]  // 1, 0.5
        #expect(bytes(of: folder["a.wav"]) == expected)
    }

    @Test func `a 16-bit WAV without dither, byte by byte`() throws {
        let writer = try AudioFileWriter(
            path: folder["a.wav"], format: AudioFileFormat(.wav, encoding: .pcm16), sampleRate: 44_100,
            settings: .init(isDithered: false))
        try writer.write(interleaved: [0, 1, -1, 0.5])
        try writer.finish()
        let read = bytes(of: folder["a.wav"])
        #expect(read.count == 44 + 8)
        #expect(read[20..<36] == [1, 0, 2, 0, 0x44, 0xAC, 0, 0, 0x10, 0xB1, 2, 0, 4, 0, 16, 0])
        #expect(read[40...] == [8, 0, 0, 0, 0, 0, 0xFF, 0x7F, 0x00, 0x80, 0x00, 0x40])
    }

    @Test(
        "What is written is read back",
        arguments: [
            (AudioContainer.wav, SampleEncoding.float, Double.infinity), (.wav, .pcm24, 135), (.wav, .pcm16, 87),
            (.flac, .pcm24, 135), (.flac, .pcm16, 87), (.aiff, .pcm24, 135), (.caf, .float, .infinity),
            (.rf64, .pcm24, 135),
        ])
    func roundTrip(container: AudioContainer, encoding: SampleEncoding, decibels: Double) throws {
        let path = folder["a." + container.rawValue]
        let (left, right) = tones(frames: 20_000)
        let format = try AudioFileFormat(container, encoding: encoding)
        let writer = try AudioFileWriter(path: path, format: format, sampleRate: 48_000)
        try writer.write(left: left, right: right)
        try writer.finish()
        #expect(writer.frameCount == 20_000)
        let reader = try AudioFileReader(path: path)
        let channels = try reader.readAll()
        #expect(reader.info.sampleRate == 48_000)
        #expect(channels.count == 2)
        #expect(signalToNoise(left, channels[0]) >= decibels)
        #expect(signalToNoise(right, channels[1]) >= decibels)
    }

    @Test(
        "Lossy formats come near",
        arguments: [(AudioContainer.ogg, 20.0), (.opus, 15.0), (.mp3, 15.0)]
            .filter { AudioContainer.available.contains($0.0) })
    func lossy(container: AudioContainer, decibels: Double) throws {
        let path = folder["a." + container.rawValue]
        let (left, right) = tones(frames: 96_000)
        let writer = try AudioFileWriter(path: path, sampleRate: 48_000, settings: .init(quality: 0.6))
        try writer.write(left: left, right: right)
        try writer.finish()
        let channels = try AudioFileReader(path: path).readAll()
        // The mp3 encoder delays by a whole number of frames: the best alignment counts.
        let middle = Array(left[20_000..<60_000])
        let best = (0...2500).lazy.filter { 60_000 + $0 <= channels[0].count }
            .map { signalToNoise(middle, Array(channels[0][(20_000 + $0)..<(60_000 + $0)])) }
            .first { $0 >= decibels }
        #expect(best != nil)
    }

    @Test(
        "The same samples make the same bytes",
        arguments: AudioContainer.available)
    func reproducible(container: AudioContainer) throws {
        let (left, right) = tones(frames: 30_000)
        for name in ["first", "second"] {
            let writer = try AudioFileWriter(
                path: folder[name], format: AudioFileFormat(container), sampleRate: 48_000,
                settings: .init(metadata: AudioMetadata(title: "A", comment: "seed 1")))
            try writer.write(left: left, right: right)
            try writer.finish()
            // Ogg serial numbers and PEAK chunks would change with the clock.
            usleep(1_100_000 / 20)
        }
        let first = bytes(of: folder["first"])
        #expect(first.count > 1_000)
        #expect(first == bytes(of: folder["second"]))
    }

    @Test("Title, artist and comment survive", arguments: [AudioContainer.wav, .flac, .ogg, .aiff])
    func metadata(container: AudioContainer) throws {
        let path = folder["a." + container.rawValue]
        let metadata = AudioMetadata(title: "Chorale № 7", artist: "musicgen", comment: "seed 42")
        let writer = try AudioFileWriter(path: path, sampleRate: 48_000, settings: .init(metadata: metadata))
        try writer.write(left: [0, 0], right: [0, 0])
        try writer.finish()
        let read = try AudioFileInfo(path: path).metadata
        #expect(read.title == metadata.title)
        #expect(read.artist == metadata.artist)
        #expect(read.comment == metadata.comment)
    }

    @Test func `a rate the codec lacks is refused with those it has`() throws {
        let error = #expect(throws: AudioFileError.self) {
            try AudioFileWriter(path: folder["a.opus"], sampleRate: 44_100)
        }
        #expect(error == .unsupportedSampleRate(44_100, container: .opus))
        #expect(error?.description.contains("48000") == true)
        #expect(folder.names.isEmpty)
    }

    @Test("Nonsense is refused before any file is made", arguments: [(0, 2), (-1, 2), (48_000, 0), (48_000, 9)])
    func nonsense(sampleRate: Int, channels: Int) {
        #expect(throws: AudioFileError.self) {
            try AudioFileWriter(path: folder["a.wav"], sampleRate: sampleRate, channelCount: channels)
        }
        #expect(folder.names.isEmpty)
    }
}
