import NeuralNetworks

/// Deals a corpus out the tutorial's way: every window of a fixed length, with the token right after it as target.
///
/// The windows of all pieces come in a shuffled order that is computed, not stored, so the position is two numbers.
/// The tutorial itself predicts from the last position of a window whose target is off by one; here the target is the
/// token at the window's end, as its text says.
public struct WindowStream: Sendable {
    /// Where a stream stands.
    public struct Position: Codable, Sendable, Equatable {
        /// Whole passes over the windows.
        public var epoch = 0
        var place = 0
    }

    /// Where the stream stands; set it to resume.
    public var position = Position()
    /// How many windows an epoch has.
    public let windowCount: Int
    private let source: any TokenSource
    private let rows: Int
    private let window: Int
    private let targetColumns: [Int]
    private let seed: UInt64
    private let starts: [Int]
    private var order: ShuffledIndices

    /// Makes a stream at its beginning.
    ///
    /// - Precondition: some piece is longer than a window.
    public init(source: any TokenSource, rows: Int, window: Int, targetColumns: [Int], seed: UInt64) {
        self.source = source
        self.rows = rows
        self.window = window
        self.targetColumns = targetColumns
        self.seed = seed
        var starts = [0]
        for piece in 0..<source.pieceCount {
            starts.append(starts[piece] + max(0, source.length(ofPiece: piece) - window))
        }
        self.starts = starts
        windowCount = starts.last ?? 0
        order = ShuffledIndices(count: windowCount, key: Self.key(seed, epoch: 0))
    }

    private static func key(_ seed: UInt64, epoch: Int) -> UInt64 {
        var generator = SeededGenerator(seed: seed, stream: UInt64(epoch) + 2)
        return generator.next()
    }

    /// The next batch: one target a row, at the window's last step. The last batch of an epoch is filled up with
    /// windows of the next.
    public mutating func next() -> Batch {
        var inputs = [[UInt16]](repeating: [], count: source.columnCount)
        var targets = [[UInt16]](repeating: [], count: targetColumns.count)
        order = ShuffledIndices(count: windowCount, key: Self.key(seed, epoch: position.epoch))
        for _ in 0..<rows {
            if position.place == windowCount {
                position.epoch += 1
                position.place = 0
                order = ShuffledIndices(count: windowCount, key: Self.key(seed, epoch: position.epoch))
            }
            let (piece, offset) = locate(order[position.place])
            position.place += 1
            for column in inputs.indices {
                let ids = source.tokens(ofPiece: piece, column: column, range: offset..<offset + window + 1)
                inputs[column] += ids.dropLast()
                if let head = targetColumns.firstIndex(of: column) {
                    targets[head] += [UInt16](repeating: Batch.ignored, count: window - 1) + [ids[window]]
                }
            }
        }
        return Batch(
            rows: rows, steps: window, inputs: inputs, targets: targets,
            resets: [Bool](repeating: true, count: rows))
    }

    private func locate(_ window: Int) -> (piece: Int, offset: Int) {
        var low = 0
        var high = starts.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= window { low = middle } else { high = middle }
        }
        return (low, window - starts[low])
    }
}
