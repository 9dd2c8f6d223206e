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

    func forward(_ parameters: UnsafeMutablePointer<Scalar>, input: MatrixView<Scalar>, output: MatrixView<Scalar>) {
        Scalar.broadcastRow(output.rows, outputSize, parameters + bias, output.base)
        output.multiply(input, MatrixView(parameters + weights, inputSize, outputSize), adding: 1)
        if activation == .tanh { Scalar.tanhForward(output.rows * outputSize, output.base) }
    }

    /// Adds to the gradient and writes the input's; `outputGradient` is changed.
    func backward(
        _ parameters: UnsafeMutablePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, input: MatrixView<Scalar>,
        output: MatrixView<Scalar>, outputGradient: MatrixView<Scalar>, inputGradient: MatrixView<Scalar>
    ) {
        if activation == .tanh {
            Scalar.tanhBackward(output.rows * outputSize, output.base, outputGradient.base)
        }
        MatrixView(gradient + weights, inputSize, outputSize).multiply(
            input.transposed, outputGradient, adding: 1)
        Scalar.addColumnSums(output.rows, outputSize, outputGradient.base, gradient + bias)
        inputGradient.multiply(
            outputGradient, MatrixView(parameters + weights, inputSize, outputSize).transposed)
    }
}
