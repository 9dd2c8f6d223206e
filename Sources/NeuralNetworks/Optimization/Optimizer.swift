import Kernels

/// How weights follow gradients.
public enum OptimizerConfiguration: Codable, Sendable, Equatable {
    /// Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019) of matrices, not of biases.
    case adam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0)
    /// RMSprop as Keras defines it: epsilon is added inside the root.
    case rmsprop(rho: Double = 0.9, epsilon: Double = 1e-7)
}

/// Moves weights against gradients and remembers the moments it needs.
public final class Optimizer<Scalar: NetworkScalar>: Sendable {
    /// The rule.
    public let configuration: OptimizerConfiguration
    /// The running means, by name (`mean`, `square`), each in the shape of the parameters; a checkpoint keeps them.
    public let moments: [(name: String, values: Parameters<Scalar>)]

    /// Makes an optimiser with moments of zero.
    public init(_ configuration: OptimizerConfiguration, layout: ParameterLayout) {
        self.configuration = configuration
        switch configuration {
        case .adam: moments = [("mean", Parameters(layout: layout)), ("square", Parameters(layout: layout))]
        case .rmsprop: moments = [("square", Parameters(layout: layout))]
        }
    }

    /// Makes one update.
    ///
    /// - Parameters:
    ///   - rate: the learning rate of this update.
    ///   - step: how many updates were made before; Adam's bias correction needs it.
    public func update(
        _ parameters: Parameters<Scalar>, gradient: Parameters<Scalar>, rate: Double, step: Int
    ) {
        precondition(parameters.layout == gradient.layout && parameters.layout == moments[0].values.layout)
        let weights = parameters.buffer.base
        let slope = gradient.buffer.base
        switch configuration {
        case .adam(let beta1, let beta2, let epsilon, let weightDecay):
            let correction1 = 1 - power(beta1, step + 1)
            let correction2 = 1 - power(beta2, step + 1)
            for tensor in parameters.layout.tensors {
                let at = tensor.offset
                let decay = tensor.shape.count > 1 ? 1 - rate * weightDecay : 1
                Scalar.adam(
                    tensor.count, weights + at, slope + at, moments[0].values.buffer.base + at,
                    moments[1].values.buffer.base + at, Scalar(beta1), Scalar(beta2), Scalar(epsilon),
                    Scalar(rate / correction1), Scalar(1 / correction2.squareRoot()), Scalar(decay))
            }
        case .rmsprop(let rho, let epsilon):
            Scalar.rmsprop(
                parameters.layout.count, weights, slope, moments[0].values.buffer.base, Scalar(rho),
                Scalar(epsilon), Scalar(rate))
        }
    }

    private func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        var factor = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result *= factor }
            factor *= factor
            rest >>= 1
        }
        return result
    }
}
