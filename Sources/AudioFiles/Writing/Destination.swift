import Glibc

/// Where a file goes: nothing stands under its name until it is whole.
///
/// An ordinary file is written without a name in the target's folder (`O_TMPFILE`) and linked to its name at the end:
/// whatever stops the program, even a kill, leaves nothing behind. Where the file system knows no unnamed files, a
/// hidden `.part` file beside the target takes their place. Devices, pipes and `-` are written to directly.
final class Destination {
    /// How the bytes reach their place.
    enum Kind: Equatable {
        /// An ordinary file that has no name yet.
        case unnamed
        /// An ordinary file under a temporary name.
        case temporary(name: String)
        /// A stream: standard output, a pipe or a device.
        case stream
    }

    let path: String
    let kind: Kind
    let file: OutputFile
    private let overwrites: Bool
    private var isSettled = false

    /// Opens the place.
    ///
    /// - Parameter allowsUnnamed: false takes the way for file systems without unnamed files.
    init(path: String, overwrites: Bool, allowsUnnamed: Bool = true) throws(AudioFileError) {
        self.overwrites = overwrites
        if path == "-" {
            self.path = "standard output"
            kind = .stream
            file = OutputFile(descriptor: STDOUT_FILENO, closesDescriptor: false)
            return
        }
        var status = stat()
        var target = path
        if stat(path, &status) == 0 {
            let type = status.st_mode & S_IFMT
            if type == S_IFDIR { throw .isDirectory(path: path) }
            if type != S_IFREG {
                let descriptor = open(path, O_WRONLY | O_CLOEXEC)
                guard descriptor >= 0 else { throw AudioFileError(code: errno, path: path, operation: "open") }
                self.path = path
                kind = .stream
                file = OutputFile(descriptor: descriptor)
                return
            }
            if !overwrites { throw .alreadyExists(path: path) }
            target = Destination.resolved(path)
        } else if errno != ENOENT || path.hasSuffix("/") {
            throw AudioFileError(code: errno, path: path, operation: "write")
        }
        self.path = target
        (kind, file) = try Destination.openTemporary(beside: target, allowsUnnamed: allowsUnnamed)
    }

    deinit { abandon() }

    /// Gives the finished file its name.
    func commit() throws(AudioFileError) {
        guard !isSettled else { return }
        defer { abandon() }
        switch kind {
        case .stream: break
        case .unnamed:
            let source = "/proc/self/fd/\(file.descriptor)"
            if overwrites {
                let name = Destination.temporaryName(beside: path)
                try link(source, name)
                if Glibc.rename(name, path) != 0 {
                    let code = errno
                    unlink(name)
                    throw AudioFileError(code: code, path: path, operation: "rename")
                }
            } else {
                try link(source, path)
            }
        case .temporary(let name):
            if overwrites {
                try rename(from: name)
            } else if Glibc.link(name, path) == 0 {
                unlink(name)
            } else if errno == EEXIST {
                throw .alreadyExists(path: path)
            } else {
                // A file system without hard links.
                if access(path, F_OK) == 0 { throw .alreadyExists(path: path) }
                try rename(from: name)
            }
        }
        isSettled = true
        file.close()
    }

    /// Leaves nothing behind; does nothing after a commit.
    func abandon() {
        guard !isSettled else { return }
        isSettled = true
        if case .temporary(let name) = kind { unlink(name) }
        file.close()
    }

    private func link(_ source: String, _ target: String) throws(AudioFileError) {
        if linkat(AT_FDCWD, source, AT_FDCWD, target, AT_SYMLINK_FOLLOW) != 0 {
            throw AudioFileError(code: errno, path: path, operation: "name")
        }
    }

    private func rename(from name: String) throws(AudioFileError) {
        if Glibc.rename(name, path) != 0 { throw AudioFileError(code: errno, path: path, operation: "rename") }
    }

    private static func openTemporary(
        beside path: String, allowsUnnamed: Bool
    ) throws(AudioFileError) -> (Kind, OutputFile) {
        let unnamedFlags = 0o20_000_000 | O_DIRECTORY  // O_TMPFILE, a macro that is not imported
        if allowsUnnamed && access("/proc/self/fd", X_OK) == 0 {
            let descriptor = open(folder(of: path), unnamedFlags | O_RDWR | O_CLOEXEC, 0o666)
            if descriptor >= 0 { return (.unnamed, OutputFile(descriptor: descriptor)) }
        }
        let name = temporaryName(beside: path)
        let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw AudioFileError(code: errno, path: path, operation: "write") }
        return (.temporary(name: name), OutputFile(descriptor: descriptor))
    }

    /// A file without a name for what cannot be streamed, in the system's folder for temporary files.
    static func spool() throws(AudioFileError) -> OutputFile {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let (kind, file) = try openTemporary(beside: folder + "/musicgen", allowsUnnamed: true)
        if case .temporary(let name) = kind { unlink(name) }
        return file
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func temporaryName(beside path: String) -> String {
        let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
        let unique = String(UInt64.random(in: .min ... .max), radix: 36)
        // Names may have 255 bytes: a long one is cut.
        return folder(of: path) + "/." + String(name.prefix(40)) + "." + unique + ".part"
    }

    /// The file that a symbolic link means, so that the link stays.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
