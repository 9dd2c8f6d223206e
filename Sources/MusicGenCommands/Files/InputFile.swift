import Glibc

/// Reading a file that the user named.
package enum InputFile {
    /// The largest file that is read into memory at once: 1 GiB.
    package static let largest = 1 << 30

    /// Whether something is at a path.
    package static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Whether a directory is at a path.
    package static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// - Throws: `CommandFailure` with `noInput` when nothing is at a path, or nothing that may be read.
    package static func requireReadable(_ path: String) throws(CommandFailure) {
        guard access(path, R_OK) == 0 else { throw .cannotRead(path, errno: errno) }
    }

    /// All bytes of a file, or of standard input for `-`.
    ///
    /// - Throws: `CommandFailure` with `noInput` when it is missing, a directory or unreadable, with `badData` when it
    ///   is empty or larger than `largest`, `.interrupted` at Ctrl-C.
    package static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        let name = path == "-" ? "standard input" : path
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .cannotRead(path, errno: errno) }
        defer { if path != "-" { close(descriptor) } }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .cannotRead(name, errno: errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .cannotRead(name, errno: EISDIR) }

        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(largest, max(0, Int(status.st_size))))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            try waitForBytes(descriptor)
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                throw .cannotRead(name, errno: errno)
            }
            if count == 0 { break }
            bytes += chunk[..<count]
            if bytes.count > largest { throw CommandFailure(.badData, "\(name): larger than 1 GiB; name another file") }
        }
        if bytes.isEmpty {
            throw CommandFailure(
                .badData,
                path == "-" ? "\(name): it is empty; pipe a file into it" : "\(name): the file is empty; name another")
        }
        return bytes
    }

    /// Waits until a pipe or a terminal has something to read, or its end; Ctrl-C ends the waiting.
    private static func waitForBytes(_ descriptor: Int32) throws(CommandFailure) {
        var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let count = poll(&waited, 1, 200)
            let isInterrupted = count < 0 && errno == EINTR
            try Interruption.check()
            if count != 0, !isInterrupted { return }
        }
    }
}
