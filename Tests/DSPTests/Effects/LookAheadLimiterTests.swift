import DSP
import Foundation
import Testing

@Suite("Look-ahead limiter")
struct LookAheadLimiterTests {
    private func limit(
        _ input: [Float], rate: Double = 44_100, block: Int = 64
    ) -> (output: [Float], latency: Int) {
        let limiter = LookAheadLimiter(ceiling: -1, sampleRate: rate)
        var (left, right) = (input, input)
        left.withUnsafeMutableBufferPointer { left in
            right.withUnsafeMutableBufferPointer { right in
                var done = 0
                while done < input.count {
                    let count = min(block, input.count - done)
                    limiter.process(left: left.baseAddress! + done, right: right.baseAddress! + done, frames: count)
                    done += count
                }
            }
        }
        return (left, limiter.latency)
    }

    private func sine(_ frequency: Double, decibels: Double, frames: Int = 88_200) -> [Float] {
        let amplitude = Double(Decibels.amplitude(decibels))
        return (0..<frames).map { Float(amplitude * sin(2 * .pi * frequency * Double($0) / 44_100)) }
    }

    @Test("what is under the ceiling passes unchanged, late by the latency")
    func transparent() {
        var noise = NoiseGenerator(seed: 3)
        // Between samples noise reaches about twice as high.
        let input = (0..<3_000).map { _ in 0.35 * noise.next() }
        let (output, latency) = limit(input)
        #expect(Array(output[latency...]) == Array(input[..<(input.count - latency)]))
    }

    @Test(
        "it lags by 2 ms, at low rates by a little more",
        arguments: [(8_000.0, 23), (22_050, 43), (44_100, 87), (48_000, 95), (192_000, 383)])
    func latency(rate: Double, frames: Int) {
        #expect(LookAheadLimiter(sampleRate: rate).latency == frames)
        var impulse = [Float](repeating: 0, count: 1_000)
        impulse[100] = 0.5
        #expect(limit(impulse, rate: rate).output.firstIndex(of: 0.5) == 100 + frames)
    }

    @Test("peaks stay under the ceiling, without steps")
    func ceiling() {
        let input = (0..<44_100).map { index in
            let swell = index > 20_000 && index < 24_000 ? sin(Double(index - 20_000) / 4_000 * Double.pi) : 0
            return Float(sin(Double(index) * 0.05) * (0.5 + 5.5 * swell * swell))
        }
        let (output, _) = limit(input)
        let ceiling = Decibels.amplitude(-1)
        #expect(output.allSatisfy { abs($0) <= ceiling })
        #expect((output[21_000..<23_000].max() ?? 0) > 0.95 * ceiling)
        let largestStep = zip(output, output.dropFirst()).map { abs($0 - $1) }.max() ?? 1
        #expect(largestStep < 0.06)
        for block in [1, 77, 1_000] { #expect(output == limit(input, block: block).output) }
    }

    /// Noise without what lies above 0.45 of the rate, where no converter follows; with it 0.45 dB are missed.
    private func noiseUpToTwentyKilohertz(_ noise: inout NoiseGenerator) -> [Float] {
        let points = 8_192
        let transform = FastFourierTransform(count: points)
        var real = (0..<points).map { _ in Double(noise.next()) }
        var imaginary = [Double](repeating: 0, count: points)
        transform.forward(real: &real, imaginary: &imaginary)
        for bin in Int(0.45 * Double(points))...points - Int(0.45 * Double(points)) {
            (real[bin], imaginary[bin]) = (0, 0)
        }
        transform.inverse(real: &real, imaginary: &imaginary)
        return real.map { Float($0) }
    }

    @Test("peaks between samples stay under it too, on hard material", arguments: [0.0, 6, 12, 20])
    func truePeaks(decibels: Double) {
        var noise = NoiseGenerator(seed: 5)
        let gain = Decibels.amplitude(decibels)
        var cases = (1...3).map { TruePeakReference.music(seed: $0, count: 6_000).map { 3 * gain * $0 } }
        // Noise in bursts; single impulses; a square wave between samples; a tone at 45° to its crests.
        let whole = noiseUpToTwentyKilohertz(&noise)
        cases.append((0..<6_000).map { $0 % 900 < 300 && $0 < 5_700 ? gain * whole[$0] : 0 })
        cases.append((0..<6_000).map { $0 % 700 == 350 ? gain : 0 })
        cases.append((0..<6_000).map { $0 > 500 && $0 < 5_000 ? (sin(0.0713 * Double($0)) > 0 ? gain : -gain) : 0 })
        cases.append(
            (0..<6_000).map { frame in
                let fade = min(1, Double(min(frame, 5_999 - frame)) / 400)
                return gain * Float(fade * sin(.pi / 2 * (Double(frame) + 0.5)))
            })
        for (index, input) in cases.enumerated() {
            let output = limit(input + [Float](repeating: 0, count: 200)).output
            let level = Decibels.level(Float(TruePeakReference.peak(output)))
            #expect(level < -0.8, "case \(index): \(level) dBTP")
        }
    }

    /// Harmonic distortion: all power but the tone's own and 0 Hz, against the tone's.
    private func distortion(_ frequency: Double, decibels: Double) -> Double {
        let points = 1 << 15
        // A whole number of cycles, so that no window is needed.
        let cycles = (frequency * Double(points) / 44_100).rounded()
        let exact = cycles * 44_100 / Double(points)
        let output = limit(sine(exact, decibels: decibels)).output
        let (real, imaginary) = FastFourierTransform(count: points).spectrum(of: output[(44_100)...].prefix(points))
        let powers = zip(real, imaginary).map { $0 * $0 + $1 * $1 }
        let tone = powers[Int(cycles)]
        let rest = powers[5...].reduce(0, +) - tone
        return 10 * log10(rest / tone)
    }

    @Test(
        "a tone 7 dB over the ceiling is turned down without being bent",
        arguments: [(1_000.0, -95.0), (300, -95), (100, -50), (50, -36)])
    func distortion(frequency: Double, limit: Double) {
        let level = distortion(frequency, decibels: 6)
        #expect(level < limit, "\(level) dB")
    }

    @Test("recovers to within a tenth of a decibel in half a second, and wholly")
    func recovery() {
        var input = sine(441, decibels: -20, frames: 132_300)
        for index in 1_000..<2_000 { input[index] *= 40 }
        let (output, latency) = limit(input)
        let later = 2_000 + 22_050
        let gain = output[latency + later + 25] / input[later + 25]
        #expect(abs(Decibels.level(gain)) < 0.1)
        #expect(output[latency + 120_000] == input[120_000])
    }

    @Test("what is no sound does no harm, and a reset forgets it")
    func strange() {
        let limiter = LookAheadLimiter(sampleRate: 44_100)
        var (left, right) = ([Float](repeating: .infinity, count: 300), [Float](repeating: 1e30, count: 300))
        limiter.process(left: &left, right: &right, frames: 300)
        #expect(right.allSatisfy { abs($0) <= limiter.ceiling })
        limiter.reset()
        var (quiet, other) = ([Float](repeating: 0.25, count: 300), [Float](repeating: 0.25, count: 300))
        limiter.process(left: &quiet, right: &other, frames: 300)
        #expect(quiet[limiter.latency...].allSatisfy { $0 == 0.25 } && quiet[..<limiter.latency].allSatisfy { $0 == 0 })
    }
}
