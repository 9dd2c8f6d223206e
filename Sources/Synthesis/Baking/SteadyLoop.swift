import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// Makes the end of a recording repeat without a seam.
///
/// Inharmonic partials have no common period, so that no stretch of the recording itself could repeat. Here the partials
/// that sound at one moment are measured, each is moved to the nearest frequency that has a whole number of periods in
/// the loop (half a hertz at most, for a loop of a second), and the sum of those is what repeats: it goes on from the
/// recording in phase, and no longer decays, which the font's envelope does in its stead.
package struct SteadyLoop {
    /// A sinusoid: Re(amplitude · e^(i·2π·frequency·n)), n counted from the moment of measurement.
    package struct Partial: Equatable {
        /// Cycles a frame.
        package var frequency: Double
        var real: Double
        var imaginary: Double

        package var magnitude: Double { (real * real + imaginary * imaginary).squareRoot() }
    }

    /// Decibels under the strongest at which a partial is left out.
    private static let floor = -80.0
    /// The most partials that are kept.
    private static let most = 256

    private let window: [Double]
    private let transform: FastFourierTransform

    /// Prepares to measure at a sample rate, in a window of about a second and a half.
    package init(sampleRate: Double) {
        var count = 2
        while Double(count) < 1.1 * sampleRate { count *= 2 }
        transform = FastFourierTransform(count: count)
        // Blackman and Harris, four terms: side lobes 92 dB down, so that what peaks is a partial.
        window = (0..<count).map { index in
            let angle = 2 * Double.pi * Double(index) / Double(count)
            return 0.35875 - 0.48829 * cos(angle) + 0.14128 * cos(2 * angle) - 0.01168 * cos(3 * angle)
        }
    }

    /// Frames before and after the moment that are looked at.
    package var reach: Int { transform.count / 2 }

    /// The partials that sound at a frame, the strongest first.
    ///
    /// - Parameter signal: zeros are assumed beyond its ends.
    package func partials(of signal: [Float], at frame: Int) -> [Partial] {
        let count = transform.count
        var real = [Double](repeating: 0, count: count)
        for index in 0..<count {
            let source = frame - count / 2 + index
            if signal.indices.contains(source) { real[index] = Double(signal[source]) * window[index] }
        }
        let windowed = real
        var imaginary = [Double](repeating: 0, count: count)
        transform.forward(real: &real, imaginary: &imaginary)
        let power = (0...count / 2).map { real[$0] * real[$0] + imaginary[$0] * imaginary[$0] }
        guard let strongest = power.max(), strongest > 0 else { return [] }
        let least = strongest * pow(10, Self.floor / 10)
        let peaks = (2..<count / 2 - 1).filter { bin in
            power[bin] > least && power[bin] > power[bin - 1] && power[bin] >= power[bin + 1]
        }
        return peaks.sorted { power[$0] > power[$1] }.prefix(Self.most).map { bin in
            // A parabola through the logarithms.
            let (below, at, above) = (log(power[bin - 1]), log(power[bin]), log(power[bin + 1]))
            let offset = 0.5 * (below - above) / (below - 2 * at + above)
            return measure(windowed, frequency: (Double(bin) + offset) / Double(count))
        }
    }

    /// The amplitude and phase of one frequency at the window's middle.
    private func measure(_ windowed: [Double], frequency: Double) -> Partial {
        let middle = windowed.count / 2
        let (c, s) = (cos(2 * .pi * frequency), sin(2 * .pi * frequency))
        var (x, y) = (cos(2 * .pi * frequency * Double(middle)), sin(2 * .pi * frequency * Double(middle)))
        var (real, imaginary) = (0.0, 0.0)
        for sample in windowed {
            real += sample * x
            imaginary += sample * y
            (x, y) = (x * c + y * s, y * c - x * s)
        }
        let scale = 2 / (0.35875 * Double(windowed.count))
        return Partial(frequency: frequency, real: real * scale, imaginary: imaginary * scale)
    }

    /// The recording up to a frame, and from there a loop.
    ///
    /// - Parameters:
    ///   - signal: the recording, `reach` frames longer than `start`.
    ///   - start: the loop's first frame.
    ///   - length: the loop's frames.
    ///   - tail: frames after the loop, which repeat its first ones.
    ///   - fade: frames before the loop over which its partials take the recording's place.
    ///   - decay: decibels a second by which the recording falls about there.
    ///   - sampleRate: frames a second.
    package func looped(
        _ signal: [Float], start: Int, length: Int, tail: Int, fade: Int, decay: Double, sampleRate: Double
    ) -> [Float] {
        let partials = partials(of: signal, at: start)
        var result = Array(signal.prefix(start))
        let before = Self.sum(partials, from: -fade, count: fade)
        for index in 0..<fade where start - fade + index >= 0 {
            let share = Double(index) / Double(fade)
            let rise = pow(10, decay * Double(fade - index) / sampleRate / 20)
            let place = start - fade + index
            result[place] = Float((1 - share) * Double(result[place]) + share * rise * before[index])
        }
        let fitted = partials.compactMap { partial in
            let cycles = (partial.frequency * Double(length)).rounded()
            return cycles < 1
                ? nil
                : Partial(
                    frequency: cycles / Double(length), real: partial.real, imaginary: partial.imaginary)
        }
        let loop = Self.sum(fitted, from: 0, count: length)
        result.reserveCapacity(start + length + tail)
        for frame in 0..<length + tail { result.append(Float(loop[frame % length])) }
        return result
    }

    /// The sum of partials over some frames.
    private static func sum(_ partials: [Partial], from: Int, count: Int) -> [Double] {
        var result = [Double](repeating: 0, count: count)
        for partial in partials {
            let angle = 2 * Double.pi * partial.frequency
            let (c, s) = (cos(angle), sin(angle))
            let (cosine, sine) = (cos(angle * Double(from)), sin(angle * Double(from)))
            var x = partial.real * cosine - partial.imaginary * sine
            var y = partial.real * sine + partial.imaginary * cosine
            for index in 0..<count {
                result[index] += x
                (x, y) = (x * c - y * s, x * s + y * c)
            }
        }
        return result
    }
}
