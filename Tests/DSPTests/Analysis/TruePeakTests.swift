import DSP
import Foundation
import Testing

@Suite("True peak")
struct TruePeakTests {
    private static let rates = [8_000.0, 44_100, 48_000, 96_000, 192_000]

    private func measure(_ samples: [Float], rate: Double, block: Int = 1 << 20) -> Double {
        let meter = TruePeakMeter(sampleRate: rate)
        samples.withUnsafeBufferPointer { samples in
            for start in stride(from: 0, to: samples.count, by: block) {
                meter.add(samples.baseAddress! + start, count: min(block, samples.count - start))
            }
        }
        return Decibels.level(meter.peak)
    }

    /// A sine of `cycles` per frame, faded in and out so that its ends are no peaks.
    private func sine(_ cycles: Double, degrees: Double, amplitude: Double, frames: Int = 6_000) -> [Float] {
        (0..<frames).map { frame in
            let fade = min(1, Double(min(frame, frames - 1 - frame)) / 500)
            return Float(fade * amplitude * sin(2 * .pi * (cycles * Double(frame) + degrees / 360)))
        }
    }

    @Test("a sine at a quarter of the rate, 45° beside its crests: samples at −3.01 dB, peak at 0", arguments: rates)
    func betweenSamples(rate: Double) {
        let samples = sine(0.25, degrees: 45, amplitude: 1)
        #expect(abs(20 * log10(Double(samples.map(abs).max()!)) + 3.01) < 0.01)
        #expect(abs(measure(samples, rate: rate)) < 0.03)
    }

    /// EBU Tech 3341, table 1, cases 15…23 at 48 kHz: within +0.2 and −0.4 dB of what each says.
    @Test(
        "EBU Tech 3341, cases 15 to 19: sines at a fourth, sixth and eighth of the rate",
        arguments: [
            (4.0, 0.0, 0.5, -6.0), (4, 45, 0.5, -6), (6, 60, 0.5, -6), (8, 67.5, 0.5, -6), (4, 45, 1.41, 3),
        ])
    func sines(divisor: Double, degrees: Double, amplitude: Double, expected: Double) {
        let level = measure(sine(1 / divisor, degrees: degrees, amplitude: amplitude), rate: 48_000)
        #expect(level - expected < 0.2 && level - expected > -0.4, "\(level) dBTP")
    }

    /// Like those of the document: made at four times the rate with a crest of 1, then every fourth sample is taken,
    /// beginning with the first, second, third and fourth.
    @Test("EBU Tech 3341, cases 20 to 23: a short crest, at four places between samples", arguments: 0..<4)
    func crest(offset: Int) {
        let frames = 48_000
        // A burst of 8 kHz whose spectrum is a bell of 3.5 kHz: next to nothing lies above 24 kHz.
        let high = (0..<frames).map { frame in
            let t = Double(frame - frames / 2) / 192_000
            return exp(-t * t / 4e-9) * cos(2 * .pi * 8_000 * t)
        }
        let level = measure(stride(from: offset, to: frames, by: 4).map { Float(high[$0]) }, rate: 48_000)
        #expect(level < 0.2 && level > -0.4, "\(level) dBTP")
    }

    @Test("tones up to 0.45 of the rate at any phase are read within 0.2 dB", arguments: rates)
    func accuracy(rate: Double) {
        // At the higher rates what is heard ends sooner.
        let highest = rate > 50_000 ? 20_000 / rate : 0.45
        for cycles in [0.01, 0.1, 1.0 / 6, 0.2, 0.25, 0.3, 1.0 / 3, 0.375, 0.4, 0.45] where cycles <= highest {
            for degrees in stride(from: 0.0, to: 180, by: 7.5) {
                let level = measure(sine(cycles, degrees: degrees, amplitude: 1, frames: 1_600), rate: rate)
                #expect(level < 0.1 && level > -0.2, "\(cycles) of the rate at \(degrees)°: \(level) dBTP")
            }
        }
    }

    @Test("agrees with sixteenfold oversampling by Fourier transform")
    func fourier() {
        for seed in 1...4 as ClosedRange<UInt64> {
            let samples = TruePeakReference.music(seed: seed)
            let reference = Decibels.level(Float(TruePeakReference.peak(samples)))
            #expect(abs(measure(samples, rate: 48_000) - reference) < 0.1)
        }
    }

    @Test(
        "calls do not matter, silence follows the last sample, and no sample is missed", arguments: [1, 15, 129, 1_000])
    func blocks(size: Int) {
        let samples = TruePeakReference.music(seed: 9)
        let meters = [size, samples.count].map { measure(samples, rate: 44_100, block: $0) }
        #expect(meters[0] == meters[1])
        // A step up to the last sample overshoots after it; one alone is what it is.
        #expect(measure([Float](repeating: 1, count: 100), rate: 48_000, block: size) > 0.5)
        #expect(abs(measure([0.5], rate: 48_000) + 6.02) < 0.01)
        let meter = TruePeakMeter(sampleRate: 48_000)
        #expect(meter.peak == 0)
        meter.add([1, .nan, .infinity], count: 3)
        #expect(meter.peak == .infinity)
        meter.reset()
        meter.add([0.25], count: 1)
        #expect(meter.peak == 0.25)
    }

    @Test("of both channels the greater")
    func buffer() {
        let buffer = StereoBuffer(
            left: sine(0.25, degrees: 45, amplitude: 0.3), right: sine(0.25, degrees: 45, amplitude: 0.6),
            sampleRate: 44_100)
        #expect(abs(Decibels.level(buffer.truePeak) - 20 * log10(0.6)) < 0.03)
        #expect(StereoBuffer(frames: 0, sampleRate: 8_000).truePeak == 0)
    }
}
