/// Where training and evaluation get their tokens: pieces, each some parallel columns of ids.
public protocol TokenSource: Sendable {
    /// How many pieces there are.
    var pieceCount: Int { get }
    /// How many columns every piece has.
    var columnCount: Int { get }
    /// How many steps a piece has.
    func length(ofPiece piece: Int) -> Int
    /// The ids of one column over a range of steps.
    func tokens(ofPiece piece: Int, column: Int, range: Range<Int>) -> [UInt16]
}

extension TokenSource {
    /// The steps of all pieces together.
    public var totalLength: Int {
        (0..<pieceCount).reduce(0) { $0 + length(ofPiece: $1) }
    }
}

/// Tokens held in memory.
public struct TokensInMemory: TokenSource {
    /// For each piece its columns, all of one length.
    public let pieces: [[[UInt16]]]

    /// Makes a source.
    ///
    /// - Precondition: all pieces have the same number of columns.
    public init(pieces: [[[UInt16]]]) {
        precondition(pieces.allSatisfy { $0.count == pieces[0].count }, "pieces differ in their columns")
        self.pieces = pieces
    }

    /// How many pieces there are.
    public var pieceCount: Int { pieces.count }
    /// How many columns every piece has.
    public var columnCount: Int { pieces.first?.count ?? 0 }
    /// How many steps a piece has.
    public func length(ofPiece piece: Int) -> Int { pieces[piece][0].count }
    /// The ids of one column over a range of steps.
    public func tokens(ofPiece piece: Int, column: Int, range: Range<Int>) -> [UInt16] {
        Array(pieces[piece][column][range])
    }
}
