import Glibc

/// A new folder of the test's own, removed with all in it at the end.
final class Folder {
    let path: String

    init() {
        var template = Array("/tmp/musicgen-tests-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    deinit {
        chmod(path, 0o700)
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }

    /// The path of a name in it.
    subscript(name: String) -> String { path + "/" + name }

    /// All names in it, hidden ones too, sorted.
    var names: [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}

/// All bytes of a file.
func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&block, 1, block.count, file)
        if count == 0 { return bytes }
        bytes += block[..<count]
    }
}

/// Puts bytes into a file.
func write(_ bytes: [UInt8], to path: String) {
    let file = fopen(path, "wb")
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
}
