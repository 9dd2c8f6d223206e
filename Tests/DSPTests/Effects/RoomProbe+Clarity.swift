import DSP
import Foundation

extension RoomProbe {
    /// Energy of both channels that is still to come at each frame after the first reflection, in the octave around a
    /// frequency.
    private func rest(around frequency: Double) -> [Double] {
        let onset = left.indices.first { left[$0] != 0 || right[$0] != 0 } ?? 0
        var rest = [Double](repeating: 0, count: left.count - onset + 1)
        for channel in [left, right] {
            var samples = Array(channel[onset...])
            for _ in 0..<2 {
                var filter = Biquad.bandPass(frequency: frequency, q: 1.4, sampleRate: rate)
                filter.process(&samples)
            }
            var sum = 0.0
            for index in samples.indices.reversed() {
                sum += Double(samples[index] * samples[index])
                rest[index] += sum
            }
        }
        return rest
    }

    /// C80 in dB: energy of the first 80 ms over that of what follows (ISO 3382-1, A.2.3).
    func clarity(around frequency: Double) -> Double {
        let rest = rest(around: frequency)
        let late = rest[Int(0.08 * rate)]
        return 10 * log10((rest[0] - late) / late)
    }

    /// Seconds for 60 dB at the rate of the first 10 dB (ISO 3382-1, A.2.2).
    func earlyDecayTime(around frequency: Double) -> Double {
        let rest = rest(around: frequency)
        return 6 * Double(rest.firstIndex { $0 < 0.1 * rest[0] } ?? 0) / rate
    }

    /// The greatest autocorrelation of a tail at 5 to 200 ms, its decay and its colour taken away.
    ///
    /// Noise has some 0.05 to 0.1, and an echo of a fifth of its amplitude gives 0.2: a flutter would show.
    static func repetition(_ tail: some Collection<Float>, decay: Double, rate: Double) -> Double {
        let level = tail.enumerated().map { Float(Double($1) * pow(10, 3 * Double($0) / rate / decay)) }
        var points = 2
        while points < 2 * level.count { points *= 2 }
        let transform = FastFourierTransform(count: points)
        let power = transform.magnitudes(of: level).map { $0 * $0 }
        var sums = [0.0]
        for value in power { sums.append(sums[sums.count - 1] + value) }
        // Beside the mean of the third of an octave around, from 300 to 5000 Hz.
        let hertz = rate / Double(points)
        var (real, imaginary) = ([Double](repeating: 0, count: points), [Double](repeating: 0, count: points))
        for bin in Int(300 / hertz)..<Int(5_000 / hertz) {
            let (low, high) = (Int(Double(bin) / 1.12), Int(Double(bin) * 1.12) + 1)
            real[bin] = power[bin] * Double(high - low) / (sums[high] - sums[low])
            real[points - bin] = real[bin]
        }
        transform.forward(real: &real, imaginary: &imaginary)
        return (Int(0.005 * rate)..<Int(0.2 * rate)).map { real[$0] / real[0] }.max() ?? 1
    }
}
