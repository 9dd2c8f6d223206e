import Kernels

/// A matrix laid out so that a product with one vector reads it from front to back once.
struct PackedMatrix<Scalar: NetworkScalar>: Sendable {
    let inputs: Int
    let outputs: Int
    private let panels: AlignedBuffer<Scalar>

    /// Packs [inputs, outputs], or [outputs, inputs] when transposed.
    init(_ weights: UnsafePointer<Scalar>, inputs: Int, outputs: Int, transposed: Bool = false) {
        self.inputs = inputs
        self.outputs = outputs
        panels = AlignedBuffer(count: (outputs + 63) / 64 * 64 * inputs)
        Scalar.packPanels(
            inputs, outputs, weights, transposed ? 1 : outputs, transposed ? inputs : 1, panels.base)
    }

    /// output += input · matrix, with the same bits on every machine.
    func addProduct(_ input: UnsafePointer<Scalar>, to output: UnsafeMutablePointer<Scalar>) {
        Scalar.multiplyPacked(inputs, outputs, input, panels.base, output)
    }
}
