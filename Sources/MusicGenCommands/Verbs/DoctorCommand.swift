import ArgumentParser

/// `musicgen doctor`: what is missing and how to get it.
package struct DoctorCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Tells what is missing here, and the command that mends it.",
        discussion: """
            A line for each thing: ✓ is as it should be, ✗ is missing, with what to do about it in the next line. \
            The exit code is 69 where something is missing.

            EXAMPLES
              musicgen doctor
              musicgen doctor --device plughw:0
            """)

    @Option(help: "The sound device to try.")
    var device: String?

    @Option(help: "The model's folder; the bundled model by default.")
    var model: String?

    @OptionGroup var common: CommonOptions

    package init() {}

    package func run() throws {
        let preferences = try Preferences()
        let findings = Examination.all(
            device: preferences.string("device", flag: device) ?? "default",
            model: preferences.string("model", flag: model))
        let width = findings.map(\.subject.count).max() ?? 0
        try Console.output(findings.map { $0.lines(width: width) }.joined())
        if findings.contains(where: { $0.state == .bad }) { throw ExitCode(CommandFailure.Kind.unavailable.exitCode) }
    }
}
