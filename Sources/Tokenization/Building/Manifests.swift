import FoundationEssentials

/// The manifests that apply to the sources.
struct Manifests: Sendable {
    private var all: SplitManifest?
    private var folder = ""
    private var bySource: [SplitManifest?] = []

    init(_ option: CorpusOptions.Manifest, sources: [String]) throws(CorpusBuildError) {
        switch option {
        case .none: break
        case .file(let path):
            guard let manifest = try SplitManifest(contentsOf: path) else {
                throw .manifest(path: path, line: 1, what: "there are no columns named path and split")
            }
            all = manifest
            folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        case .automatic:
            for source in sources {
                let path = "\(source)/manifest.csv"
                bySource.append(
                    FileManager.default.fileExists(atPath: path) ? try SplitManifest(contentsOf: path) : nil)
            }
        }
    }

    /// The split that a manifest gives a file, if one does.
    func split(of file: SourceFile) -> TokenCorpus.Split? {
        if let all {
            let inFolder = file.path.hasPrefix(folder) ? String(file.path.dropFirst(folder.count)) : file.path
            return all.splits[file.relativePath] ?? all.splits[inFolder]
        }
        guard bySource.indices.contains(file.source) else { return nil }
        return bySource[file.source]?.splits[file.relativePath]
    }
}
