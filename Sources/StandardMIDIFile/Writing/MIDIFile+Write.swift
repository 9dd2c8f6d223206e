import Glibc

extension MIDIFile {
    /// Writes the file to a path, whole or not at all.
    ///
    /// A regular file is made beside its destination under a temporary name and then renamed; it keeps what stood
    /// there before until that moment, and no unfinished file is left behind. A pipe or device is written directly.
    public func write(
        to path: String, with writer: MIDIFileWriter = MIDIFileWriter()
    ) throws(MIDIFileError) {
        do throws(MIDIFileError) {
            try Self.write(writer.bytes(of: self), to: path)
        } catch {
            var named = error
            named.path = path
            throw named
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(MIDIFileError) {
        var status = stat()
        let exists = stat(path, &status) == 0
        let kind = status.st_mode & S_IFMT
        if exists && kind == S_IFDIR { throw MIDIFileError(.unwritable(reason: "it is a directory")) }
        if exists && kind != S_IFREG {
            try fill(path, O_WRONLY | O_CLOEXEC, bytes)
            return
        }
        // A link is followed, so that the file it names is replaced and not the link.
        let target = resolved(path) ?? path
        let temporary = "\(target).\(getpid()).partial"
        do throws(MIDIFileError) {
            try fill(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, bytes)
            guard rename(temporary, target) == 0 else {
                throw MIDIFileError(.unwritable(reason: lastSystemError()))
            }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    private static func fill(_ path: String, _ flags: Int32, _ bytes: [UInt8]) throws(MIDIFileError) {
        let descriptor = open(path, flags, 0o666)
        guard descriptor >= 0 else { throw MIDIFileError(.unwritable(reason: lastSystemError())) }
        var written = 0
        var failure: String?
        while written < bytes.count && failure == nil {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
            if count >= 0 { written += count } else if errno != EINTR { failure = lastSystemError() }
        }
        if close(descriptor) != 0 && failure == nil { failure = lastSystemError() }
        if let failure { throw MIDIFileError(.unwritable(reason: failure)) }
    }
}
