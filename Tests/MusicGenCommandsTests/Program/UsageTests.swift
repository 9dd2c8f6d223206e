import Testing

@Suite("The command line as a whole")
struct UsageTests {
    @Test("--version prints the version and nothing else")
    func version() throws {
        let outcome = try Program.run(["--version"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.text == "0.1.0\n")
        #expect(outcome.errors.isEmpty)
    }

    @Test("--help names the exit codes on standard output")
    func help() throws {
        let outcome = try Program.run(["--help"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.text.contains("130 interrupted"))
    }

    @Test("an unknown flag is a usage error: 64, on standard error")
    func unknownFlag() throws {
        let outcome = try Program.run(["--no-such-flag"])
        #expect(outcome.exitCode == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("--no-such-flag"))
    }

    @Test("an unknown verb is a usage error")
    func unknownVerb() throws {
        let outcome = try Program.run(["sing"])
        #expect(outcome.exitCode == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("sing"))
    }
}
