import Kernels

extension Parameters {
    /// Draws initial values: Glorot's uniform range for each gate and matrix (Glorot & Bengio 2010), embeddings uniform
    /// with a deviation of 1/√dimension, forget biases 1 (Jozefowicz et al. 2015), other biases 0.
    func initialize(_ stack: LayerStack<Scalar>, seed: UInt64) {
        var generator = CounterGenerator(seed: seed)
        zero()
        for layer in stack.embeddings {
            fill(
                layer.table, layer.vocabulary * layer.dimension, (3 / Double(layer.dimension)).squareRoot(), &generator)
        }
        for layer in stack.lstm {
            let units = layer.units
            fill(layer.inputWeights, layer.inputSize * 4 * units, glorot(layer.inputSize, units), &generator)
            fill(layer.recurrentWeights, units * 4 * units, glorot(units, units), &generator)
            (buffer.base + layer.bias + units).update(repeating: 1, count: units)
        }
        switch stack.attention {
        case .none: break
        case .window(let layer): fill(layer.weights, layer.stateSize, glorot(layer.stateSize, 1), &generator)
        case .causal(let layer):
            fill(layer.projection, layer.stateSize * 3 * layer.width, glorot(layer.stateSize, layer.width), &generator)
        }
        if let layer = stack.projection {
            fill(
                layer.weights, layer.inputSize * layer.outputSize, glorot(layer.inputSize, layer.outputSize), &generator
            )
        }
        for layer in stack.heads where !layer.isTied {
            fill(
                layer.weights, layer.inputSize * layer.vocabulary, glorot(layer.inputSize, layer.vocabulary), &generator
            )
        }
    }

    private func glorot(_ inputs: Int, _ outputs: Int) -> Double { (6 / Double(inputs + outputs)).squareRoot() }

    private func fill(_ offset: Int, _ count: Int, _ limit: Double, _ generator: inout CounterGenerator) {
        for index in 0..<count { buffer.base[offset + index] = Scalar(limit * (2 * generator.next() - 1)) }
    }
}

/// Numbers in [0, 1) from SplitMix64, the same on every machine.
struct CounterGenerator {
    private var counter: UInt64

    init(seed: UInt64) { counter = DropoutKeys.mix(seed &+ 0x9e37_79b9_7f4a_7c15) }

    mutating func next() -> Double {
        counter &+= 0x9e37_79b9_7f4a_7c15
        return Double(DropoutKeys.mix(counter) >> 11) * 0x1p-53
    }
}
