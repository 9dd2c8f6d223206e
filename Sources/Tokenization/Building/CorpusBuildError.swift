import Basics

/// Why no corpus could be made.
public enum CorpusBuildError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A source cannot be listed.
    case sourceUnreadable(path: String, reason: String)
    /// The sources hold no MIDI file.
    case noFiles(sources: [String])
    /// Every file was left out; with how many for which reason.
    case nothingLeft(fileCount: Int, reasons: String)
    /// A manifest cannot be used.
    case manifest(path: String, line: Int, what: String)
    /// The corpus file cannot be written.
    case corpus(CorpusError)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .sourceUnreadable(let path, let reason):
            "\(path): cannot be read (\(reason)); name a MIDI file or a folder of them"
        case .noFiles(let sources):
            "\(sources.joined(separator: ", ")): no MIDI files (.mid .midi .kar .rmi) in there; name another folder"
        case .nothingLeft(let count, let reasons):
            "of \(counted(count, "file")) none can be used (\(reasons)); see the reasons above"
        case .manifest(let path, let line, let what):
            "\(path), line \(line): \(what); mend it or do without a manifest"
        case .corpus(let error): error.description
        }
    }
}
