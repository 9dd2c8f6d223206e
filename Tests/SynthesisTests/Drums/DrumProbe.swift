import DSP
import Foundation
import Synthesis

/// Drum strokes of the kit, one after another, and what can be measured in them.
struct DrumProbe {
    static let rate = 44_100.0
    let left: [Float]
    let right: [Float]

    /// Strikes one key of a new kit.
    init(_ key: Int, velocity: Int = 100, seconds: Double = 3) {
        self.init(DrumProbe.kit(), [(0, key, velocity)], seconds: seconds)
    }

    /// Plays strokes at their seconds, in order, on a kit or a piano.
    init(_ instrument: any Instrument, _ strokes: [(time: Double, key: Int, velocity: Int)], seconds: Double) {
        instrument.silence(channel: 0)
        let buffer = MixBuffer(capacity: 4_096)
        var (left, right) = ([Float](), [Float]())
        func run(to end: Int) {
            while left.count < end {
                let count = min(4_096, end - left.count)
                buffer.bus.clear(frames: count)
                FlushToZero.during { instrument.render(adding: buffer.bus, frames: count) }
                left += UnsafeBufferPointer(start: buffer.bus.left, count: count)
                right += UnsafeBufferPointer(start: buffer.bus.right, count: count)
            }
        }
        // What sounded before fades first.
        run(to: 1_024)
        (left, right) = ([], [])
        for (time, key, velocity) in strokes {
            run(to: Int(time * Self.rate))
            instrument.noteOn(channel: 0, key: key, velocity: velocity)
        }
        run(to: Int(seconds * Self.rate))
        (self.left, self.right) = (left, right)
    }

    /// A kit with all its voices.
    static func kit() -> ModalDrums { ModalDrums(sampleRate: rate) }

    /// Mean power of both channels between two times in decibels.
    func level(_ from: Double, _ to: Double) -> Double {
        let range = Int(from * Self.rate)..<min(left.count, Int(to * Self.rate))
        let sum = range.reduce(0.0) { $0 + Double(left[$1] * left[$1] + right[$1] * right[$1]) }
        return 10 * log10(sum / Double(2 * range.count) + 1e-20)
    }

    /// Seconds until the level of hundredths of a second stays so many decibels under its greatest.
    func time(to fall: Double) -> Double {
        let levels = (0..<left.count / 441).map { level(Double($0) * 0.01, Double($0 + 1) * 0.01) }
        let top = levels.max() ?? 0
        return Double((levels.lastIndex { $0 > top - fall } ?? 0) + 1) * 0.01
    }

    /// Power spectrum of the first second, both channels; the width of a bin in hertz.
    var spectrum: (power: [Double], hertz: Double) {
        let points = 1 << 16
        let transform = FastFourierTransform(count: points)
        func padded(_ channel: [Float]) -> [Double] {
            (0..<points).map { $0 < min(channel.count, Int(Self.rate)) ? Double(channel[$0]) : 0 }
        }
        // Both at once, as one complex signal: the powers of its two halves add to theirs.
        var (real, imaginary) = (padded(left), padded(right))
        transform.forward(real: &real, imaginary: &imaginary)
        let power = (0...points / 2).map { bin in
            let mirror = (points - bin) % points
            return 0.5
                * (real[bin] * real[bin] + imaginary[bin] * imaginary[bin] + real[mirror] * real[mirror]
                    + imaginary[mirror] * imaginary[mirror])
        }
        return (power, Self.rate / Double(points))
    }

    /// Hertz of the spectrum's centre of gravity, and loudness: energy in decibels under the A curve (IEC 61672).
    var centroidAndLoudness: (centroid: Double, loudness: Double) {
        let (power, hertz) = spectrum
        var (sum, moment, weighted) = (0.0, 0.0, 0.0)
        for (bin, value) in power.enumerated() {
            let f = max(10, Double(bin) * hertz)
            let (a, b, c, d) = (20.6 * 20.6, 107.7 * 107.7, 737.9 * 737.9, 12_194.0 * 12_194)
            let square = f * f
            let low = (square + a) * ((square + b) * (square + c)).squareRoot()
            let curve = 1.2589 * d * square * square / (low * (square + d))
            sum += value
            moment += value * Double(bin) * hertz
            weighted += value * curve * curve
        }
        return (moment / sum, 10 * log10(weighted + 1e-20))
    }

    /// The share of the energy between two frequencies.
    func share(_ low: Double, _ high: Double) -> Double {
        let (power, hertz) = spectrum
        return power[Int(low / hertz)..<min(power.count, Int(high / hertz))].reduce(0, +) / power.reduce(0, +)
    }
}
