import DSP
import Foundation
import Synthesis

/// One note of the piano, dry, and what can be measured in it.
struct PianoProbe {
    static let rate = 44_100.0
    let key: Int
    let sound: StereoBuffer
    let samples: [Float]

    /// Plays a note; `events` happen at their seconds, in order.
    init(
        _ key: Int, velocity: Int = 110, seconds: Double, rate: Double = PianoProbe.rate,
        before: [SynthesizerEvent] = [], events: [(time: Double, event: SynthesizerEvent)] = []
    ) {
        self.key = key
        let synthesizer = Synthesizer(sampleRate: rate, reverb: .off)
        for event in before { synthesizer.handle(event) }
        synthesizer.handle(.noteOn(channel: 0, key: UInt8(key), velocity: UInt8(velocity)))
        sound = render(synthesizer, seconds: seconds, rate: rate, events: events)
        samples = sound.mono
    }

    /// Level in dB of the root mean square between two times in seconds.
    func level(_ from: Double, _ to: Double) -> Double {
        let part = samples[Int(from * Self.rate)..<Int(to * Self.rate)]
        let power = part.reduce(0.0) { $0 + Double($1 * $1) } / Double(part.count)
        return 10 * log10(power + 1e-30)
    }

    /// dB per second between two times, a line through levels of 50 ms.
    func slope(_ from: Double, _ to: Double) -> Double {
        let times = Array(stride(from: from, to: to - 0.05, by: 0.05))
        let levels = times.map { level($0, $0 + 0.05) }
        let (meanTime, meanLevel) = (
            times.reduce(0, +) / Double(times.count), levels.reduce(0, +) / Double(times.count)
        )
        let products = zip(times, levels).reduce(0) { $0 + ($1.0 - meanTime) * ($1.1 - meanLevel) }
        return products / times.reduce(0) { $0 + ($1 - meanTime) * ($1 - meanTime) }
    }

    /// Seconds from the loudest moment until the level is 20 dB lower.
    var timeToMinus20: Double {
        let levels = stride(from: 0, to: Double(samples.count) / Self.rate - 0.05, by: 0.01).map {
            level($0, $0 + 0.05)
        }
        let top = levels.max() ?? 0
        let start = levels.firstIndex(of: top) ?? 0
        let end = levels[start...].firstIndex { $0 < top - 20 } ?? levels.count
        return Double(end - start) * 0.01
    }

    /// Power spectrum of a stretch of time, with the width of a bin in hertz.
    func spectrum(_ from: Double, _ to: Double, points: Int = 1 << 16) -> (power: [Double], hertz: Double) {
        let part = Array(samples[Int(from * Self.rate)..<min(samples.count, Int(to * Self.rate))])
        let magnitudes = FastFourierTransform(count: points).magnitudes(of: part)
        return (magnitudes.map { $0 * $0 }, Self.rate / Double(points))
    }

    /// dB per octave above 800 Hz, 20 to 220 ms after the stroke: a line through the partials within 60 dB of the
    /// strongest.
    var tilt: Double {
        let spectrum = spectrum(0.02, 0.22)
        let pitch = 440 * exp2(Double(key - 69) / 12)
        let stiffness = exp(0.0910 * Double(key) - 13.63) + exp(-0.0737 * Double(key) - 6.88)
        var points: [(octave: Double, level: Double)] = []
        for n in 1...60 {
            let frequency = Double(n) * pitch * (1 + stiffness * Double(n * n)).squareRoot()
            guard frequency > 800, frequency < 12_000 else { continue }
            let peak = peak(near: frequency, within: 0.25 / Double(n), in: spectrum)
            points.append((log2(frequency), 20 * log10(peak.amplitude + 1e-15)))
        }
        let top = points.map(\.level).max() ?? 0
        points.removeAll { $0.level < top - 60 }
        let count = Double(points.count)
        let (x, y) = (points.map(\.octave).reduce(0, +) / count, points.map(\.level).reduce(0, +) / count)
        return points.reduce(0) { $0 + ($1.octave - x) * ($1.level - y) }
            / points.reduce(0) { $0 + ($1.octave - x) * ($1.octave - x) }
    }

    /// Energy above a frequency, or with `isBelow` under it, in dB of the whole.
    func share(above limit: Double, from: Double, to: Double, isBelow: Bool = false) -> Double {
        let (power, hertz) = spectrum(from, to)
        let bin = Int(limit / hertz)
        let part = isBelow ? power[..<bin].reduce(0, +) : power[bin...].reduce(0, +)
        return 10 * log10(part / power.reduce(0, +))
    }

    /// The frequency and amplitude of the strongest peak within a share of an expected frequency.
    func peak(near frequency: Double, within share: Double, in spectrum: (power: [Double], hertz: Double))
        -> (frequency: Double, amplitude: Double)
    {
        let low = max(1, Int(frequency * (1 - share) / spectrum.hertz))
        let high = min(spectrum.power.count - 2, Int(frequency * (1 + share) / spectrum.hertz) + 1)
        let top = (low...high).max { spectrum.power[$0] < spectrum.power[$1] } ?? low
        // A parabola through the logarithms of the three highest bins.
        let (a, b, c) = (
            log(spectrum.power[top - 1] + 1e-30), log(spectrum.power[top] + 1e-30), log(spectrum.power[top + 1] + 1e-30)
        )
        let offset = 0.5 * (a - c) / (a - 2 * b + c)
        return ((Double(top) + offset) * spectrum.hertz, spectrum.power[top].squareRoot())
    }
}

/// Renders a synthesizer with events on their frames.
func render(
    _ synthesizer: Synthesizer, seconds: Double, rate: Double,
    events: [(time: Double, event: SynthesizerEvent)] = []
) -> StereoBuffer {
    var buffer = StereoBuffer(frames: Int(seconds * rate), sampleRate: rate)
    let frames = buffer.frames
    buffer.left.withUnsafeMutableBufferPointer { left in
        buffer.right.withUnsafeMutableBufferPointer { right in
            guard let left = left.baseAddress, let right = right.baseAddress else { return }
            var done = 0
            for (time, event) in events {
                let frame = min(frames, Int(time * rate))
                synthesizer.render(left: left + done, right: right + done, frames: frame - done)
                done = frame
                synthesizer.handle(event)
            }
            synthesizer.render(left: left + done, right: right + done, frames: frames - done)
        }
    }
    return buffer
}
