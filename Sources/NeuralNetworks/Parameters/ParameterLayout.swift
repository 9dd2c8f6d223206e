/// One named tensor inside a flat buffer of parameters.
public struct ParameterTensor: Codable, Sendable, Equatable {
    /// Its name, such as `lstm.0.recurrentWeights`.
    public let name: String
    /// Its dimensions, outermost first; elements are row-major.
    public let shape: [Int]
    /// Where its first element lies in the buffer.
    public let offset: Int

    /// The number of elements.
    public var count: Int { shape.reduce(1, *) }
}

/// The tensors of a network and where each lies in one flat buffer, in an order that never changes.
///
/// | name | shape |
/// |---|---|
/// | `embedding.k` | [vocabulary, dimension] |
/// | `lstm.l.inputWeights` | [inputs, 4·units], columns in the order i f g o |
/// | `lstm.l.recurrentWeights` | [units, 4·units] |
/// | `lstm.l.bias` | [4·units] |
/// | `attention.weights`, `attention.bias` (tutorial) | [units], [1] |
/// | `attention.projection` (causal) | [units, 3·heads·keyDimension], columns: queries, keys, values |
/// | `projection.weights`, `projection.bias` | [features, size], [size] |
/// | `head.k.weights` (unless tied), `head.k.bias` | [outputs, vocabulary], [vocabulary] |
///
/// Every tensor starts at a multiple of 16 elements; the gaps hold zeros.
public struct ParameterLayout: Sendable, Equatable {
    /// The tensors in the order of their offsets.
    public private(set) var tensors: [ParameterTensor] = []
    /// The length of the buffer.
    public private(set) var count = 0
    private var positions: [String: Int] = [:]

    /// The tensor of a name.
    public subscript(name: String) -> ParameterTensor? { positions[name].map { tensors[$0] } }

    /// The number of parameters without the gaps.
    public var parameterCount: Int { tensors.reduce(0) { $0 + $1.count } }

    /// Appends a tensor and returns where it lies.
    mutating func add(_ name: String, _ shape: [Int]) -> Int {
        let tensor = ParameterTensor(name: name, shape: shape, offset: count)
        positions[name] = tensors.count
        tensors.append(tensor)
        count += (tensor.count + 15) / 16 * 16
        return tensor.offset
    }
}
