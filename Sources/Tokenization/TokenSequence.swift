/// A piece as token ids: parallel columns of one length, one entry a step.
public struct TokenSequence: Sendable, Equatable {
    /// One array of ids a column of the vocabulary, all of the same length.
    public var columns: [[UInt16]]

    /// The number of steps.
    public var count: Int { columns.first?.count ?? 0 }

    /// Makes a sequence from columns of equal length.
    public init(columns: [[UInt16]]) {
        precondition(columns.allSatisfy { $0.count == columns[0].count }, "token columns differ in length")
        self.columns = columns
    }

    /// Makes an empty sequence of so many columns.
    public init(columnCount: Int) {
        columns = Array(repeating: [], count: columnCount)
    }
}
