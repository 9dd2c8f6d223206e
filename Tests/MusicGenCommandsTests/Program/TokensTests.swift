import Testing

@Suite("musicgen tokens")
struct TokensTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = try folder.file("phrase.mid", Music.bytes(Music.phrase))
    }

    @Test("prints a slice a line, what is held marked")
    func notes() throws {
        let outcome = try Program.run(["tokens", path])
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.isEmpty)
        #expect(
            outcome.text == "0.0\t1.0\tC4 E4 G4\n1.0\t1.0\t~C4 ~E4 A4\n2.0\t1.0\trest\n3.0\t1.0\tC5\n")
    }

    @Test("prints the tutorial's chords")
    func chords() throws {
        let outcome = try Program.run(["tokens", path, "--tokenizer", "chords"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.text == "0.0\t1.0\tC4.E4.G4\n1.0\t1.0\tC4.E4.A4\n2.0\t1.0\trest\n3.0\t1.0\tC5\n")
    }

    @Test("a file without notes is bad data")
    func noNotes() throws {
        var silent = Music.phrase
        silent.tracks = []
        let outcome = try Program.run(["tokens", folder.file("silent.mid", Music.bytes(silent))])
        #expect(outcome.exitCode == 65)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("there are no notes in it"))
    }

    @Test("a full disk behind standard output: 74")
    func fullDisk() throws {
        let outcome = try Program.run(["tokens", path], output: "/dev/full")
        #expect(outcome.exitCode == 74)
        #expect(
            outcome.errors
                == "musicgen: standard output: no space left on device; free some space or choose another place\n")
    }

    @Test("an unknown tokenizer is a usage error that names the known ones")
    func usage() throws {
        let outcome = try Program.run(["tokens", path, "--tokenizer", "letters"])
        #expect(outcome.exitCode == 64)
        #expect(outcome.errors.contains("chords"))
    }
}
