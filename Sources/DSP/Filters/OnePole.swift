#if canImport(Glibc)
    import Glibc
#endif

/// A first-order low-pass with unit gain at 0 Hz; also a smoother for control values.
public struct OnePole: Sendable, Equatable {
    /// How much of the distance to the input one frame covers, 0…1.
    public var coefficient: Float
    /// The output of the last frame.
    public var value: Float = 0

    /// A low-pass that is 3 dB down at `frequency`.
    public init(frequency: Double, sampleRate: Double) {
        coefficient = Float(1 - exp(-2 * .pi * min(frequency, 0.5 * sampleRate) / sampleRate))
    }

    /// A smoother that covers 63 % of a step in `seconds`.
    public init(timeConstant seconds: Double, sampleRate: Double) {
        coefficient = seconds > 0 ? Float(1 - exp(-1 / (seconds * sampleRate))) : 1
    }

    /// Filters one sample.
    @inline(__always)
    public mutating func process(_ input: Float) -> Float {
        value += coefficient * (input - value)
        return value
    }
}

/// Removes a constant offset: a high-pass of first order, 3 dB down at a few hertz.
public struct DCBlocker: Sendable, Equatable {
    private let pole: Float
    private var lastInput: Float = 0
    private var lastOutput: Float = 0

    /// Makes a blocker.
    public init(frequency: Double = 5, sampleRate: Double) {
        pole = Float(exp(-2 * .pi * frequency / sampleRate))
    }

    /// Filters one sample.
    @inline(__always)
    public mutating func process(_ input: Float) -> Float {
        lastOutput = input - lastInput + pole * lastOutput
        lastInput = input
        return lastOutput
    }
}
