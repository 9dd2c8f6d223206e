/// Deals a corpus out as batches for truncated back-propagation with carried state.
///
/// Every row of the batch reads one piece after another, `segmentLength` steps at a time; a piece always starts at
/// the start of a segment, with `startsPiece` set, and what is left of its last segment is padding. The pieces come in
/// an order shuffled anew each epoch, and each reading of a piece may be transposed. The whole position is a small
/// Codable value, so a resumed training sees the batches it would have seen.
public struct SegmentStream: Sendable {
    /// One batch: `rows · length` steps, row after row.
    public struct Batch: Sendable, Equatable {
        /// Sequences side by side.
        public var rows: Int
        /// Steps in each.
        public var length: Int
        /// For each column the ids the network reads.
        public var inputs: [[UInt16]]
        /// For each column the ids it should predict; `padding` where there is none.
        public var targets: [[UInt16]]
        /// For each row whether a new piece starts, so that no state is carried into it.
        public var startsPiece: [Bool]
        /// How many steps have a target.
        public var count: Int
    }

    /// Where a stream stands.
    public struct Position: Codable, Sendable, Equatable {
        /// Whole passes over the corpus that have been dealt out.
        public var epoch = 0
        var generator: SeededGenerator
        var queue: [Int] = []
        var rows: [Row]
    }

    struct Row: Codable, Sendable, Equatable {
        var piece = -1
        var offset = 0
        var shift = 0
    }

    /// The target id that means «no target here».
    public static let padding = UInt16.max

    /// Where the stream stands; set it to resume.
    public var position: Position
    private let source: any TokenSource
    private let segmentLength: Int
    private let transposition: ClosedRange<Int>
    private let transpose: @Sendable (UInt16, Int) -> UInt16

    /// Makes a stream at its beginning.
    ///
    /// - Parameters:
    ///   - transposition: by how many semitones each reading of a piece may be shifted.
    ///   - transpose: shifts an id of column 0.
    /// - Precondition: the source has a piece of at least two steps.
    public init(
        source: any TokenSource, rows: Int, segmentLength: Int, seed: UInt64, transposition: ClosedRange<Int> = 0...0,
        transpose: @escaping @Sendable (UInt16, Int) -> UInt16 = { id, _ in id }
    ) {
        precondition((0..<source.pieceCount).contains { source.length(ofPiece: $0) > 1 }, "nothing to learn from")
        self.source = source
        self.segmentLength = segmentLength
        self.transposition = transposition
        self.transpose = transpose
        position = Position(
            generator: SeededGenerator(seed: seed, stream: 1), rows: [Row](repeating: Row(), count: rows))
    }

    /// The next batch.
    public mutating func next() -> Batch {
        let rows = position.rows.count
        let steps = rows * segmentLength
        let columns = source.columnCount
        var batch = Batch(
            rows: rows, length: segmentLength,
            inputs: [[UInt16]](repeating: [UInt16](repeating: 0, count: steps), count: columns),
            targets: [[UInt16]](repeating: [UInt16](repeating: Self.padding, count: steps), count: columns),
            startsPiece: [Bool](repeating: false, count: rows), count: 0)
        for index in 0..<rows {
            if position.rows[index].piece < 0 || remaining(position.rows[index]) < 1 {
                position.rows[index] = nextReading()
                batch.startsPiece[index] = true
            }
            fill(&batch, row: index)
        }
        return batch
    }

    /// Steps that still have a target.
    private func remaining(_ row: Row) -> Int {
        source.length(ofPiece: row.piece) - 1 - row.offset
    }

    private mutating func fill(_ batch: inout Batch, row index: Int) {
        let row = position.rows[index]
        let count = min(segmentLength, remaining(row))
        let base = index * segmentLength
        for column in 0..<source.columnCount {
            var ids = source.tokens(ofPiece: row.piece, column: column, range: row.offset..<row.offset + count + 1)
            if column == 0, row.shift != 0 {
                for step in ids.indices { ids[step] = transpose(ids[step], row.shift) }
            }
            batch.inputs[column].replaceSubrange(base..<base + count, with: ids[..<count])
            batch.targets[column].replaceSubrange(base..<base + count, with: ids[1...])
        }
        batch.count += count
        position.rows[index].offset += count
    }

    private mutating func nextReading() -> Row {
        while true {
            if position.queue.isEmpty {
                if position.rows.contains(where: { $0.piece >= 0 }) { position.epoch += 1 }
                position.queue = Array(0..<source.pieceCount)
                for last in stride(from: position.queue.count - 1, to: 0, by: -1) {
                    position.queue.swapAt(last, position.generator.index(below: last + 1))
                }
            }
            let piece = position.queue.removeLast()
            let shift = transposition.lowerBound + position.generator.index(below: transposition.count)
            if source.length(ofPiece: piece) > 1 { return Row(piece: piece, offset: 0, shift: shift) }
        }
    }
}
