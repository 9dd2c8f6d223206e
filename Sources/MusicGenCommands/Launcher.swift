import ArgumentParser
import Glibc

/// Starts the program: parses the command line, runs the verb, and turns any error into a message and an exit code.
public enum Launcher {
    /// Runs the command line of this process and exits.
    ///
    /// Usage errors are printed with the usage on standard error and exit with 64; every other error is printed as
    /// `musicgen: …` on standard error and exits with the code of its `CommandFailure.Kind`. Help and version are data:
    /// what cannot be written of them is an error too. When nobody reads standard output any more nothing is said.
    public static func main() -> Never {
        StandardStreams.install()
        Interruption.install()
        LostPages.install()
        // A file that grows too large is an error like a full disk, not the end of the process.
        signal(SIGXFSZ, SIG_IGN)
        do {
            try run()
            Glibc.exit(CommandFailure.Kind.success)
        } catch {
            let failure = CommandFailure(error)
            if failure.kind != .closedPipe { Console.standardError("musicgen: \(failure.message)\n") }
            Glibc.exit(failure.kind.exitCode)
        }
    }

    private static func run() throws {
        do {
            var command = try MusicGen.parseAsRoot()
            try command.run()
        } catch let error where isForParser(error) {
            // The parser's own `exit` would not notice that help could not be written.
            let text = MusicGen.fullMessage(for: error)
            let code = MusicGen.exitCode(for: error)
            if !code.isSuccess {
                if !text.isEmpty { Console.standardError(text + "\n") }
                Glibc.exit(code.rawValue)
            }
            if !text.isEmpty { try Console.output(text + "\n") }
        }
    }

    /// Whether an error is one that the parser itself formats: help, version, usage.
    private static func isForParser(_ error: any Error) -> Bool {
        if error is CommandFailure { return false }
        if error is ExitCode || error is CleanExit || error is ValidationError { return true }
        return MusicGen.exitCode(for: error) != .failure
    }
}
