import CSndFile
import Glibc

/// An open file descriptor that remembers its first error, because libsndfile forgets it.
final class OutputFile {
    /// The descriptor, −1 once closed.
    private(set) var descriptor: Int32
    /// The first `errno` met, 0 if none.
    private(set) var failure: Int32 = 0
    /// Bytes that were written, rewritten ones again.
    private(set) var bytesWritten = 0
    private let closesDescriptor: Bool

    init(descriptor: Int32, closesDescriptor: Bool = true) {
        self.descriptor = descriptor
        self.closesDescriptor = closesDescriptor
    }

    deinit { close() }

    /// Closes the descriptor, so that the reader of a pipe sees the end and an unnamed file's space is free.
    func close() {
        if closesDescriptor && descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Writes all of the bytes, or as many as can be; afterwards `failure` says why they were fewer.
    @discardableResult
    func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard failure == 0 else { return 0 }
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var waited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&waited, 1, -1)
                    continue
                }
                failure = errno
                break
            }
            done += count
        }
        bytesWritten += done
        return done
    }

    /// Brings what was written to the disk, so that a late "no space" is heard.
    func synchronize() {
        guard failure == 0, fsync(descriptor) != 0 else { return }
        // Special files and some file systems cannot be synchronised: nothing is lost by that.
        if errno != EINVAL && errno != EROFS && errno != ENOTSUP { failure = errno }
    }

    /// libsndfile's view of a file, backed by an `OutputFile` in the user data.
    static func virtualIO() -> SF_VIRTUAL_IO {
        SF_VIRTUAL_IO(
            get_filelen: { context in
                var status = stat()
                return fstat(OutputFile.from(context).descriptor, &status) == 0 ? sf_count_t(status.st_size) : -1
            },
            seek: { offset, whence, context in
                sf_count_t(lseek(OutputFile.from(context).descriptor, Int(offset), whence))
            },
            read: { target, count, context in
                sf_count_t(Glibc.read(OutputFile.from(context).descriptor, target, Int(count)))
            },
            write: { source, count, context in
                let bytes = UnsafeRawBufferPointer(start: source, count: Int(count))
                return sf_count_t(OutputFile.from(context).write(bytes))
            },
            tell: { context in sf_count_t(lseek(OutputFile.from(context).descriptor, 0, SEEK_CUR)) })
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> OutputFile {
        Unmanaged<OutputFile>.fromOpaque(context!).takeUnretainedValue()
    }
}
