import Glibc

/// Writing all of some bytes, over interruptions and short writes.
enum WholeWrite {
    /// Writes to an open file; gives `errno`, or 0.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var rest = bytes
        while rest.count > 0 {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
        return 0
    }

    /// Writes to a file that was just opened, and closes it: a full disk may be reported only then. A negative
    /// descriptor is an opening that failed.
    static func write(_ bytes: UnsafeRawBufferPointer, closing descriptor: Int32) -> Int32 {
        guard descriptor >= 0 else { return errno }
        let code = write(bytes, to: descriptor)
        let closing = close(descriptor) == 0 ? 0 : errno
        return code != 0 ? code : closing
    }

    /// Writes to a file that stays open, and tells what closing it would.
    static func write(_ bytes: UnsafeRawBufferPointer, toCopyOf descriptor: Int32) -> Int32 {
        write(bytes, closing: dup(descriptor))
    }
}
