import FoundationEssentials

extension OutputPath {
    /// Makes a folder and those above it; one that is there already is fine.
    ///
    /// - Throws: `CommandFailure` with `cannotCreate`.
    package static func makeFolder(_ path: String) throws(CommandFailure) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(.cannotCreate, "\(path): the folder cannot be made; choose another place")
        }
    }
}
