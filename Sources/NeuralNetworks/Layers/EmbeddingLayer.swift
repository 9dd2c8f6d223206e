import Kernels

/// One learned vector per id.
struct EmbeddingLayer<Scalar: NetworkScalar>: Sendable {
    let vocabulary: Int
    let dimension: Int
    /// Where its vector starts in the concatenation of all columns.
    let column: Int
    /// The offset of the table in the parameters.
    let table: Int

    init(_ index: Int, _ input: NetworkConfiguration.Input, column: Int, in layout: inout ParameterLayout) {
        vocabulary = input.vocabulary
        dimension = input.dimension
        self.column = column
        table = layout.add("embedding.\(index)", [input.vocabulary, input.dimension])
    }

    /// Writes the vectors of `ids` into this layer's columns of `output`.
    func forward(
        _ parameters: UnsafeMutablePointer<Scalar>, ids: UnsafePointer<UInt16>, output: MatrixView<Scalar>
    ) {
        Scalar.gatherRows(
            output.rows, ids, parameters + table, dimension, output.base + column, output.stride)
    }

    /// Adds the gradient of this layer's columns to the vectors of `ids`.
    func backward(
        gradient: UnsafeMutablePointer<Scalar>, ids: UnsafePointer<UInt16>, outputGradient: MatrixView<Scalar>
    ) {
        Scalar.scatterAddRows(
            outputGradient.rows, ids, outputGradient.base + column, outputGradient.stride, dimension,
            gradient + table)
    }
}
