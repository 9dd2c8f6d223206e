import FoundationEssentials

/// A MIDI file that may become a piece.
struct SourceFile: Sendable {
    /// Where it is.
    var path: String
    /// Its path relative to the source folder, or its name.
    var relativePath: String
    /// The same, with the source folder's name before it where there are several sources.
    var displayPath: String
    /// The index of the source it came from.
    var source: Int
}

enum SourceFiles {
    static let extensions: Set<String> = ["mid", "midi", "kar", "rmi"]
    /// Folders in folders are followed so far down.
    private static let maximumDepth = 64

    /// The MIDI files of sources: files as named, folders with all that is in them, sorted by path.
    static func find(in sources: [String]) throws(CorpusBuildError) -> [SourceFile] {
        var result: [SourceFile] = []
        for (index, source) in sources.enumerated() {
            var isDirectory = false
            guard FileManager.default.fileExists(atPath: source, isDirectory: &isDirectory) else {
                throw .sourceUnreadable(path: source, reason: "no such file or folder")
            }
            let name = source.split(separator: "/").last.map(String.init) ?? source
            guard isDirectory else {
                result.append(SourceFile(path: source, relativePath: name, displayPath: name, source: index))
                continue
            }
            var paths: [String] = []
            do {
                try list(source, below: "", depth: 0, into: &paths)
            } catch {
                throw .sourceUnreadable(path: source, reason: "\(error)")
            }
            paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let root = source.hasSuffix("/") ? String(source.dropLast()) : source
            for path in paths {
                result.append(
                    SourceFile(
                        path: "\(root)/\(path)", relativePath: path,
                        displayPath: sources.count > 1 ? "\(name)/\(path)" : path, source: index))
            }
        }
        guard !result.isEmpty else { throw .noFiles(sources: sources) }
        return result
    }

    private static func list(_ folder: String, below relative: String, depth: Int, into paths: inout [String]) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            if type == .typeDirectory {
                // A folder inside that cannot be listed does not stop the run; a link to a folder is not followed.
                if depth < maximumDepth {
                    try? list(path, below: "\(relative)\(name)/", depth: depth + 1, into: &paths)
                }
            } else if let dot = name.lastIndex(of: "."),
                extensions.contains(name[name.index(after: dot)...].lowercased())
            {
                paths.append(relative + name)
            }
        }
    }
}
