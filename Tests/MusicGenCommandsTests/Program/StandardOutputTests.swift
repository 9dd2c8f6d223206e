import Foundation
import Testing

@Suite("Standard output that takes no more")
struct StandardOutputTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = try folder.file("phrase.mid", Music.bytes(Music.phrase))
    }

    static let verbs = [
        ["--help"], ["help", "render"], ["--version"], ["generate", "--help"], ["info", "phrase.mid"],
        ["info", "--json", "phrase.mid"], ["tokens", "phrase.mid"], ["doctor"],
        ["generate", "--output", "-", "--bars", "2"],
        ["render", "-", "phrase.mid", "--format", "wav", "--encoding", "16"],
        ["render", "-", "phrase.mid", "--format", "flac"],
    ]

    private func run(_ arguments: [String], output: String? = nil, unread: [Int32] = []) throws -> Program.Outcome {
        try Program.run(
            arguments, in: folder.path, environment: ["MUSICGEN_MODEL": TinyModel.path()], output: output,
            unread: unread)
    }

    @Test("a full disk is named in one sentence: 74", arguments: verbs)
    func full(arguments: [String]) throws {
        let outcome = try run(arguments + (arguments.count > 4 ? ["--quiet"] : []), output: "/dev/full")
        #expect(outcome.exitCode == 74)
        #expect(
            outcome.errors
                == "musicgen: standard output: no space left on device; free some space or choose another place\n")
        #expect(folder.contents == ["phrase.mid"])
    }

    @Test("nothing is said where nobody reads any more: 141", arguments: verbs)
    func unread(arguments: [String]) throws {
        let outcome = try run(arguments + (arguments.count > 4 ? ["--quiet"] : []), unread: [STDOUT_FILENO])
        #expect(outcome.exitCode == 141)
        #expect(outcome.errors.isEmpty)
        #expect(folder.contents == ["phrase.mid"])
    }

    @Test(
        "a stream that the caller has closed is an error, and no file takes its place",
        arguments: ["--version", "info \"$1\"", "render - \"$1\" --format wav --quiet"])
    func closed(arguments: String) throws {
        let outcome = try Program.run(
            ["-c", "exec \"$0\" \(arguments) >&-", Program.path, path], in: folder.path, executable: "/bin/sh")
        #expect(outcome.exitCode == 74)
        #expect(outcome.errors == "musicgen: standard output: cannot be written: bad file descriptor\n")
    }

    @Test("messages that nobody reads are lost, and the work is done")
    func unreadMessages() throws {
        let outcome = try run(["render", "out.wav", "phrase.mid"], unread: [STDERR_FILENO])
        #expect(outcome.exitCode == 0)
        #expect(folder.contents == ["out.json", "out.wav", "phrase.mid"])
    }
}
