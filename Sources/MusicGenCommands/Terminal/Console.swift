import Glibc
import Synchronization

/// What a verb says to a person, always on standard error; standard output is for data alone.
///
/// On a terminal one status line (a progress bar) may stand at the bottom: whatever else is said goes above it.
/// `--quiet` silences notes and progress, never warnings. Colour needs a terminal, no `NO_COLOR` in the environment
/// and a `TERM` other than `dumb`.
package final class Console: Sendable {
    /// Whether notes and progress are silenced.
    package let isQuiet: Bool
    /// Whether standard error is a terminal that understands carriage return and erase.
    package let isTerminal: Bool
    /// Whether words may be coloured.
    package let usesColor: Bool
    private let write: @Sendable (String) -> Void
    private let status = Mutex("")

    /// Makes a console for standard error.
    ///
    /// - Parameters:
    ///   - isTerminal: whether to treat standard error as a terminal; asked of the system by default.
    ///   - write: where the text goes.
    package init(
        isQuiet: Bool = false, isTerminal: Bool? = nil,
        environment: [String: String] = Environment.process,
        write: @escaping @Sendable (String) -> Void = Console.standardError
    ) {
        let capable = (isTerminal ?? (isatty(STDERR_FILENO) == 1)) && environment["TERM"] != "dumb"
        self.isQuiet = isQuiet
        self.isTerminal = capable
        self.usesColor = capable && (environment["NO_COLOR"] ?? "").isEmpty
        self.write = write
    }

    /// Says something of interest; silenced by `--quiet`.
    package func note(_ text: String) {
        if !isQuiet { say(text) }
    }

    /// Says something that the user should know even with `--quiet`.
    package func warn(_ text: String) {
        say(paint("warning:", .yellow) + " " + text)
    }

    /// Shows a line at the bottom of the terminal in place of the one before; does nothing elsewhere.
    package func show(status line: String) {
        guard isTerminal, !isQuiet else { return }
        status.withLock { shown in
            shown = line
            write("\r\u{1B}[2K" + line)
        }
    }

    /// Takes the bottom line away.
    package func clearStatus() {
        guard isTerminal, !isQuiet else { return }
        status.withLock { shown in
            if !shown.isEmpty { write("\r\u{1B}[2K") }
            shown = ""
        }
    }

    /// The colours that words may have.
    package enum Color: String, Sendable {
        case red = "31"
        case green = "32"
        case yellow = "33"
    }

    /// The text in a colour, or as it is where there is no colour.
    package func paint(_ text: String, _ color: Color) -> String {
        usesColor ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Columns of the terminal, 80 where it does not say.
    package var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private func say(_ text: String) {
        status.withLock { shown in
            write(shown.isEmpty ? text + "\n" : "\r\u{1B}[2K" + text + "\n" + shown)
        }
    }
}

extension Console {
    /// Writes text to standard error; what cannot be written is lost.
    package static let standardError: @Sendable (String) -> Void = { text in
        var text = text
        _ = text.withUTF8 { WholeWrite.write(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
    }

    /// Writes data to standard output.
    ///
    /// - Throws: `CommandFailure` with `inputOutput` when the disk behind it is full or it is closed, with
    ///   `closedPipe` when its reader has gone.
    package static func output(_ text: String) throws(CommandFailure) {
        try output(Array(text.utf8))
    }

    /// Writes data to standard output.
    ///
    /// - Throws: as for text.
    package static func output(_ bytes: [UInt8]) throws(CommandFailure) {
        let code = bytes.withUnsafeBytes { WholeWrite.write($0, toCopyOf: STDOUT_FILENO) }
        if code != 0 { throw .standardOutput(errno: code) }
    }
}
