import NeuralNetworks

/// Deals a corpus out as batches for truncated back-propagation with carried state.
///
/// Every row of the batch reads one piece after another, `segmentLength` steps at a time; a piece always starts at
/// the start of a segment, with `startsPiece` set, and what is left of its last segment is padding. The pieces come in
/// an order shuffled anew each epoch, and each reading of a piece may be transposed. The whole position is a small
/// Codable value, so a resumed training sees the batches it would have seen.
///
/// A stream that is not endless reads every piece once, in the corpus's order, for judging.
public struct SegmentStream: Sendable {
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

    /// Where the stream stands; set it to resume.
    public var position: Position
    private let source: any TokenSource
    private let segmentLength: Int
    private let targetColumns: [Int]
    private let isEndless: Bool
    private let transposition: ClosedRange<Int>
    private let transpose: @Sendable (UInt16, Int) -> UInt16

    /// Makes a stream at its beginning.
    ///
    /// - Parameters:
    ///   - targetColumns: the columns to predict; all are read.
    ///   - isEndless: whether to shuffle the pieces and begin again after the last.
    ///   - transposition: by how many semitones each reading of a piece may be shifted.
    ///   - transpose: shifts an id of column 0.
    /// - Precondition: the source has a piece of at least two steps.
    public init(
        source: any TokenSource, rows: Int, segmentLength: Int, targetColumns: [Int], seed: UInt64 = 0,
        isEndless: Bool = true, transposition: ClosedRange<Int> = 0...0,
        transpose: @escaping @Sendable (UInt16, Int) -> UInt16 = { id, _ in id }
    ) {
        precondition((0..<source.pieceCount).contains { source.length(ofPiece: $0) > 1 }, "nothing to learn from")
        self.source = source
        self.segmentLength = segmentLength
        self.targetColumns = targetColumns
        self.isEndless = isEndless
        self.transposition = transposition
        self.transpose = transpose
        position = Position(
            generator: SeededGenerator(seed: seed, stream: 1), rows: [Row](repeating: Row(), count: rows))
        if !isEndless { position.queue = Array((0..<source.pieceCount).reversed()) }
    }

    /// The next batch; one without targets when a stream that is not endless has come to its end.
    public mutating func next() -> Batch {
        let rows = position.rows.count
        let nothing = [UInt16](repeating: Batch.ignored, count: rows * segmentLength)
        var batch = Batch(
            rows: rows, steps: segmentLength,
            inputs: (0..<source.columnCount).map { _ in [UInt16](repeating: 0, count: rows * segmentLength) },
            targets: targetColumns.map { _ in nothing }, resets: [Bool](repeating: false, count: rows))
        for index in 0..<rows {
            if position.rows[index].piece < 0 || remaining(position.rows[index]) < 1 {
                guard let reading = nextReading() else { continue }
                position.rows[index] = reading
                batch.resets[index] = true
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
            if let head = targetColumns.firstIndex(of: column) {
                batch.targets[head].replaceSubrange(base..<base + count, with: ids[1...])
            }
        }
        position.rows[index].offset += count
    }

    private mutating func nextReading() -> Row? {
        while true {
            if position.queue.isEmpty {
                guard isEndless else { return nil }
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

extension Batch {
    /// How many steps have something to predict.
    public var targetCount: Int {
        targets.first?.reduce(0) { $0 + ($1 == Self.ignored ? 0 : 1) } ?? 0
    }
}
