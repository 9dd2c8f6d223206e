import Kernels

/// The exponential moving average of weights, which predicts better than the last weights (Polyak & Juditsky 1992).
public final class MovingAverage<Scalar: NetworkScalar>: Sendable {
    /// The average; a checkpoint keeps it.
    public let average: Parameters<Scalar>
    /// The share of the old average that each update keeps, once enough updates were seen.
    public let decay: Double

    /// Starts at the present weights.
    public init(of parameters: Parameters<Scalar>, decay: Double) {
        average = parameters.copy()
        self.decay = decay
    }

    /// Takes in the weights after an update.
    ///
    /// - Parameter step: how many updates were taken in before; the first ones count more.
    public func update(_ parameters: Parameters<Scalar>, step: Int) {
        precondition(parameters.layout == average.layout)
        let share = min(decay, Double(step + 1) / Double(step + 10))
        Scalar.average(
            average.buffer.count, Scalar(share), parameters.buffer.base, average.buffer.base)
    }
}
