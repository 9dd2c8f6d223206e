import MusicGenCommands
import Testing

@Suite("OutputPath")
struct OutputPathTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("writes the whole file and nothing beside it")
    func writes() throws {
        try OutputPath(folder("a.mid"), force: false).write([1, 2, 3])
        #expect(fileBytes(folder("a.mid")) == [1, 2, 3])
        #expect(folder.contents == ["a.mid"])
    }

    @Test("refuses to overwrite without --force")
    func overwriting() throws {
        let path = try folder.file("a.mid", [9])
        let failure = #expect(throws: CommandFailure.self) { try OutputPath(path, force: false) }
        #expect(failure?.kind == .cannotCreate)
        #expect(failure?.message.contains("--force") == true)
        try OutputPath(path, force: true).write([1])
        #expect(fileBytes(path) == [1])
    }

    @Test(
        "refuses a directory and a place whose folder is missing or a file", arguments: ["", "/no/a.mid", "/f/a.mid"])
    func places(suffix: String) throws {
        _ = try folder.file("f")
        let failure = #expect(throws: CommandFailure.self) { try OutputPath(folder.path + suffix, force: true) }
        #expect(failure?.kind == .cannotCreate)
    }

    @Test("a body that fails leaves the old file and nothing else")
    func failing() throws {
        let path = try folder.file("a.wav", [7])
        #expect(throws: CommandFailure.self) {
            try OutputPath(path, force: true).replacing { temporary in
                _ = try folder.file(OutputPath.name(of: temporary), [1, 2])
                throw CommandFailure(.failure, "stopped")
            }
        }
        #expect(fileBytes(path) == [7])
        #expect(folder.contents == ["a.wav"])
    }

    @Test("a full disk is told by name")
    func fullDisk() throws {
        let failure = #expect(throws: CommandFailure.self) { try OutputPath("/dev/full", force: false).write([1]) }
        #expect(failure?.kind == .cannotCreate)
        #expect(failure?.message.contains("/dev/full: no space left on device") == true)
    }

    @Test("names come apart")
    func names() {
        #expect(OutputPath.path("a.b/c.mid", withExtension: "json") == "a.b/c.json")
        #expect(OutputPath.path("a.b/c", withExtension: "json") == "a.b/c.json")
        #expect(OutputPath.fileExtension(of: "x/Y.WAV") == "wav")
        #expect(OutputPath.fileExtension(of: ".hidden").isEmpty)
        #expect(OutputPath.folder(of: "/a") == "/")
        #expect(OutputPath.folder(of: "a") == ".")
        #expect(OutputPath.absolute("/a/b") == "/a/b")
        #expect(OutputPath.absolute("./b").hasSuffix("/b"))
        #expect(!OutputPath.absolute("./b").contains("./"))
    }
}
