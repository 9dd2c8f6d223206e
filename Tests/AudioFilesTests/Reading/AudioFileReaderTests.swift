import AudioFiles
import Glibc
import Testing

@Suite struct AudioFileReaderTests {
    let folder = Folder()

    @Test func `what a file says about itself`() throws {
        let (left, right) = tones(frames: 24_000)
        let writer = try AudioFileWriter(path: folder["a.flac"], sampleRate: 48_000)
        try writer.write(left: left, right: right)
        try writer.finish()
        let info = try AudioFileInfo(path: folder["a.flac"])
        #expect(info.containerName.contains("FLAC"))
        #expect(info.codecName.contains("24 bit"))
        #expect(info.channelCount == 2 && info.frameCount == 24_000 && info.duration == 0.5)
        #expect(info.byteCount == bytes(of: folder["a.flac"]).count)
        #expect(abs(info.bitRate - Double(info.byteCount) * 16) < 1)
    }

    @Test func `blocks are what the whole is`() throws {
        let (left, right) = tones(frames: 10_000)
        let writer = try AudioFileWriter(
            path: folder["a.wav"], format: AudioFileFormat(.wav, encoding: .float), sampleRate: 48_000)
        try writer.write(left: left, right: right)
        try writer.finish()
        let reader = try AudioFileReader(path: folder["a.wav"])
        var read: [Float] = []
        while true {
            let block = try reader.read(maximumFrames: 777)
            if block.isEmpty { break }
            read += block
        }
        var expected: [Float] = []
        for (a, b) in zip(left, right) { expected += [a, b] }
        #expect(read == expected)
    }

    @Test func `what is no sound file is refused`() throws {
        let path = folder["a.wav"]
        #expect(throws: AudioFileError.notFound(path: path)) { try AudioFileReader(path: path) }
        #expect(throws: AudioFileError.isDirectory(path: folder.path)) { try AudioFileReader(path: folder.path) }
        mkfifo(folder["pipe"], 0o600)
        #expect(throws: AudioFileError.notAFile(path: folder["pipe"])) { try AudioFileReader(path: folder["pipe"]) }
        write([], to: path)
        #expect(throws: AudioFileError.malformed(path: path, reason: "the file is empty")) {
            try AudioFileReader(path: path)
        }
        write(Array("MThd and then some".utf8), to: path)
        let error = #expect(throws: AudioFileError.self) { try AudioFileReader(path: path) }
        guard case .malformed(path, _) = error else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
    }

    @Test func `a header that claims too much costs nothing`() throws {
        let writer = try AudioFileWriter(path: folder["a.wav"], sampleRate: 48_000)
        try writer.write(left: [0.5, 0.5], right: [0.5, 0.5])
        try writer.finish()
        var damaged = bytes(of: folder["a.wav"])
        damaged[40..<44] = [0xF0, 0xFF, 0xFF, 0x7F]  // a data chunk of 2 GiB
        write(damaged, to: folder["b.wav"])
        let channels = try AudioFileReader(path: folder["b.wav"]).readAll()
        #expect(channels.map(\.count) == [2, 2])
    }

    @Test func `a file longer than the limit is refused`() throws {
        let (left, right) = tones(frames: 20_000)
        let writer = try AudioFileWriter(path: folder["a.wav"], sampleRate: 48_000)
        try writer.write(left: left, right: right)
        try writer.finish()
        #expect(throws: AudioFileError.tooManyFrames(path: folder["a.wav"], limit: 10_000)) {
            try AudioFileReader(path: folder["a.wav"]).readAll(maximumFrames: 10_000)
        }
    }

    @Test(
        "Any file cut short is read or refused", arguments: ["a.wav", "a.flac", "a.ogg", "a.opus", "a.aiff"])
    func truncated(name: String) throws {
        let (left, right) = tones(frames: 8_000)
        guard let container = AudioContainer(name: String(name.dropFirst(2))), container.isAvailable else { return }
        let writer = try AudioFileWriter(path: folder[name], sampleRate: 48_000)
        try writer.write(left: left, right: right)
        try writer.finish()
        let whole = bytes(of: folder[name])
        for length in stride(from: 1, to: whole.count, by: max(1, whole.count / 60)) {
            write(Array(whole[..<length]), to: folder["cut"])
            let path = folder["cut"]
            let result = Result { () throws(AudioFileError) in try AudioFileReader(path: path).readAll() }
            switch result {
            case .success(let channels): #expect(channels.allSatisfy { $0.count <= 12_000 })
            case .failure(.malformed): continue
            case .failure(let error): Issue.record("unexpected \(error)")
            }
        }
    }
}
