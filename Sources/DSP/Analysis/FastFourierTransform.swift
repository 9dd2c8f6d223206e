#if canImport(Glibc)
    import Glibc
#endif

/// A radix-2 Fourier transform of one length, with its tables ready.
///
/// Decimation in time after Cooley and Tukey (1965); tables and sums in double precision.
public struct FastFourierTransform: Sendable {
    /// Points, a power of two.
    public let count: Int
    private let cosines: [Double]
    private let sines: [Double]
    private let reversed: [Int]

    /// Prepares a transform.
    ///
    /// - Precondition: `count` is a power of two, at least 2.
    public init(count: Int) {
        precondition(count >= 2 && count & (count - 1) == 0, "a transform's length is a power of two, not \(count)")
        self.count = count
        cosines = (0..<count / 2).map { cos(2 * .pi * Double($0) / Double(count)) }
        sines = (0..<count / 2).map { -sin(2 * .pi * Double($0) / Double(count)) }
        let bits = count.trailingZeroBitCount
        reversed = (0..<count).map { index in
            var result = 0
            for bit in 0..<bits where index & (1 << bit) != 0 { result |= 1 << (bits - 1 - bit) }
            return result
        }
    }

    /// Transforms in place: X_k = Σ x_n e^(−2πikn/N), not scaled.
    ///
    /// - Precondition: both arrays hold `count` values.
    /// - Complexity: O(N log N).
    public func forward(real: inout [Double], imaginary: inout [Double]) {
        precondition(real.count == count && imaginary.count == count, "a transform of \(count) points")
        for index in 0..<count where index < reversed[index] {
            real.swapAt(index, reversed[index])
            imaginary.swapAt(index, reversed[index])
        }
        var half = 1
        while half < count {
            let stride = count / (2 * half)
            for start in Swift.stride(from: 0, to: count, by: 2 * half) {
                for k in 0..<half {
                    let (c, s) = (cosines[k * stride], sines[k * stride])
                    let (a, b) = (start + k, start + k + half)
                    let re = real[b] * c - imaginary[b] * s
                    let im = real[b] * s + imaginary[b] * c
                    real[b] = real[a] - re
                    imaginary[b] = imaginary[a] - im
                    real[a] += re
                    imaginary[a] += im
                }
            }
            half *= 2
        }
    }

    /// Transforms back in place, scaled by 1/N, so that it undoes `forward`.
    public func inverse(real: inout [Double], imaginary: inout [Double]) {
        forward(real: &imaginary, imaginary: &real)
        let scale = 1 / Double(count)
        for index in 0..<count {
            real[index] *= scale
            imaginary[index] *= scale
        }
    }

    /// The spectrum of a real signal: bins 0…N/2.
    ///
    /// - Parameter signal: at most `count` samples; the rest is taken as zero.
    public func spectrum(of signal: some Collection<Float>) -> (real: [Double], imaginary: [Double]) {
        var real = [Double](repeating: 0, count: count)
        for (index, sample) in signal.prefix(count).enumerated() { real[index] = Double(sample) }
        var imaginary = [Double](repeating: 0, count: count)
        forward(real: &real, imaginary: &imaginary)
        return (Array(real[0...count / 2]), Array(imaginary[0...count / 2]))
    }

    /// Magnitudes of a real signal under a Hann window, scaled so that a sine of amplitude 1 peaks at 1.
    public func magnitudes(of signal: some Collection<Float>) -> [Double] {
        let length = min(signal.count, count)
        let windowed = zip(signal.prefix(length), 0..<length).map { sample, index in
            sample * Float(0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(length)))
        }
        let (real, imaginary) = spectrum(of: windowed)
        let scale = 4 / Double(max(1, length))
        return zip(real, imaginary).map { (scale * ($0 * $0 + $1 * $1).squareRoot()) }
    }
}
