import Kernels

/// A network whose weights no longer change, packed for composing one step at a time; sessions on any number of
/// threads share it.
public final class FrozenNetwork<Scalar: NetworkScalar>: Sendable {
    struct Layer: Sendable {
        let input: PackedMatrix<Scalar>
        let recurrent: PackedMatrix<Scalar>
    }

    /// What the network looks like.
    public let configuration: NetworkConfiguration
    let stack: LayerStack<Scalar>
    let parameters: Parameters<Scalar>
    let layers: [Layer]
    let attention: PackedMatrix<Scalar>?
    let projection: PackedMatrix<Scalar>?
    let heads: [PackedMatrix<Scalar>]

    /// Copies and packs the weights.
    init(_ stack: LayerStack<Scalar>, _ source: Parameters<Scalar>) {
        configuration = stack.configuration
        self.stack = stack
        parameters = source.copy()
        let base = parameters.buffer.base
        layers = stack.lstm.map {
            Layer(
                input: PackedMatrix(base + $0.inputWeights, inputs: $0.inputSize, outputs: 4 * $0.units),
                recurrent: PackedMatrix(base + $0.recurrentWeights, inputs: $0.units, outputs: 4 * $0.units))
        }
        attention = stack.causal.map {
            PackedMatrix(base + $0.projection, inputs: $0.stateSize, outputs: 3 * $0.width)
        }
        projection = stack.projection.map {
            PackedMatrix(base + $0.weights, inputs: $0.inputSize, outputs: $0.outputSize)
        }
        heads = stack.heads.map {
            PackedMatrix(base + $0.weights, inputs: $0.inputSize, outputs: $0.vocabulary, transposed: $0.isTied)
        }
    }

    /// A session at the start of a piece.
    public func makeSession() -> GenerationSession<Scalar> { GenerationSession(self) }
}

extension Network {
    /// Copies and packs the present weights, or others of the same shape, for composing.
    public func frozen(_ weights: Parameters<Scalar>? = nil) -> FrozenNetwork<Scalar> {
        let weights = weights ?? parameters
        precondition(weights.layout == layout, "these weights belong to a network of another shape")
        return FrozenNetwork(stack, weights)
    }

    /// A session at the start of a piece, with the present weights. For several sessions share `frozen()`.
    public func makeSession() -> GenerationSession<Scalar> { frozen().makeSession() }
}
