import NeuralNetworks

/// Compares a network's gradient with central differences of its loss, in double precision.
struct GradientCheck {
    /// For each tensor ‖numeric - analytic‖ / (‖numeric‖ + ‖analytic‖).
    var errors: [String: Double] = [:]

    var worst: Double { errors.values.max() ?? .infinity }

    /// Two segments: the first only makes a state to carry; the second, in which row 1 starts anew, is checked.
    init(_ configuration: NetworkConfiguration, steps: Int = 5, dropoutSeed: UInt64? = nil) throws {
        let network = try Network<Double>(configuration: configuration, seed: 3)
        // Biases start at zero: move everything, so that no gradient hides.
        for (index, tensor) in network.layout.tensors.enumerated() {
            var values = network.parameters[tensor.name]
            for place in values.indices { values[place] += 0.05 * Double((place * 7 + index * 3) % 11 - 5) }
            network.parameters[tensor.name] = values
        }
        var start = network.makeState(rows: 3)
        _ = network.loss(
            Samples.batch(configuration, steps: steps, seed: 9, resets: [0, 1, 2]), state: &start)
        let batch = Samples.batch(configuration, steps: steps, seed: 4, resets: [1])
        let gradient = network.makeParameters()
        var state = start
        network.lossAndGradient(batch, state: &state, gradient: gradient, dropoutSeed: dropoutSeed)
        let scratch = network.makeParameters()
        func loss() -> Double {
            var state = start
            return network.lossAndGradient(batch, state: &state, gradient: scratch, dropoutSeed: dropoutSeed).mean
        }
        for tensor in network.layout.tensors {
            let original = network.parameters[tensor.name]
            let analytic = gradient[tensor.name]
            var difference = 0.0
            var size = 0.0
            for place in original.indices {
                let width = 1e-4
                var changed = original
                func slope(_ width: Double) -> Double {
                    changed[place] = original[place] + width
                    network.parameters[tensor.name] = changed
                    let above = loss()
                    changed[place] = original[place] - width
                    network.parameters[tensor.name] = changed
                    return (above - loss()) / (2 * width)
                }
                // Richardson's extrapolation takes the error from O(width²) to O(width⁴).
                let numeric = (4 * slope(width) - slope(2 * width)) / 3
                difference += (numeric - analytic[place]) * (numeric - analytic[place])
                size += numeric * numeric + analytic[place] * analytic[place]
            }
            network.parameters[tensor.name] = original
            errors[tensor.name] = size == 0 ? .infinity : (difference / size).squareRoot()
        }
    }
}
