import DSP
import Foundation
import Testing

@Suite("Levels")
struct LevelTests {
    private func sine(_ frequency: Double, level: Double, rate: Double, seconds: Double = 5) -> StereoBuffer {
        let amplitude = Double(Decibels.amplitude(level))
        let samples = (0..<Int(seconds * rate)).map { index in
            Float(amplitude * sin(2 * .pi * frequency * Double(index) / rate))
        }
        return StereoBuffer(left: samples, right: samples, sampleRate: rate)
    }

    @Test("a sine of −20 dBFS at 997 Hz in both channels is −20 LUFS", arguments: [44_100.0, 48_000, 96_000])
    func loudness(rate: Double) {
        #expect(abs(Loudness.integrated(sine(997, level: -20, rate: rate)) + 20) < 0.1)
        #expect(Loudness.integrated(StereoBuffer(frames: 100_000, sampleRate: rate)) == -.infinity)
    }

    @Test("quiet passages do not count")
    func gate() {
        var buffer = sine(997, level: -20, rate: 48_000)
        buffer.left += [Float](repeating: 0, count: 480_000)
        buffer.right += [Float](repeating: 0, count: 480_000)
        #expect(abs(Loudness.integrated(buffer) + 20) < 0.3)
    }

    @Test("peak, mean and normalisation")
    func normalisation() {
        var buffer = sine(441, level: -12, rate: 44_100)
        #expect(abs(Decibels.level(buffer.peak) + 12) < 0.01)
        #expect(abs(Decibels.level(buffer.rms) + 15.01) < 0.01)
        var meter = LevelMeter()
        buffer.left.withUnsafeBufferPointer { meter.add($0) }
        #expect(meter.peak == buffer.peak)
        #expect(abs(meter.rms - buffer.rms) < 1e-5)
        buffer.normalise(toPeak: -1)
        #expect(abs(Decibels.level(buffer.peak) + 1) < 0.001)
        var silence = StereoBuffer(frames: 10, sampleRate: 8_000)
        #expect(silence.normalise() == 1)
        #expect(silence.peak == 0)
    }

    @Test("interleaved and mono forms")
    func forms() {
        let buffer = StereoBuffer(left: [1, 2], right: [3, 6], sampleRate: 8_000)
        #expect(buffer.interleaved() == [1, 3, 2, 6])
        #expect(buffer.mono == [2, 4])
        #expect(buffer.duration == 0.000_25)
    }
}
