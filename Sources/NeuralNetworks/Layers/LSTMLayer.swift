import Kernels

/// A long short-term memory layer (Hochreiter & Schmidhuber 1997, with forget gates of Gers et al. 2000).
///
/// z = x·Wx + h₋·Wh + b, in four blocks of columns i f g o; c = σ(f)·c₋ + σ(i)·tanh(g); h = σ(o)·tanh(c).
struct LSTMLayer<Scalar: NetworkScalar>: Sendable {
    let inputSize: Int
    let units: Int
    /// Offsets into the parameters.
    let inputWeights: Int
    let recurrentWeights: Int
    let bias: Int

    init(_ index: Int, inputSize: Int, units: Int, in layout: inout ParameterLayout) {
        self.inputSize = inputSize
        self.units = units
        inputWeights = layout.add("lstm.\(index).inputWeights", [inputSize, 4 * units])
        recurrentWeights = layout.add("lstm.\(index).recurrentWeights", [units, 4 * units])
        bias = layout.add("lstm.\(index).bias", [4 * units])
    }

    /// What the backward pass needs of the forward pass, step after step, and in each step row after row.
    final class Workspace: Sendable {
        /// [steps, rows, 4·units]: gates after activation, then the gradient before it.
        let gates: AlignedBuffer<Scalar>
        /// [steps + 1, rows, units], the state before the segment first.
        let hidden: AlignedBuffer<Scalar>
        let cells: AlignedBuffer<Scalar>
        let cellGradient: AlignedBuffer<Scalar>
        let transposedRecurrent: AlignedBuffer<Scalar>
        /// Recurrent weights after dropout, and the factors.
        let dropped: AlignedBuffer<Scalar>
        let dropoutMask: AlignedBuffer<Scalar>

        init(_ layer: LSTMLayer, rows: Int, steps: Int, dropsWeights: Bool) {
            let units = layer.units
            gates = AlignedBuffer(count: steps * rows * 4 * units)
            hidden = AlignedBuffer(count: (steps + 1) * rows * units)
            cells = AlignedBuffer(count: (steps + 1) * rows * units)
            cellGradient = AlignedBuffer(count: rows * units)
            transposedRecurrent = AlignedBuffer(count: 4 * units * units)
            dropped = AlignedBuffer(count: dropsWeights ? 4 * units * units : 0)
            dropoutMask = AlignedBuffer(count: dropsWeights ? 4 * units * units : 0)
        }
    }

    /// Runs the layer over a segment; `space.hidden` and `space.cells` hold the state before it in block 0.
    ///
    /// - Parameter dropout: the key of the recurrent weights' dropout and the share kept.
    func forward(
        _ parameters: UnsafeMutablePointer<Scalar>, input: UnsafeMutablePointer<Scalar>, rows: Int, steps: Int,
        dropout: (key: UInt64, keep: Double)?, _ space: Workspace
    ) {
        let places = rows * steps
        Scalar.broadcastRow(places, 4 * units, parameters + bias, space.gates.base)
        MatrixView(space.gates.base, places, 4 * units).multiply(
            MatrixView(input, places, inputSize), MatrixView(parameters + inputWeights, inputSize, 4 * units),
            adding: 1)
        var recurrent = MatrixView(parameters + recurrentWeights, units, 4 * units)
        if let dropout {
            Scalar.dropoutMask(4 * units * units, dropout.key, dropout.keep, space.dropoutMask.base)
            Scalar.multiplyBlocks(
                1, 4 * units * units, recurrent.base, space.dropoutMask.base, space.dropped.base)
            recurrent.base = space.dropped.base
        }
        let block = rows * units
        for step in 0..<steps {
            let gates = space.gates.base + step * 4 * block
            let previous = MatrixView(space.hidden.base + step * block, rows, units)
            MatrixView(gates, rows, 4 * units).multiply(previous, recurrent, adding: 1)
            Scalar.lstmForward(
                rows, units, gates, space.cells.base + step * block, space.cells.base + (step + 1) * block,
                space.hidden.base + (step + 1) * block)
        }
    }

    /// Adds to the gradient, and writes the gradient of the input.
    ///
    /// - Parameters:
    ///   - hiddenGradient: [steps, rows, units], the gradient of the states from above; changed.
    ///   - inputGradient: [steps, rows, inputs], written.
    func backward(
        _ parameters: UnsafeMutablePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>,
        input: UnsafeMutablePointer<Scalar>, rows: Int, steps: Int, dropout: Bool,
        hiddenGradient: UnsafeMutablePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>, _ space: Workspace
    ) {
        let places = rows * steps
        let block = rows * units
        let recurrent = dropout ? space.dropped.base : parameters + recurrentWeights
        Scalar.transpose(units, 4 * units, recurrent, space.transposedRecurrent.base)
        let transposed = MatrixView(space.transposedRecurrent.base, 4 * units, units)
        space.cellGradient.zero()
        for step in (0..<steps).reversed() {
            let gates = space.gates.base + step * 4 * block
            Scalar.lstmBackward(
                rows, units, gates, space.cells.base + step * block, space.cells.base + (step + 1) * block,
                hiddenGradient + step * block, space.cellGradient.base)
            if step > 0 {
                MatrixView(hiddenGradient + (step - 1) * block, rows, units).multiply(
                    MatrixView(gates, rows, 4 * units), transposed, adding: 1)
            }
        }
        let gates = MatrixView(space.gates.base, places, 4 * units)
        MatrixView(gradient + inputWeights, inputSize, 4 * units).multiply(
            MatrixView(input, places, inputSize).transposed, gates, adding: 1)
        MatrixView(gradient + recurrentWeights, units, 4 * units).multiply(
            MatrixView(space.hidden.base, places, units).transposed, gates, adding: 1)
        if dropout {
            let weights = gradient + recurrentWeights
            Scalar.multiplyBlocks(1, 4 * units * units, weights, space.dropoutMask.base, weights)
        }
        Scalar.addColumnSums(places, 4 * units, gates.base, gradient + bias)
        MatrixView(inputGradient, places, inputSize).multiply(
            gates, MatrixView(parameters + inputWeights, inputSize, 4 * units).transposed)
    }
}
