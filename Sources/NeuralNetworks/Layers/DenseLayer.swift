import Kernels

/// A product with a matrix plus a bias, followed by tanh or nothing.
struct DenseLayer<Scalar: NetworkScalar>: Sendable {
    let inputSize: Int
    let outputSize: Int
    let activation: NetworkConfiguration.Projection.Activation
    let weights: Int
    let bias: Int

    init(
        _ name: String, inputSize: Int, outputSize: Int, activation: NetworkConfiguration.Projection.Activation,
        in layout: inout ParameterLayout
    ) {
        self.inputSize = inputSize
        self.outputSize = outputSize
        self.activation = activation
        weights = layout.add("\(name).weights", [inputSize, outputSize])
        bias = layout.add("\(name).bias", [outputSize])
    }

    final class Workspace: Sendable {
        let operand = ProductOperand<Scalar>()
        let transposedOperand = ProductOperand<Scalar>()
    }

    func forward(
        _ parameters: UnsafeMutablePointer<Scalar>, input: MatrixView<Scalar>, output: MatrixView<Scalar>,
        _ space: Workspace, _ products: Products<Scalar>
    ) {
        Scalar.broadcastRow(output.rows, outputSize, parameters + bias, output.base)
        space.operand.prepare(MatrixView(parameters + weights, inputSize, outputSize), for: products)
        products.multiply(input, space.operand, into: output, adding: true)
        if activation == .tanh { Scalar.tanhForward(output.rows * outputSize, output.base) }
    }

    /// Adds to the gradient and writes the input's; `outputGradient` is changed.
    func backward(
        _ parameters: UnsafeMutablePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, input: MatrixView<Scalar>,
        output: MatrixView<Scalar>, outputGradient: MatrixView<Scalar>, inputGradient: MatrixView<Scalar>,
        _ space: Workspace, _ products: Products<Scalar>
    ) {
        if activation == .tanh {
            Scalar.tanhBackward(output.rows * outputSize, output.base, outputGradient.base)
        }
        products.addTransposed(
            input, outputGradient, to: MatrixView(gradient + weights, inputSize, outputSize))
        Scalar.addColumnSums(output.rows, outputSize, outputGradient.base, gradient + bias)
        space.transposedOperand.prepare(
            MatrixView(parameters + weights, inputSize, outputSize), transposed: true, for: products)
        products.multiply(outputGradient, space.transposedOperand, into: inputGradient)
    }
}
