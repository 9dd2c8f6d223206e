import DSP
import Foundation

/// The impulse response of a reverberator and what acousticians measure in it.
struct RoomProbe {
    let rate: Double
    let left: [Float]
    let right: [Float]

    init(_ preset: ReverbPreset, rate: Double = 44_100, seconds: Double, block: Int = 4_096) {
        let reverb = FeedbackDelayNetwork(preset: preset, sampleRate: rate)
        var input = [Float](repeating: 0, count: Int(seconds * rate))
        input[0] = 1
        var (left, right) = ([Float](repeating: 0, count: input.count), [Float](repeating: 0, count: input.count))
        input.withUnsafeBufferPointer { input in
            left.withUnsafeMutableBufferPointer { left in
                right.withUnsafeMutableBufferPointer { right in
                    var done = 0
                    while done < input.count {
                        let count = min(block, input.count - done)
                        reverb.process(
                            input: input.baseAddress! + done, gain: 1, left: left.baseAddress! + done,
                            right: right.baseAddress! + done, frames: count)
                        done += count
                    }
                }
            }
        }
        self.rate = rate
        self.left = left
        self.right = right
    }

    /// Energy of both channels in dB, that of the impulse being 0.
    var energy: Double {
        10 * log10(zip(left, right).reduce(0.0) { $0 + Double($1.0 * $1.0 + $1.1 * $1.1) } / 2)
    }

    /// Energy of both channels in dB in the octave around a frequency, that of the impulse there being 0.
    func energy(around frequency: Double) -> Double {
        func filtered(_ channel: [Float]) -> Double {
            var filter = Biquad.bandPass(frequency: frequency, q: 1.4, sampleRate: rate)
            var samples = channel
            filter.process(&samples)
            return samples.reduce(0.0) { $0 + Double($1 * $1) }
        }
        let impulse = [Float(1)] + [Float](repeating: 0, count: Int(rate))
        return 10 * log10((filtered(left) + filtered(right)) / 2 / filtered(impulse))
    }

    /// Seconds for 60 dB in the octave around a frequency, from the slope between −5 and −35 dB of the energy that is
    /// still to come (Schroeder 1965, ISO 3382).
    func decayTime(around frequency: Double) -> Double {
        var rest = [Double](repeating: 0, count: left.count + 1)
        for channel in [left, right] {
            var samples = channel
            for _ in 0..<2 {
                var filter = Biquad.bandPass(frequency: frequency, q: 1.4, sampleRate: rate)
                filter.process(&samples)
            }
            var sum = 0.0
            for index in stride(from: samples.count - 1, through: 0, by: -1) {
                sum += Double(samples[index] * samples[index])
                rest[index] += sum
            }
        }
        let levels = rest.map { 10 * log10($0 / rest[0] + 1e-30) }
        let start = levels.firstIndex { $0 < -5 } ?? 0
        let end = levels.firstIndex { $0 < -35 } ?? 0
        return 2 * Double(end - start) / rate
    }

    /// The correlation of the channels between two times.
    func correlation(_ from: Double, _ to: Double) -> Double {
        let range = Int(from * rate)..<Int(to * rate)
        func product(_ a: [Float], _ b: [Float]) -> Double { range.reduce(0) { $0 + Double(a[$1] * b[$1]) } }
        return product(left, right) / (product(left, left) * product(right, right)).squareRoot()
    }

    /// How dense the echoes are around a time, 1 for noise: the share of samples outside one standard deviation, over
    /// that of noise (Abel and Huang, AES 2006).
    func echoDensity(at time: Double) -> Double {
        let part = left[Int((time - 0.01) * rate)..<Int((time + 0.01) * rate)].map(Double.init)
        let deviation = (part.reduce(0) { $0 + $1 * $1 } / Double(part.count)).squareRoot()
        return Double(part.count { abs($0) > deviation }) / Double(part.count) / 0.3173
    }

    /// How far the strongest mode between two times stands above the mean of the third of an octave around it, in dB.
    /// For noise it is about the logarithm of how many bins there are, some 9 to 11 dB; a metallic ring stands out.
    func ringing(_ from: Double, _ to: Double) -> Double {
        let part = left[Int(from * rate)..<Int(to * rate)]
        let windowed = zip(part, 0...).map { sample, index in
            sample * Float(0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(part.count)))
        }
        var points = 1
        while points < part.count { points *= 2 }
        let power = FastFourierTransform(count: points).magnitudes(of: windowed).map { $0 * $0 }
        var sums = [0.0]
        for value in power { sums.append(sums[sums.count - 1] + value) }
        let hertz = rate / Double(points)
        return (Int(200 / hertz)..<Int(5_000 / hertz)).map { bin in
            let (low, high) = (Int(Double(bin) / 1.12), Int(Double(bin) * 1.12))
            return 10 * log10(power[bin] / ((sums[high] - sums[low]) / Double(high - low)))
        }.max() ?? 0
    }
}
