import Kernels

/// Logits over a vocabulary and their cross-entropy with the targets, gradient included.
struct SoftmaxHead<Scalar: NetworkScalar>: Sendable {
    let inputSize: Int
    let vocabulary: Int
    /// The offset of the weights: [inputs, vocabulary], or the embedding's [vocabulary, inputs] when tied.
    let weights: Int
    let isTied: Bool
    let bias: Int

    /// Rows whose logits are in memory at once: they stay in the cache from product to product.
    static var chunk: Int { 512 }

    init(
        _ index: Int, inputSize: Int, vocabulary: Int, tiedTo table: Int?, in layout: inout ParameterLayout
    ) {
        self.inputSize = inputSize
        self.vocabulary = vocabulary
        isTied = table != nil
        weights = table ?? layout.add("head.\(index).weights", [inputSize, vocabulary])
        bias = layout.add("head.\(index).bias", [vocabulary])
    }

    final class Workspace: Sendable {
        let operand = ProductOperand<Scalar>()
        let transposedOperand = ProductOperand<Scalar>()
    }

    /// Sums -log p(target) over the rows of `input`; with a gradient, adds to it `scale` times the sum's.
    ///
    /// - Parameters:
    ///   - logits: room for `chunk` rows.
    ///   - inputGradient: added to, when there is a gradient.
    func loss(
        _ parameters: UnsafeMutablePointer<Scalar>, input: MatrixView<Scalar>, targets: UnsafePointer<UInt16>,
        logits: UnsafeMutablePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>?, scale: Scalar,
        inputGradient: MatrixView<Scalar>, _ space: Workspace, _ products: Products<Scalar>
    ) -> Double {
        var sum = 0.0
        let matrix =
            isTied
            ? MatrixView(parameters + weights, vocabulary, inputSize)
            : MatrixView(parameters + weights, inputSize, vocabulary)
        space.operand.prepare(matrix, transposed: isTied, for: products)
        if gradient != nil { space.transposedOperand.prepare(matrix, transposed: !isTied, for: products) }
        for start in stride(from: 0, to: input.rows, by: Self.chunk) {
            let rows = min(Self.chunk, input.rows - start)
            let part = input.rows(start, rows)
            let output = MatrixView(logits, rows, vocabulary)
            Scalar.broadcastRow(rows, vocabulary, parameters + bias, logits)
            products.multiply(part, space.operand, into: output, adding: true)
            sum += Scalar.crossEntropy(rows, vocabulary, logits, targets + start, scale)
            guard let gradient else { continue }
            Scalar.addColumnSums(rows, vocabulary, logits, gradient + bias)
            let partGradient = inputGradient.rows(start, rows)
            products.multiply(output, space.transposedOperand, into: partGradient, adding: true)
            if isTied {
                products.addTransposed(output, part, to: MatrixView(gradient + weights, vocabulary, inputSize))
            } else {
                products.addTransposed(part, output, to: MatrixView(gradient + weights, inputSize, vocabulary))
            }
        }
        return sum
    }
}
