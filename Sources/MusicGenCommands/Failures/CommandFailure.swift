/// Why a verb could not do what it was asked, in words for a person and as an exit code for a script.
package struct CommandFailure: Error, CustomStringConvertible, Sendable, Equatable {
    /// The exit codes, after BSD's `sysexits.h`.
    package enum Kind: Int32, Sendable, CaseIterable {
        /// Something else went wrong.
        case failure = 1
        /// The arguments make no sense together (`EX_USAGE`).
        case usage = 64
        /// An input file is not what it should be (`EX_DATAERR`).
        case badData = 65
        /// An input file is missing or cannot be read (`EX_NOINPUT`).
        case noInput = 66
        /// A sound device or a library that is needed cannot be used (`EX_UNAVAILABLE`).
        case unavailable = 69
        /// An output cannot be created or finished (`EX_CANTCREAT`).
        case cannotCreate = 73
        /// An input file became shorter while it was read, or standard output takes no more (`EX_IOERR`).
        case inputOutput = 74
        /// The user interrupted the work (128 + SIGINT).
        case interrupted = 130
        /// Nobody reads standard output any more (128 + SIGPIPE); there is nothing to say about that.
        case closedPipe = 141

        /// The exit code of a verb that succeeded.
        package static let success: Int32 = 0

        /// What the process exits with.
        package var exitCode: Int32 { rawValue }
    }

    /// What kind of failure, which decides the exit code.
    package var kind: Kind
    /// What is wrong, where, and what to do about it; no trailing newline.
    package var message: String

    /// Makes a failure.
    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// The message.
    package var description: String { message }

    /// The failure that an interrupted verb throws.
    package static let interrupted = CommandFailure(.interrupted, "interrupted")

    /// The failure to write to standard output when its reader has what it wanted, as `head` has.
    package static let closedPipe = CommandFailure(.closedPipe, "nobody reads standard output any more")
}
