import FoundationEssentials
import Glibc

/// The folder of a gallery, which never looks finished before it is.
///
/// Everything is made in a hidden folder beside it. A new gallery then takes its name in one step. In a folder that
/// exists the page goes first, then the files of the gallery before, and the new page comes last; whatever else is in
/// the folder stays.
package struct GalleryFolder: Sendable {
    /// The page's name.
    package static let page = "index.html"
    private let path: String

    /// Takes a folder that may be made or filled.
    ///
    /// - Throws: `CommandFailure` with `cannotCreate` when it exists and is not empty without `force`, is no folder, or
    ///   cannot be made.
    package init(_ path: String, force: Bool) throws(CommandFailure) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard !path.isEmpty, path != "-" else { throw CommandFailure(.usage, "name a folder for the gallery") }
        self.path = path
        if InputFile.exists(path) {
            guard InputFile.isDirectory(path) else {
                throw CommandFailure(.cannotCreate, "\(path): exists and is no folder; choose another name")
            }
            guard access(path, W_OK | X_OK) == 0 else { throw .cannotWrite(path, errno: errno) }
            guard force || Self.names(in: path).isEmpty else {
                throw CommandFailure(
                    .cannotCreate, "\(path): exists and is not empty; use --force to replace the gallery in it")
            }
        }
        try OutputPath.checkFolder(of: path)
    }

    /// Lets `body` make the gallery in an empty folder, then puts it in its place; if `body` throws, nothing changes.
    package func fill(_ body: (String) throws -> Void) throws {
        let workshop = OutputPath.folder(of: path) + "/.\(OutputPath.name(of: path)).\(getpid()).partial"
        guard mkdir(workshop, 0o777) == 0 else { throw CommandFailure.cannotWrite(path, errno: errno) }
        defer { try? FileManager.default.removeItem(atPath: workshop) }
        try body(workshop)
        try Interruption.check()
        // Only an empty folder or nothing at all can be replaced in one step.
        if rename(workshop, path) == 0 { return }
        guard errno == ENOTEMPTY || errno == EEXIST else { throw CommandFailure.cannotWrite(path, errno: errno) }
        unlink(path + "/" + Self.page)
        removeOldPieces()
        let names = Self.names(in: workshop).filter { $0 != Self.page }.sorted() + [Self.page]
        for name in names where rename("\(workshop)/\(name)", "\(path)/\(name)") != 0 {
            throw CommandFailure.cannotWrite("\(path)/\(name)", errno: errno)
        }
    }

    /// Removes what sidecars of an earlier gallery in the folder say it wrote, and those sidecars.
    private func removeOldPieces() {
        for name in Self.names(in: path) where name.hasPrefix("piece-") && name.hasSuffix(".json") {
            guard let sidecar = try? Sidecar.read("\(path)/\(name)"), sidecar.verb == "gallery" else { continue }
            for output in sidecar.outputs where OutputPath.name(of: output) == output { unlink("\(path)/\(output)") }
            unlink("\(path)/\(name)")
        }
    }

    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
}
