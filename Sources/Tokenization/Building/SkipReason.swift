import Basics

/// Why a file did not become a piece of the corpus.
public enum SkipReason: Sendable, Equatable, CustomStringConvertible {
    /// The file could not be read; with what the reader said.
    case unreadable(String)
    /// There is no note in it.
    case noNotes
    /// All its notes are drums.
    case percussionOnly
    /// It has fewer slices than asked for.
    case tooShort(slices: Int, minimum: Int)
    /// It has more slices than asked for, or lasts too long.
    case tooLong(slices: Int, steps: Int)
    /// It is the same music as an earlier file, transposed or not.
    case duplicate(of: String)
    /// It is nearly the same music as an earlier file; similarity 0…1.
    case nearDuplicate(of: String, similarity: Double)
    /// Its tokens would not give the same music back, which is an error of this program.
    case notReproducible

    /// The reason in words.
    public var description: String {
        switch self {
        case .unreadable(let reason): "unreadable: \(reason)"
        case .noNotes: "no notes"
        case .percussionOnly: "percussion only"
        case .tooShort(let slices, let minimum):
            "too short: \(counted(slices, "slice")), at least \(minimum) are asked for"
        case .tooLong(let slices, let steps):
            "too long: \(counted(slices, "slice")), \(counted(steps / 12, "quarter"))"
        case .duplicate(let path): "duplicate of \(path)"
        case .nearDuplicate(let path, let similarity):
            "near-duplicate of \(path) (similarity 0.\(Int(min(0.99, similarity) * 100)))"
        case .notReproducible: "its tokens do not give the same music back; please report this file"
        }
    }

    /// The kind of reason, for counting.
    public var kind: String {
        switch self {
        case .unreadable: "unreadable"
        case .noNotes: "no notes"
        case .percussionOnly: "percussion only"
        case .tooShort: "too short"
        case .tooLong: "too long"
        case .duplicate: "duplicate"
        case .nearDuplicate: "near-duplicate"
        case .notReproducible: "not reproducible"
        }
    }
}
