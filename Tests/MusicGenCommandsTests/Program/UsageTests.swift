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

    @Test("every verb's help has examples, each on a line of its own in eighty columns")
    func examples() throws {
        let overview = try Program.run(["--help"]).text.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }
        let verbs = overview.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.compactMap {
            $0.split(separator: " ").first.map(String.init)
        }.filter { $0 != "See" }
        #expect(verbs.count == 12)
        for verb in verbs {
            let help = try Program.run(["help", verb]).text.split(separator: "\n", omittingEmptySubsequences: false)
            let examples = help.drop { $0 != "EXAMPLES" }.dropFirst().prefix { !$0.isEmpty }
            #expect(!examples.isEmpty, "\(verb)")
            for line in examples {
                #expect(
                    line.hasPrefix("  ") && line.contains("musicgen ") || line.hasPrefix("  fluidsynth "), "\(line)")
            }
        }
    }

    @Test("an unknown flag is a usage error: 64, on standard error")
    func unknownFlag() throws {
        let outcome = try Program.run(["--no-such-flag"])
        #expect(outcome.exitCode == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("--no-such-flag"))
    }

    @Test(
        "a number below zero is out of range and not a flag",
        arguments: [
            ["render", "x.wav", "--tail", "-1"], ["render", "x.wav", "--polyphony", "-1"],
            ["render", "x.wav", "--threads", "-1"], ["render", "x.wav", "--rate", "-1"],
            ["render", "x.wav", "--max-hours", "-1"], ["render", "x.wav", "--seed", "-1"],
            ["generate", "-o", "x.mid", "--count", "-1"], ["generate", "-o", "x.mid", "--bars", "-1"],
            ["generate", "-o", "x.mid", "--temperature", "-1"], ["generate", "-o", "x.mid", "--primer-bars", "-1"],
            ["gallery", "x", "--count", "-1"], ["soundfont", "x.sf2", "--quality", "-1"],
            ["prepare", "x", "-o", "y", "--valid", "-1"], ["evaluate", "bundled", "x", "--order", "-1"],
        ])
    func negative(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(arguments, in: folder.path)
        #expect(outcome.exitCode == 64)
        #expect(outcome.errors.contains("-1") || outcome.errors.contains("must"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("Missing value"), "\(outcome.errors)")
        #expect(folder.contents.isEmpty)
    }

    @Test("an unknown verb is a usage error")
    func unknownVerb() throws {
        let outcome = try Program.run(["sing"])
        #expect(outcome.exitCode == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("sing"))
    }
}
