import Tokenization

/// The n-gram baseline on the same pieces and the same tokens as a model.
public enum Baseline {
    /// Counts n-grams on the training pieces and judges the held-out ones, from the second token of each on, as
    /// `Likelihood` does; every predicted column has an n-gram model of its own.
    ///
    /// - Returns: the likelihood, and the order that the vocabulary allowed (see `NGramModel.order`).
    /// - Complexity: O(N log N) in the training tokens, for each order and column.
    public static func nats(
        training: any TokenSource, heldOut: any TokenSource, columns: [Int], vocabulary: Vocabulary, order: Int
    ) -> (likelihood: Likelihood, order: Int) {
        var result = Likelihood(nats: 0, tokens: 0)
        var lowestOrder = order
        for column in columns {
            let model = NGramModel(
                order: order, vocabulary: vocabulary.columns[column].size, sequences: sequences(training, column))
            lowestOrder = min(lowestOrder, model.order)
            for sequence in sequences(heldOut, column) where sequence.count > 1 {
                result.nats += model.nats(of: sequence, from: 1)
            }
        }
        result.tokens = (0..<heldOut.pieceCount).reduce(0) { $0 + max(0, heldOut.length(ofPiece: $1) - 1) }
        return (result, lowestOrder)
    }

    /// How many slices the pieces of a split have.
    public static func sliceCount(_ tokens: TokenCorpus, split: TokenCorpus.Split) -> Int {
        tokens.pieceIndices(in: split).reduce(0) { $0 + tokens.pieces[$1].slices }
    }

    private static func sequences(_ source: any TokenSource, _ column: Int) -> [[UInt16]] {
        (0..<source.pieceCount).map {
            source.tokens(ofPiece: $0, column: column, range: 0..<source.length(ofPiece: $0))
        }
    }
}
