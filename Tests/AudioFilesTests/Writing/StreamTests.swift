import AudioFiles
import Glibc
import Testing

/// Pipes and standard output, where one cannot go back.
@Suite struct StreamTests {
    /// Writes two seconds of tones into a pipe and says what came out at the other end.
    private func throughPipe(_ format: AudioFileFormat, expectedFrames: Int?) throws -> [UInt8] {
        let folder = Folder()
        let path = folder["pipe"]
        mkfifo(path, 0o600)
        // The other end is another process: neither open nor write may wait for a thread of ours.
        let reader = popen("cat '\(path)' > '\(folder["received"])'", "r")
        let (left, right) = tones(frames: 96_000)
        let writer = try AudioFileWriter(
            path: path, format: format, sampleRate: 48_000, settings: .init(expectedFrames: expectedFrames))
        try writer.write(left: left, right: right)
        try writer.finish()
        pclose(reader)
        return bytes(of: folder["received"])
    }

    /// The same into a file.
    private func throughFile(_ format: AudioFileFormat) throws -> [UInt8] {
        let folder = Folder()
        let (left, right) = tones(frames: 96_000)
        let writer = try AudioFileWriter(path: folder["a"], format: format, sampleRate: 48_000)
        try writer.write(left: left, right: right)
        try writer.finish()
        return bytes(of: folder["a"])
    }

    @Test("A pipe gets the bytes of the file", arguments: [AudioContainer.wav, .flac, .ogg])
    func pipe(container: AudioContainer) throws {
        let format = try AudioFileFormat(container)
        #expect(try throughPipe(format, expectedFrames: 96_000) == throughFile(format))
    }

    @Test func `a WAV of unknown length in a pipe says so, and can be read`() throws {
        let format = try AudioFileFormat(.wav, encoding: .float)
        let piped = try throughPipe(format, expectedFrames: nil)
        let file = try throughFile(format)
        let unknown: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF]
        #expect(piped[4..<8] == unknown[...])
        #expect(piped[44..<48] == unknown[...] && piped[52..<56] == unknown[...])
        #expect(piped[56...] == file[56...])
        let folder = Folder()
        write(piped, to: folder["piped.wav"])
        let reader = try AudioFileReader(path: folder["piped.wav"])
        #expect(try reader.readAll()[1].count == 96_000)
    }

    @Test func `standard output gets a whole WAV`() async {
        await #expect(processExitsWith: .success) {
            let folder = Folder()
            let kept = dup(STDOUT_FILENO)
            let file = open(folder["out.wav"], O_RDWR | O_CREAT, 0o600)
            dup2(file, STDOUT_FILENO)
            let writer = try AudioFileWriter(path: "-", sampleRate: 48_000)
            try writer.write(left: [0.25, 0.5], right: [0, 0])
            try writer.finish()
            dup2(kept, STDOUT_FILENO)
            #expect(writer.path == "standard output")
            let channels = try AudioFileReader(path: folder["out.wav"]).readAll()
            #expect(channels == [[0.25, 0.5], [0, 0]])
        }
    }

    @Test func `a reader that went away is an error where the signal is ignored`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGPIPE, SIG_IGN)
            var ends: [Int32] = [0, 0]
            #expect(Glibc.pipe(&ends) == 0)
            close(ends[0])
            let kept = dup(STDOUT_FILENO)
            dup2(ends[1], STDOUT_FILENO)
            let error = #expect(throws: AudioFileError.self) { try AudioFileWriter(path: "-", sampleRate: 48_000) }
            dup2(kept, STDOUT_FILENO)
            #expect(error == .closedPipe(path: "standard output"))
        }
    }
}
