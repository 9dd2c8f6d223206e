import ArgumentParser
import Glibc

/// Starts the program: parses the command line, runs the verb, and turns any error into a message and an exit code.
public enum Launcher {
    /// Runs the command line of this process and exits.
    ///
    /// Usage errors go through the parser, which prints the usage and exits with 64; every other error is printed as
    /// `musicgen: …` on standard error and exits with the code of its `CommandFailure.Kind`.
    public static func main() -> Never {
        Interruption.install()
        LostPages.install()
        // A file that grows too large is an error like a full disk, not the end of the process.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try MusicGen.parseAsRoot()
            try command.run()
            Glibc.exit(CommandFailure.Kind.success)
        } catch let error where isForParser(error) {
            MusicGen.exit(withError: error)
        } catch {
            let failure = CommandFailure(error)
            Console.standardError("musicgen: \(failure.message)\n")
            Glibc.exit(failure.kind.exitCode)
        }
    }

    /// Whether an error is one that the parser itself formats: help, version, usage.
    private static func isForParser(_ error: any Error) -> Bool {
        if error is CommandFailure { return false }
        if error is ExitCode || error is CleanExit || error is ValidationError { return true }
        return MusicGen.exitCode(for: error) != .failure
    }
}
