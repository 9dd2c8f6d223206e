import Basics
import Glibc

extension MIDIFileReader {
    /// Reads the file at a path; a pipe or device is read to its end.
    ///
    /// Errors carry the path.
    public func read(contentsOf path: String) throws(MIDIFileError) -> Result {
        do throws(MIDIFileError) {
            let buffer = try Self.bytes(of: path, limit: maximumBytes)
            defer { buffer.deallocate() }
            return try read(UnsafeBufferPointer(buffer))
        } catch {
            var named = error
            named.path = path
            throw named
        }
    }

    /// The content of a file in fresh memory that the caller frees.
    private static func bytes(of path: String, limit: Int) throws(MIDIFileError) -> UnsafeMutableBufferPointer<UInt8> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw MIDIFileError(.unreadable(reason: lastSystemError())) }
        defer { _ = close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw MIDIFileError(.unreadable(reason: lastSystemError())) }
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        if isRegular && Int(status.st_size) > limit { throw MIDIFileError(.tooLarge(limit: limit)) }

        // One byte more than the file has, so that the read that finds the end needs no growing.
        var buffer = UnsafeMutableBufferPointer<UInt8>.allocate(
            capacity: isRegular ? Int(status.st_size) + 1 : 1 << 16)
        var count = 0
        while true {
            if count == buffer.count {
                let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * count)
                _ = larger.moveInitialize(fromContentsOf: buffer)
                buffer.deallocate()
                buffer = larger
            }
            let got = Glibc.read(descriptor, buffer.baseAddress! + count, buffer.count - count)
            if got < 0 && errno == EINTR { continue }
            if got < 0 {
                let reason = lastSystemError()
                buffer.deallocate()
                throw MIDIFileError(.unreadable(reason: reason))
            }
            count += got
            if count > limit {
                buffer.deallocate()
                throw MIDIFileError(.tooLarge(limit: limit))
            }
            if got == 0 || (isRegular && count == Int(status.st_size)) {
                return UnsafeMutableBufferPointer(start: buffer.baseAddress, count: count)
            }
        }
    }
}

/// The text of `errno`.
func lastSystemError() -> String {
    systemReason(of: errno)
}
