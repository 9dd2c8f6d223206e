import DSP
import Foundation

/// Times what a sampled voice computes a frame, and measures the noise of interpolation; prints two tables.
///
///     voices [--voices N] [--seconds N]
///
/// Times are of one thread, in nanoseconds a frame of a voice, the best of several runs: interpolation alone, and with
/// filter, gains and mixing (dry, and with reverb and chorus sends). Voices read different samples at −5…+7 semitones.
@main
enum Voices {
    static func main() {
        let arguments = CommandLine.arguments
        func number(_ name: String, _ fallback: Int) -> Int {
            arguments.firstIndex(of: name).flatMap { arguments.indices.contains($0 + 1) ? Int(arguments[$0 + 1]) : nil }
                ?? fallback
        }
        let bench = VoiceBench(voices: min(max(number("--voices", 64), 16), 512) / 16 * 16)
        let seconds = Double(number("--seconds", 1))
        print("ns a voice-frame, \(bench.voices) voices")
        print("             alone   + filter   + mixing   + sends   alone, +7…+19   of floats   floats, +7…+19")
        for interpolation in Interpolation.allCases {
            let times = [
                bench.time(interpolation, seconds: seconds),
                bench.time(interpolation, filter: true, seconds: seconds),
                bench.time(interpolation, filter: true, mix: .dry, seconds: seconds),
                bench.time(interpolation, filter: true, mix: .sends, seconds: seconds),
                bench.time(interpolation, up: true, seconds: seconds),
                bench.time(interpolation, isFloat: true, seconds: seconds),
                bench.time(interpolation, up: true, isFloat: true, seconds: seconds),
            ]
            let columns = times.map { String(format: "%8.2f", $0) }.joined(separator: "  ")
            print(interpolation.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0), columns)
        }
        print("\nSINAD in dB of tones of 1, 5, 9 and 13 kHz in a sample at 44.1 kHz")
        print("                -5         +7        +12      1 kHz, -5")
        for interpolation in Interpolation.allCases {
            let values = [
                sinad([1_000, 5_000, 9_000, 13_000], -5, interpolation),
                sinad([1_000, 5_000, 9_000, 13_000], 7, interpolation),
                sinad([1_000, 5_000, 9_000, 13_000], 12, interpolation),
                sinad([1_000], -5, interpolation),
            ]
            let columns = values.map { String(format: "%9.1f", $0) }.joined(separator: "  ")
            print(interpolation.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0), columns)
        }
    }

    /// Power of the tones over that of all else; those moved beyond the Nyquist frequency are all else.
    static func sinad(_ tones: [Double], _ semitones: Double, _ interpolation: Interpolation) -> Double {
        let (rate, ratio, count) = (44_100.0, exp2(semitones / 12), 8_192)
        let frames = (0..<Int(Double(count + 1_200) * ratio) + 600).map { index in
            Float(
                tones.enumerated().reduce(0) {
                    $0 + 0.2 * sin(2 * .pi * $1.element / rate * Double(index) + Double($1.offset))
                })
        }
        var output = [Float](repeating: 0, count: count + 512)
        frames.withUnsafeBufferPointer { buffer in
            let sample = PlayableSample(float: buffer.baseAddress!, count: buffer.count, ratios: 1...max(1, ratio))
            var playhead = SamplePlayhead(sample.handle)
            output.withUnsafeMutableBufferPointer { output in
                for start in stride(from: 0, to: output.count, by: 64) {
                    playhead.render(
                        sample.handle, ratio: ratio, interpolation: interpolation, into: output.baseAddress! + start,
                        frames: 64)
                }
            }
        }
        // Tones are taken out one by one until nothing more comes out: a fit in the least squares.
        var signal = output[512...].map(Double.init)
        let power = signal.reduce(0) { $0 + $1 * $1 }
        for _ in 0..<12 {
            for tone in tones where tone * ratio < rate / 2 {
                let omega = 2 * .pi * tone * ratio / rate
                var (re, im) = (0.0, 0.0)
                for (index, value) in signal.enumerated() {
                    re += value * cos(omega * Double(index))
                    im += value * sin(omega * Double(index))
                }
                for index in signal.indices {
                    signal[index] -=
                        2 / Double(count) * (re * cos(omega * Double(index)) + im * sin(omega * Double(index)))
                }
            }
        }
        let left = signal.reduce(0) { $0 + $1 * $1 }
        return 10 * log10((power - left) / left)
    }
}
