import Tokenization

/// The pieces of one split of a token file, read in place.
public struct CorpusSource: TokenSource {
    private let corpus: TokenCorpus
    private let pieces: [Int]

    /// Takes the pieces of a split.
    public init(_ corpus: TokenCorpus, split: TokenCorpus.Split) {
        self.corpus = corpus
        pieces = corpus.pieceIndices(in: split)
    }

    /// How many pieces there are.
    public var pieceCount: Int { pieces.count }
    /// How many columns every piece has.
    public var columnCount: Int { corpus.columnCount }
    /// How many steps a piece has.
    public func length(ofPiece piece: Int) -> Int { corpus.pieces[pieces[piece]].count }
    /// The ids of one column over a range of steps.
    public func tokens(ofPiece piece: Int, column: Int, range: Range<Int>) -> [UInt16] {
        corpus.withTokens(of: pieces[piece], column: column) { Array($0[range]) }
    }
}
