import DSP
import Foundation

/// True peaks the long way: the spectrum is padded with zeros and transformed back sixteen times as dense.
enum TruePeakReference {
    /// Samples between two.
    static let density = 16

    /// The largest magnitude of a signal that begins and ends in silence.
    static func peak(_ samples: [Float]) -> Double { dense(samples).map(abs).max() ?? 0 }

    /// A signal at sixteen times its rate.
    static func dense(_ samples: [Float]) -> [Double] {
        var points = 64
        while points < samples.count + 64 { points *= 2 }
        let (real, imaginary) = FastFourierTransform(count: points).spectrum(of: samples)
        let long = density * points
        var wide = ([Double](repeating: 0, count: long), [Double](repeating: 0, count: long))
        for bin in 0...points / 2 {
            let scale = Double(density) * (bin == points / 2 ? 0.5 : 1)
            (wide.0[bin], wide.1[bin]) = (real[bin] * scale, imaginary[bin] * scale)
            guard bin > 0 else { continue }
            wide.0[long - bin] = real[bin] * scale
            wide.1[long - bin] = -imaginary[bin] * scale
        }
        FastFourierTransform(count: long).inverse(real: &wide.0, imaginary: &wide.1)
        return wide.0
    }

    /// Four thousand samples of plucked tones with much treble, quiet at both ends.
    static func music(seed: UInt64, count: Int = 4_000) -> [Float] {
        var noise = NoiseGenerator(seed: seed)
        let tones = (0..<24).map { _ in
            (Double(abs(noise.next())) * 0.4 + 0.01, Double(noise.next()) * .pi, Double(abs(noise.next())))
        }
        return (0..<count).map { frame in
            let fade = min(1, Double(min(frame, count - 1 - frame)) / 200)
            return Float(0.2 * fade * tones.reduce(0) { $0 + $1.2 * sin(2 * .pi * $1.0 * Double(frame) + $1.1) })
        }
    }
}
