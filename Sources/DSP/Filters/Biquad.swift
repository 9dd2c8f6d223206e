#if canImport(Glibc)
    import Glibc
#endif

/// A second-order filter: coefficients, and its memory.
///
/// Formulas of Bristow-Johnson's *Audio EQ Cookbook*; transposed direct form II.
public struct Biquad: Sendable, Equatable {
    /// Feed-forward coefficients, a₀ divided out.
    public var b0: Float, b1: Float, b2: Float
    /// Feedback coefficients, a₀ divided out.
    public var a1: Float, a2: Float
    private var z1: Float = 0
    private var z2: Float = 0

    /// Makes a filter from coefficients whose a₀ is 1.
    public init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
        (self.b0, self.b1, self.b2) = (Float(b0), Float(b1), Float(b2))
        (self.a1, self.a2) = (Float(a1), Float(a2))
    }

    /// A low-pass; `q` 0.7071 is maximally flat.
    public static func lowPass(frequency: Double, q: Double = 0.5.squareRoot(), sampleRate: Double) -> Biquad {
        let (cosine, alpha) = angle(frequency, q, sampleRate)
        return normalised(
            (1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha)
    }

    /// A high-pass.
    public static func highPass(frequency: Double, q: Double = 0.5.squareRoot(), sampleRate: Double) -> Biquad {
        let (cosine, alpha) = angle(frequency, q, sampleRate)
        return normalised(
            (1 + cosine) / 2, -1 - cosine, (1 + cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha)
    }

    /// A band-pass with 0 dB at its centre.
    public static func bandPass(frequency: Double, q: Double, sampleRate: Double) -> Biquad {
        let (cosine, alpha) = angle(frequency, q, sampleRate)
        return normalised(alpha, 0, -alpha, 1 + alpha, -2 * cosine, 1 - alpha)
    }

    /// A bell that lifts (or lowers) its centre by `gain` dB.
    public static func peak(frequency: Double, q: Double, gain: Double, sampleRate: Double) -> Biquad {
        let (cosine, alpha) = angle(frequency, q, sampleRate)
        let a = pow(10, gain / 40)
        return normalised(
            1 + alpha * a, -2 * cosine, 1 - alpha * a, 1 + alpha / a, -2 * cosine, 1 - alpha / a)
    }

    /// A shelf that lifts everything above `frequency` by `gain` dB.
    public static func highShelf(
        frequency: Double, q: Double = 0.5.squareRoot(), gain: Double, sampleRate: Double
    ) -> Biquad {
        let (cosine, alpha) = angle(frequency, q, sampleRate)
        let a = pow(10, gain / 40)
        let root = 2 * a.squareRoot() * alpha
        return normalised(
            a * ((a + 1) + (a - 1) * cosine + root), -2 * a * ((a - 1) + (a + 1) * cosine),
            a * ((a + 1) + (a - 1) * cosine - root), (a + 1) - (a - 1) * cosine + root,
            2 * ((a - 1) - (a + 1) * cosine), (a + 1) - (a - 1) * cosine - root)
    }

    /// Filters one sample.
    @inline(__always)
    public mutating func process(_ input: Float) -> Float {
        let output = b0 * input + z1
        z1 = b1 * input - a1 * output + z2
        z2 = b2 * input - a2 * output
        return output
    }

    /// Filters samples in place.
    public mutating func process(_ samples: inout [Float]) {
        for index in samples.indices { samples[index] = process(samples[index]) }
    }

    /// Forgets what went before.
    public mutating func reset() {
        z1 = 0
        z2 = 0
    }

    private static func angle(_ frequency: Double, _ q: Double, _ sampleRate: Double) -> (Double, Double) {
        let omega = 2 * .pi * min(max(frequency, 0.01), 0.499 * sampleRate) / sampleRate
        return (cos(omega), sin(omega) / (2 * max(q, 1e-3)))
    }

    private static func normalised(
        _ b0: Double, _ b1: Double, _ b2: Double, _ a0: Double, _ a1: Double, _ a2: Double
    ) -> Biquad {
        Biquad(b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0)
    }
}
