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
        let inputOperand = ProductOperand<Scalar>()
        let recurrentOperand = ProductOperand<Scalar>()
        let transposedInputOperand = ProductOperand<Scalar>()
        let transposedRecurrentOperand = ProductOperand<Scalar>()
        /// Recurrent weights after dropout, and the factors.
        let dropped: AlignedBuffer<Scalar>
        let dropoutMask: AlignedBuffer<Scalar>

        init(_ layer: LSTMLayer, rows: Int, steps: Int, dropsWeights: Bool) {
            let units = layer.units
            gates = AlignedBuffer(count: steps * rows * 4 * units)
            hidden = AlignedBuffer(count: (steps + 1) * rows * units)
            cells = AlignedBuffer(count: (steps + 1) * rows * units)
            cellGradient = AlignedBuffer(count: rows * units)
            dropped = AlignedBuffer(count: dropsWeights ? 4 * units * units : 0)
            dropoutMask = AlignedBuffer(count: dropsWeights ? 4 * units * units : 0)
        }
    }

    /// Runs the layer over a segment; `space.hidden` and `space.cells` hold the state before it in block 0.
    ///
    /// - Parameter dropout: the key of the recurrent weights' dropout and the share kept.
    func forward(
        _ parameters: UnsafeMutablePointer<Scalar>, input: UnsafeMutablePointer<Scalar>, rows: Int, steps: Int,
        dropout: (key: UInt64, keep: Double)?, _ space: Workspace,
        _ products: Products<Scalar>
    ) {
        let places = rows * steps
        Scalar.broadcastRow(places, 4 * units, parameters + bias, space.gates.base)
        space.inputOperand.prepare(MatrixView(parameters + inputWeights, inputSize, 4 * units), for: products)
        products.multiply(
            MatrixView(input, places, inputSize), space.inputOperand,
            into: MatrixView(space.gates.base, places, 4 * units), adding: true)
        var recurrent = MatrixView(parameters + recurrentWeights, units, 4 * units)
        if let dropout {
            Scalar.dropoutMask(4 * units * units, dropout.key, dropout.keep, space.dropoutMask.base)
            Scalar.multiplyBlocks(
                1, 4 * units * units, recurrent.base, space.dropoutMask.base, space.dropped.base)
            recurrent.base = space.dropped.base
        }
        space.recurrentOperand.prepare(recurrent, for: products)
        let block = rows * units
        for step in 0..<steps {
            let gates = space.gates.base + step * 4 * block
            let previous = MatrixView(space.hidden.base + step * block, rows, units)
            products.multiply(
                previous, space.recurrentOperand, into: MatrixView(gates, rows, 4 * units), adding: true)
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
        hiddenGradient: UnsafeMutablePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>, _ space: Workspace,
        _ products: Products<Scalar>
    ) {
        let places = rows * steps
        let block = rows * units
        let recurrent = dropout ? space.dropped.base : parameters + recurrentWeights
        space.transposedRecurrentOperand.prepare(
            MatrixView(recurrent, units, 4 * units), transposed: true, for: products)
        space.cellGradient.zero()
        for step in (0..<steps).reversed() {
            let gates = space.gates.base + step * 4 * block
            Scalar.lstmBackward(
                rows, units, gates, space.cells.base + step * block, space.cells.base + (step + 1) * block,
                hiddenGradient + step * block, space.cellGradient.base)
            if step > 0 {
                products.multiply(
                    MatrixView(gates, rows, 4 * units), space.transposedRecurrentOperand,
                    into: MatrixView(hiddenGradient + (step - 1) * block, rows, units), adding: true)
            }
        }
        let gates = MatrixView(space.gates.base, places, 4 * units)
        products.addTransposed(
            MatrixView(input, places, inputSize), gates,
            to: MatrixView(gradient + inputWeights, inputSize, 4 * units))
        products.addTransposed(
            MatrixView(space.hidden.base, places, units), gates,
            to: MatrixView(gradient + recurrentWeights, units, 4 * units))
        if dropout {
            let weights = gradient + recurrentWeights
            Scalar.multiplyBlocks(1, 4 * units * units, weights, space.dropoutMask.base, weights)
        }
        Scalar.addColumnSums(places, 4 * units, gates.base, gradient + bias)
        space.transposedInputOperand.prepare(
            MatrixView(parameters + inputWeights, inputSize, 4 * units), transposed: true, for: products)
        products.multiply(
            gates, space.transposedInputOperand, into: MatrixView(inputGradient, places, inputSize))
    }
}
