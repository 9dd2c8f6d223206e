import Kernels

/// Multi-head attention from each state to the states of the last `window` steps of the same piece, its own included.
///
/// Scores are q·k/√d - slope·distance with slope 2^(-8(h+1)/heads) for head h (Press, Smith & Lewis 2022). Keys and
/// values of steps before the segment come from the carried state and get no gradient (Dai et al. 2019).
struct CausalAttention<Scalar: NetworkScalar>: Sendable {
    let stateSize: Int
    let heads: Int
    let keyDimension: Int
    let window: Int
    /// The offset of [stateSize, 3·width]: queries, keys, values.
    let projection: Int

    /// All heads side by side.
    var width: Int { heads * keyDimension }

    /// Queries that share one block of scores.
    static var block: Int { 64 }

    init(stateSize: Int, heads: Int, keyDimension: Int, window: Int, in layout: inout ParameterLayout) {
        self.stateSize = stateSize
        self.heads = heads
        self.keyDimension = keyDimension
        self.window = window
        projection = layout.add("attention.projection", [stateSize, 3 * heads * keyDimension])
    }

    func slope(head: Int) -> Scalar { Scalar(Self.power(-8 * Double(head + 1) / Double(heads))) }

    var scale: Scalar { 1 / Scalar(keyDimension).squareRoot() }

    final class Workspace: @unchecked Sendable {
        /// [steps, rows, 3·width]: queries, keys, values; then their gradients.
        let projected: AlignedBuffer<Scalar>
        /// For each row [window - 1 + steps, width]: what is remembered, then this segment's.
        let keys: AlignedBuffer<Scalar>
        let values: AlignedBuffer<Scalar>
        let keyGradient: AlignedBuffer<Scalar>
        let operand = ProductOperand<Scalar>()
        let transposedOperand = ProductOperand<Scalar>()
        let valueGradient: AlignedBuffer<Scalar>
        /// For each row, head and block [block, window + block - 1].
        let weights: AlignedBuffer<Scalar>
        let weightGradient: AlignedBuffer<Scalar>
        /// The range of keys of each query of a block.
        var first: [Int32]
        var last: [Int32]
        /// For each row how many steps before the segment are remembered.
        var remembered: [Int]
        let capacity: Int
        let blockSize: Int
        let blocks: Int

        init(_ layer: CausalAttention, rows: Int, steps: Int) {
            capacity = layer.window - 1 + steps
            blocks = (steps + block - 1) / block
            blockSize = block * min(layer.window + block - 1, capacity)
            projected = AlignedBuffer(count: steps * rows * 3 * layer.width)
            keys = AlignedBuffer(count: rows * capacity * layer.width)
            values = AlignedBuffer(count: rows * capacity * layer.width)
            keyGradient = AlignedBuffer(count: capacity * layer.width)
            valueGradient = AlignedBuffer(count: capacity * layer.width)
            weights = AlignedBuffer(count: rows * layer.heads * blocks * blockSize)
            weightGradient = AlignedBuffer(count: blockSize)
            first = [Int32](repeating: 0, count: block)
            last = [Int32](repeating: 0, count: block)
            remembered = [Int](repeating: 0, count: rows)
        }
    }

    /// The part of a row's attention that one block of queries needs.
    private struct Block {
        var start: Int
        var count: Int
        /// The keys that any of the queries reaches.
        var firstKey: Int
        var keyCount: Int
    }

    private func blocks(steps: Int, remembered: Int) -> [Block] {
        stride(from: 0, to: steps, by: Self.block).map { start in
            let count = min(Self.block, steps - start)
            let firstKey = max(0, remembered + start - window + 1)
            return Block(
                start: start, count: count, firstKey: firstKey, keyCount: remembered + start + count - firstKey)
        }
    }

    /// Writes what each state finds to `context`, [steps·rows, width]; remembered keys and values are in the workspace.
    func forward(
        _ parameters: UnsafeMutablePointer<Scalar>, states: UnsafeMutablePointer<Scalar>, rows: Int, steps: Int,
        context: MatrixView<Scalar>, _ space: Workspace, _ products: Products<Scalar>
    ) {
        let places = rows * steps
        space.operand.prepare(MatrixView(parameters + projection, stateSize, 3 * width), for: products)
        products.multiply(
            MatrixView(states, places, stateSize), space.operand,
            into: MatrixView(space.projected.base, places, 3 * width))
        for row in 0..<rows {
            let past = space.remembered[row]
            let keys = space.keys.base + row * space.capacity * width
            let values = space.values.base + row * space.capacity * width
            for step in 0..<steps {
                let source = space.projected.base + (step * rows + row) * 3 * width
                (keys + (past + step) * width).update(from: source + width, count: width)
                (values + (past + step) * width).update(from: source + 2 * width, count: width)
            }
            for (index, block) in blocks(steps: steps, remembered: past).enumerated() {
                for query in 0..<block.count {
                    let key = past + block.start + query
                    space.first[query] = Int32(max(0, key - window + 1) - block.firstKey)
                    space.last[query] = Int32(key - block.firstKey)
                }
                for head in 0..<heads {
                    let weights = weights(space, row: row, head: head, block: index, block)
                    weights.multiply(
                        queries(space, rows: rows, row: row, head: head, block),
                        reached(keys, head: head, block).transposed, scale: scale)
                    Scalar.attentionSoftmax(
                        block.count, block.keyCount, weights.base, space.first, space.last, slope(head: head))
                    view(context, rows: rows, row: row, head: head, block).multiply(
                        weights, reached(values, head: head, block))
                }
            }
        }
    }

    /// Adds to the gradient and to the states' gradient; `context`'s gradient is read.
    func backward(
        _ parameters: UnsafeMutablePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>,
        states: UnsafeMutablePointer<Scalar>, rows: Int, steps: Int, contextGradient: MatrixView<Scalar>,
        stateGradient: UnsafeMutablePointer<Scalar>, _ space: Workspace, _ products: Products<Scalar>
    ) {
        for row in 0..<rows {
            let past = space.remembered[row]
            let keys = space.keys.base + row * space.capacity * width
            let values = space.values.base + row * space.capacity * width
            space.keyGradient.zero()
            space.valueGradient.zero()
            for (index, block) in blocks(steps: steps, remembered: past).enumerated() {
                for head in 0..<heads {
                    let weights = weights(space, row: row, head: head, block: index, block)
                    let above = view(contextGradient, rows: rows, row: row, head: head, block)
                    let below = MatrixView(space.weightGradient.base, block.count, block.keyCount)
                    below.multiply(above, reached(values, head: head, block).transposed)
                    reached(space.valueGradient.base, head: head, block).multiply(
                        weights.transposed, above, adding: 1)
                    Scalar.attentionSoftmaxBackward(
                        block.count, block.keyCount, weights.base, below.base, scale)
                    let queries = queries(space, rows: rows, row: row, head: head, block)
                    reached(space.keyGradient.base, head: head, block).multiply(
                        below.transposed, queries, adding: 1)
                    queries.multiply(below, reached(keys, head: head, block))
                }
            }
            for step in 0..<steps {
                let target = space.projected.base + (step * rows + row) * 3 * width
                (target + width).update(from: space.keyGradient.base + (past + step) * width, count: width)
                (target + 2 * width).update(from: space.valueGradient.base + (past + step) * width, count: width)
            }
        }
        let places = rows * steps
        let below = MatrixView(space.projected.base, places, 3 * width)
        products.addTransposed(
            MatrixView(states, places, stateSize), below,
            to: MatrixView(gradient + projection, stateSize, 3 * width))
        space.transposedOperand.prepare(
            MatrixView(parameters + projection, stateSize, 3 * width), transposed: true, for: products)
        products.multiply(
            below, space.transposedOperand, into: MatrixView(stateGradient, places, stateSize), adding: true)
    }

    private func weights(
        _ space: Workspace, row: Int, head: Int, block index: Int, _ block: Block
    ) -> MatrixView<Scalar> {
        let place = (row * heads + head) * space.blocks + index
        return MatrixView(space.weights.base + place * space.blockSize, block.count, block.keyCount)
    }

    private func queries(_ space: Workspace, rows: Int, row: Int, head: Int, _ block: Block) -> MatrixView<Scalar> {
        let base = space.projected.base + (block.start * rows + row) * 3 * width + head * keyDimension
        return MatrixView(base, block.count, keyDimension, stride: rows * 3 * width)
    }

    private func reached(
        _ table: UnsafeMutablePointer<Scalar>, head: Int, _ block: Block
    ) -> MatrixView<Scalar> {
        MatrixView(
            table + block.firstKey * width + head * keyDimension, block.keyCount, keyDimension, stride: width)
    }

    private func view(
        _ matrix: MatrixView<Scalar>, rows: Int, row: Int, head: Int, _ block: Block
    ) -> MatrixView<Scalar> {
        let base = matrix.base + (block.start * rows + row) * matrix.stride + head * keyDimension
        return MatrixView(base, block.count, keyDimension, stride: rows * matrix.stride)
    }

    /// 2 to a power at most 0, without a mathematics library, so that every machine gets the same slopes.
    private static func power(_ exponent: Double) -> Double {
        let whole = exponent.rounded(.down)
        let x = (exponent - whole) * 0.693147180559945309417
        var term = 1.0
        var sum = 1.0
        for index in 1...20 {
            term *= x / Double(index)
            sum += term
        }
        return Double(sign: .plus, exponent: Int(whole), significand: sum)
    }
}
