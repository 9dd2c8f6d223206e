import Glibc

extension OutputPath {
    /// The path from the root.
    package static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return String(cString: folder) + "/" + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
    }

    /// The folder that a path lies in.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last component of a path.
    package static func name(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return path }
        return String(path[path.index(after: slash)...])
    }

    /// The extension in lower case without its dot, empty if there is none.
    package static func fileExtension(of path: String) -> String {
        let name = name(of: path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// The path with another extension: `a/b.mid` with `json` is `a/b.json`.
    package static func path(_ path: String, withExtension new: String) -> String {
        let old = fileExtension(of: path)
        return (old.isEmpty ? path : String(path.dropLast(old.count + 1))) + "." + new
    }

    /// Checks that a file can be created in the folder of a path, so that no work is done in vain.
    static func checkFolder(of path: String) throws(CommandFailure) {
        let folder = folder(of: path)
        var status = stat()
        guard stat(folder, &status) == 0 else { throw .cannotWrite(path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .cannotWrite(path, errno: ENOTDIR) }
        guard access(folder, W_OK | X_OK) == 0 else { throw .cannotWrite(path, errno: errno) }
    }
}
