#if canImport(Glibc)
    import Glibc
#endif

/// For which ratios a sample has levels, and what each leaves of its treble.
///
/// A level for ratios up to r keeps what lies below 0.90 of r's limit, the frequency that r transposes to the Nyquist
/// frequency, and removes what lies above 1.05 of it. What is between folds back to the top 7 % of the band at most.
enum SampleLevels {
    /// The highest ratio of each level; the sample itself serves up to a semitone. Three an octave, two from 4 on.
    static let bounds: [Double] = [1, 4, 8, 12, 16, 20, 24, 30, 36, 42, 48].map { (semitones: Double) in
        exp2(semitones / 12)
    }

    /// The levels, beside the sample itself, that play the ratios.
    static func range(for ratios: ClosedRange<Double>) -> Range<Int> {
        let first = bounds.firstIndex { ratios.lowerBound <= $0 } ?? bounds.count - 1
        let last = bounds.firstIndex { ratios.upperBound <= $0 } ?? bounds.count - 1
        return max(first, 1)..<max(last + 1, 1)
    }

    /// A symmetric low-pass for ratios up to `ratio`; it has 63 taps or so for each unit of ratio.
    ///
    /// A sinc under Kaiser's window (J. F. Kaiser, 1974) with 75 dB of rejection.
    static func lowPass(for ratio: Double) -> [Float] {
        let limit = 0.5 / ratio
        let (rejection, width, edge) = (75.0, 0.15 * limit, 0.975 * limit)
        let half = Int(((rejection - 7.95) / (14.36 * width) / 2).rounded(.up))
        let beta = 0.1102 * (rejection - 8.7)
        var taps = (-half...half).map { index in
            let x = Double(index)
            let sinc = index == 0 ? 2 * edge : sin(2 * .pi * edge * x) / (.pi * x)
            let place = x / Double(half + 1)
            return sinc * bessel(beta * (1 - place * place).squareRoot())
        }
        let sum = taps.reduce(0, +)
        for index in taps.indices { taps[index] /= sum }
        return taps.map { Float($0) }
    }

    /// The modified Bessel function I₀, by its power series.
    private static func bessel(_ x: Double) -> Double {
        var (sum, term, k) = (1.0, 1.0, 1.0)
        while term > 1e-14 * sum {
            term *= (x / (2 * k)) * (x / (2 * k))
            sum += term
            k += 1
        }
        return sum
    }
}
