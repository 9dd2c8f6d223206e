import Glibc

/// Temporary files without a name, which are gone with the process.
package enum UnnamedFile {
    /// Where they are: `$TMPDIR` or else `/var/tmp`, which unlike `/tmp` lies on a disk.
    package static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp" }

    /// Makes an empty one.
    ///
    /// - Returns: its descriptor, or −1 with the reason in `errno`.
    package static func open(in folder: String) -> Int32 {
        var template = Array("\(folder)/musicgen-XXXXXX".utf8CString)
        return template.withUnsafeMutableBufferPointer { path in
            guard let base = path.baseAddress else { return -1 }
            let file = mkstemp(base)
            if file >= 0 {
                unlink(base)
                _ = fcntl(file, F_SETFD, FD_CLOEXEC)
            }
            return file
        }
    }
}
