import FoundationEssentials
import SymbolicMusic

/// A corpus of tokenised pieces in a file that is mapped into memory.
///
/// The file (all numbers little-endian):
///
/// | offset | bytes | |
/// |---|---|---|
/// | 0 | 8 | `MGTOKENS` |
/// | 8 | 4 | version, 1 |
/// | 12 | 4 | 64, the length of this header |
/// | 16 | 8 | length of the JSON text |
/// | 24 | 8 | checksum of the JSON text |
/// | 32 | 8 | steps in each column |
/// | 40 | 8 | checksum of the columns, one after another |
/// | 48 | 8 | length of the file |
/// | 56 | 8 | checksum of the 56 bytes before |
/// | 64 | | JSON text: `Metadata` |
/// | multiple of 64 | | a column of 16-bit ids, all pieces one after another; then the next column, also at a multiple of 64 |
///
/// Gaps are zero. Checksums are 64-bit FNV-1a over eight-byte words. Opening a file checks all of this, that the pieces
/// lie within the columns, and that every id is in the vocabulary, so that later reads need not.
public struct TokenCorpus: Sendable {
    /// The version of the format that this program writes and reads.
    public static let version: UInt32 = 1

    /// Which set a piece belongs to.
    public enum Split: String, Codable, Sendable, CaseIterable {
        /// Learned from.
        case train
        /// Held out to decide when to stop.
        case valid
        /// Held out for the final figures.
        case test
    }

    /// One piece of the corpus.
    public struct Piece: Sendable, Codable, Equatable {
        /// The file's name without folder and extension.
        public var name: String
        /// The file's path relative to the folder it was found in.
        public var path: String
        /// A hash of the file's bytes, sixteen hexadecimal digits (FNV-1a).
        public var sourceHash: String
        /// Which set the piece belongs to.
        public var split: Split
        /// Where the piece begins in each column.
        public var offset: Int
        /// How many steps it has.
        public var count: Int
        /// How many slices it has.
        public var slices: Int
        /// The key it was estimated to be in before transposition, such as `C# minor`.
        public var key: String
        /// The metre it begins in, such as `3/4`.
        public var meter: String
        /// By how many semitones the tokens are above the file.
        public var transposition: Int

        /// Makes a piece.
        public init(
            name: String, path: String, sourceHash: String, split: Split, offset: Int = 0, count: Int = 0,
            slices: Int = 0, key: String = "", meter: String = "4/4", transposition: Int = 0
        ) {
            self.name = name
            self.path = path
            self.sourceHash = sourceHash
            self.split = split
            self.offset = offset
            self.count = count
            self.slices = slices
            self.key = key
            self.meter = meter
            self.transposition = transposition
        }
    }

    /// What the corpus file says about itself.
    public struct Metadata: Sendable, Codable, Equatable {
        /// Which tokens.
        public var tokenizer: TokenizerKind
        /// The columns and what their ids mean.
        public var vocabulary: Vocabulary
        /// How the corpus was made: setting to value, for people to read.
        public var settings: [String: String]
        /// The pieces in the order of the file.
        public var pieces: [Piece]

        /// Makes metadata.
        public init(
            tokenizer: TokenizerKind, vocabulary: Vocabulary, settings: [String: String] = [:], pieces: [Piece]
        ) {
            self.tokenizer = tokenizer
            self.vocabulary = vocabulary
            self.settings = settings
            self.pieces = pieces
        }
    }

    /// What the file says about itself.
    public let metadata: Metadata
    /// Steps of all pieces together.
    public let stepCount: Int
    /// The checksum of the ids, sixteen hexadecimal digits: equal corpora have equal ones.
    public let contentHash: String
    let file: MappedFile
    let columnOffsets: [Int]

    /// The pieces in the order of the file.
    public var pieces: [Piece] { metadata.pieces }
    /// The columns and what their ids mean.
    public var vocabulary: Vocabulary { metadata.vocabulary }
    /// How many columns every piece has.
    public var columnCount: Int { metadata.vocabulary.columns.count }

    /// The indices of the pieces of one set.
    public func pieceIndices(in split: Split) -> [Int] {
        pieces.indices.filter { pieces[$0].split == split }
    }

    /// The ids of one column of a piece, in place.
    public func tokens(of piece: Int, column: Int) -> TokenColumn {
        let entry = pieces[piece]
        return TokenColumn(file: file, byteOffset: columnOffsets[column] + 2 * entry.offset, count: entry.count)
    }

    /// Calls `body` with the ids of one column of a piece, in place.
    public func withTokens<Result, Failure: Error>(
        of piece: Int, column: Int, _ body: (UnsafeBufferPointer<UInt16>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try tokens(of: piece, column: column).withBuffer(body)
    }

    /// A piece's tokens, copied.
    public func sequence(of piece: Int) -> TokenSequence {
        TokenSequence(columns: (0..<columnCount).map { Array(tokens(of: piece, column: $0)) })
    }

    /// A tokenizer for the corpus' tokens; nil if its vocabulary is not one of its kind.
    public func tokenizer() -> (any Tokenizer)? {
        metadata.tokenizer.tokenizer(vocabulary: vocabulary)
    }
}

extension TokenizerKind {
    /// A tokenizer with a given vocabulary; nil if the vocabulary is not one of this kind.
    public func tokenizer(vocabulary: Vocabulary) -> (any Tokenizer)? {
        switch self {
        case .notes: vocabulary == NotesTokenizer.vocabulary ? NotesTokenizer() : nil
        case .chords: ChordsTokenizer(vocabulary: vocabulary)
        }
    }
}
