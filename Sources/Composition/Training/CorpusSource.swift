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

    public var pieceCount: Int { pieces.count }
    public var columnCount: Int { corpus.columnCount }
    public func length(ofPiece piece: Int) -> Int { corpus.pieces[pieces[piece]].count }
    public func tokens(ofPiece piece: Int, column: Int, range: Range<Int>) -> [UInt16] {
        corpus.withTokens(of: pieces[piece], column: column) { Array($0[range]) }
    }
}
