import SymbolicMusic

/// How a corpus is made of MIDI files.
public struct CorpusOptions: Sendable {
    /// Which transpositions of each training piece go into the corpus; held-out pieces go in once.
    public enum Transposition: Sendable, Equatable {
        /// As it is.
        case none
        /// Through all twelve keys, −5…6 semitones.
        case keys
        /// By −n…n semitones.
        case semitones(Int)

        var shifts: [Int] {
            switch self {
            case .none: [0]
            case .keys: Array(-5...6)
            case .semitones(let n): Array(-min(abs(n), 24)...min(abs(n), 24))
            }
        }
    }

    /// Where the split into training and held-out pieces comes from.
    public enum Manifest: Sendable, Equatable {
        /// From a `manifest.csv` with the columns `path` and `split` where a source folder holds one.
        case automatic
        /// From this CSV file, its paths relative to its folder or to the source folder.
        case file(String)
        /// From no manifest: every piece is split by its hash.
        case none
    }

    /// Which tokens.
    public var tokenizer: TokenizerKind = .notes
    /// Which transpositions of each training piece to take.
    public var transposition: Transposition = .none
    /// Whether every piece is first brought to C major or A minor from its estimated key, the shortest way.
    public var normalizesKey = false
    /// Pieces with fewer slices are left out.
    public var minimumSlices = 16
    /// Pieces with more slices are left out.
    public var maximumSlices = 200_000
    /// Hundredths of the pieces that are held out to decide when to stop.
    public var validPercent = 5
    /// Hundredths of the pieces that are held out for the final figures.
    public var testPercent = 5
    /// Where the split comes from, for the pieces it names.
    public var manifest: Manifest = .automatic
    /// Pieces at least so similar to an earlier one, 0…1, are left out; above 1 only equal pieces are.
    public var duplicateSimilarity = 0.8
    /// Pieces at least so similar, 0…1, are kept in one split.
    public var relatedSimilarity = 0.4
    /// Chords that occur less often in the training pieces are unknown (`chords` only).
    public var minimumChordCount = 1
    /// How times are rounded to the grid.
    public var quantization: Quantization = .sixteenthsAndTriplets
    /// How many threads read files; 0 means one a core. The corpus is the same whatever it is.
    public var threads = 0

    /// Makes the default options.
    public init() {}

    /// The settings that shape the corpus, as text for its metadata.
    var description: [String: String] {
        let transpose =
            switch transposition {
            case .none: "none"
            case .keys: "keys"
            case .semitones(let n): "±\(abs(n))"
            }
        return [
            "transpose": transpose, "key": normalizesKey ? "C major or A minor" : "as written",
            "minimumSlices": "\(minimumSlices)", "maximumSlices": "\(maximumSlices)",
            "split": "\(100 - validPercent - testPercent)/\(validPercent)/\(testPercent)",
            "duplicateSimilarity": "\(duplicateSimilarity)", "relatedSimilarity": "\(relatedSimilarity)",
            "minimumChordCount": "\(minimumChordCount)", "quantization": "\(quantization)",
        ]
    }
}
