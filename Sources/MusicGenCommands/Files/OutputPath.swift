import Glibc

/// A place that a verb writes to: checked before the work begins, and never left half written.
package struct OutputPath: Sendable, Hashable {
    /// The path as the user gave it; `-` is standard output.
    package let path: String
    /// Whether the data goes to standard output.
    package var isStandardOutput: Bool { path == "-" }
    /// Whether the path names a device or a pipe, which is written to directly.
    package let isSpecial: Bool

    /// Takes a path that may be written to.
    ///
    /// - Throws: `CommandFailure` with `cannotCreate` when something is there and `force` is not given, when it is a
    ///   directory, or when its folder is missing or not writable.
    package init(_ path: String, force: Bool) throws(CommandFailure) {
        self.path = path
        guard path != "-" else {
            isSpecial = true
            return
        }
        guard !path.isEmpty else { throw CommandFailure(.usage, "the output path is empty") }
        var status = stat()
        if stat(path, &status) == 0 {
            let kind = status.st_mode & S_IFMT
            guard kind != S_IFDIR else { throw .cannotWrite(path, errno: EISDIR) }
            isSpecial = kind != S_IFREG
            guard isSpecial || force else {
                throw CommandFailure(.cannotCreate, "\(path): exists already; use --force to overwrite it")
            }
        } else {
            isSpecial = false
        }
        if !isSpecial { try Self.checkFolder(of: path) }
    }

    /// The absolute path, without resolving links.
    package var absolute: String {
        isStandardOutput ? "standard output" : Self.absolute(path)
    }

    /// Writes bytes so that the file is there whole or not at all.
    package func write(_ bytes: [UInt8]) throws {
        guard !isStandardOutput else { return try Console.output(bytes) }
        try replacing { temporary in
            let code = bytes.withUnsafeBytes { WholeWrite.write($0, closing: Self.open(temporary)) }
            if code != 0 { throw CommandFailure.cannotWrite(path, errno: code) }
        }
    }

    /// Lets `body` write a temporary file in the same folder, then gives it this name; if `body` throws, the temporary
    /// file is removed and whatever had this name before is still there. A device, a pipe and standard output have no
    /// temporary file: `body` gets the path itself (`-` for standard output).
    package func replacing<Result>(_ body: (String) throws -> Result) throws -> Result {
        guard !isSpecial else { return try body(path) }
        let temporary = Self.folder(of: path) + "/.\(Self.name(of: path)).\(getpid()).partial"
        let leftover = Leftovers.add(temporary)
        defer { Leftovers.remove(leftover) }
        let result: Result
        do {
            result = try body(temporary)
            try Interruption.check()
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw CommandFailure.cannotWrite(path, errno: code)
        }
        return result
    }

    private static func open(_ path: String) -> Int32 {
        Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    }
}
