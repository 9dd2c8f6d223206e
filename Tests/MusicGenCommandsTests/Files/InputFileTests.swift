import MusicGenCommands
import Testing

@Suite("InputFile")
struct InputFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("reads all bytes")
    func reads() throws {
        let data = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(try InputFile.read(folder.file("data", data)) == data)
    }

    @Test("a missing file is no input")
    func missing() {
        let failure = #expect(throws: CommandFailure.self) { try InputFile.read(folder("missing.mid")) }
        #expect(failure?.kind == .noInput)
        #expect(failure?.message == folder("missing.mid") + ": no such file; check the path")
    }

    @Test("a directory is no input")
    func directory() {
        let failure = #expect(throws: CommandFailure.self) { try InputFile.read(folder.path) }
        #expect(failure?.kind == .noInput)
        #expect(failure?.message.contains("is a directory") == true)
    }

    @Test("an empty file is bad data")
    func empty() throws {
        let path = try folder.file("empty.mid")
        let failure = #expect(throws: CommandFailure.self) { try InputFile.read(path) }
        #expect(failure?.kind == .badData)
        #expect(failure?.message.contains("empty") == true)
    }
}
