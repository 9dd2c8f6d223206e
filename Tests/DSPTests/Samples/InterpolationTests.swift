import DSP
import Foundation
import Testing

@Suite("Interpolation")
struct InterpolationTests {
    /// The sampling rate of the sample, hertz.
    static let rate = 44_100.0

    /// Tones of one amplitude in a sample of floats, so that nothing but interpolation makes noise.
    static func tones(_ frequencies: [Double], count: Int) -> [Float] {
        (0..<count).map { index in
            Float(
                frequencies.enumerated().reduce(0) {
                    $0 + 0.2 * sin(2 * .pi * $1.element / rate * Double(index) + Double($1.offset))
                })
        }
    }

    /// Renders tones at a ratio; the first frames, where the sample begins, are left out.
    static func render(
        _ frequencies: [Double], ratio: Double, _ interpolation: Interpolation, count: Int = 3_000
    ) -> [Float] {
        let frames = tones(frequencies, count: Int(Double(count + 600) * ratio) + 600)
        return frames.withUnsafeBufferPointer { buffer in
            let sample = PlayableSample(float: buffer.baseAddress!, count: buffer.count, ratios: 1...max(1, ratio))
            let whole = SamplePlayheadTests.render(
                sample, ratio: ratio, interpolation: interpolation, count: count + 500)
            return Array(whole.frames[500...])
        }
    }

    /// What is left beside the tones, and only those that stay below the Nyquist frequency are looked for.
    static func fit(_ frequencies: [Double], semitones: Double, _ interpolation: Interpolation) -> SineFit {
        let ratio = exp2(semitones / 12)
        let heard = frequencies.map { $0 * ratio / rate }.filter { $0 < 0.5 }
        return SineFit(render(frequencies, ratio: ratio, interpolation), frequencies: heard)
    }

    @Test(
        "leaves little beside four tones",
        arguments: [
            (Interpolation.linear, -5.0, 21.0), (.cubic, -5, 29), (.eight, -5, 73.5), (.sinc, -5, 104),
            (.linear, 7, 21.5), (.cubic, 7, 29.5), (.eight, 7, 73.5), (.sinc, 7, 104),
            (.linear, 12, 87), (.cubic, 12, 87), (.eight, 12, 87), (.sinc, 12, 87),
        ])
    func noise(interpolation: Interpolation, semitones: Double, least: Double) {
        let fit = Self.fit([1_000, 5_000, 9_000, 13_000], semitones: semitones, interpolation)
        #expect(fit.sinad > least)
    }

    @Test(
        "leaves less beside a low tone",
        arguments: [(Interpolation.linear, 62.0), (.cubic, 77), (.eight, 85.5), (.sinc, 120)])
    func lowTone(interpolation: Interpolation, least: Double) {
        let fit = Self.fit([1_000], semitones: -5.31, interpolation)
        #expect(fit.sinad > least)
        #expect(abs(fit.amplitudes[0] - 0.2) < 0.001)
    }

    @Test("keeps the level of what it lets pass", arguments: Interpolation.allCases)
    func level(interpolation: Interpolation) {
        // At the top of every level's reach, up to 0.85 of what the ratio leaves below the Nyquist frequency.
        for semitones in [1.1, 3.9, 7, 12, 15.9, 23] {
            let ratio = exp2(semitones / 12)
            let tone = min(0.85 * 0.5 * Self.rate / ratio, interpolation == .linear ? 2_000 : 8_000)
            let fit = Self.fit([tone], semitones: semitones, interpolation)
            #expect(abs(20 * log10(fit.amplitudes[0] / 0.2)) < (interpolation == .linear ? 0.3 : 0.2))
        }
    }

    @Test("transposed up, tones beyond the Nyquist frequency vanish", arguments: Interpolation.allCases)
    func aliases(interpolation: Interpolation) {
        for (tone, semitones) in [(13_000.0, 12.0), (20_000, 12), (17_500, 7), (6_500, 24), (5_000, 37), (2_000, 48)] {
            let frames = Self.render([tone], ratio: exp2(semitones / 12), interpolation, count: 1_000)
            let rms = (frames.reduce(0) { $0 + Double($1 * $1) } / 1_000).squareRoot()
            let loss = 20 * log10(rms / (0.2 / 2.0.squareRoot()))
            #expect(loss < -60, "\(tone) Hz at \(semitones) semitones: \(loss) dB")
        }
    }

    @Test("sixteen bits are as good as floats", arguments: Interpolation.allCases)
    func sixteenBits(interpolation: Interpolation) {
        let floats = Self.tones([440, 3_000], count: 6_000)
        let frames = floats.map { Int16(($0 * 32_767).rounded()) }
        for ratio in [0.4, 0.9, 1.3, 1.75, 3] {
            let rendered = SamplePlayheadTests.render(
                frames, ratio: ratio, interpolation: interpolation, count: 1_500, ratios: 1...3
            ).frames
            let reference = floats.withUnsafeBufferPointer { buffer in
                let sample = PlayableSample(float: buffer.baseAddress!, count: buffer.count, ratios: 1...3)
                return SamplePlayheadTests.render(sample, ratio: ratio, interpolation: interpolation, count: 1_500)
                    .frames
            }
            let worst = zip(rendered, reference).map { abs($0 - $1 * 32_767 / 32_768) }.max()!
            #expect(worst < 6e-5)
        }
    }
}
