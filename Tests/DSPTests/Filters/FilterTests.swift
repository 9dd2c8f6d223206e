import DSP
import Foundation
import Testing

@Suite("Filters")
struct FilterTests {
    /// The gain at a frequency in dB, from the impulse response.
    private func gain(at frequency: Double, _ process: (Float) -> Float) -> Double {
        var sum = (0.0, 0.0)
        for index in 0..<20_000 {
            let y = Double(process(index == 0 ? 1 : 0))
            let angle = 2 * Double.pi * frequency / 48_000 * Double(index)
            sum.0 += y * cos(angle)
            sum.1 += y * sin(angle)
        }
        return 10 * log10(sum.0 * sum.0 + sum.1 * sum.1)
    }

    @Test("low-pass and high-pass are 3 dB down at their frequency")
    func corners() {
        var low = Biquad.lowPass(frequency: 1_000, sampleRate: 48_000)
        #expect(abs(gain(at: 1_000) { low.process($0) } + 3.01) < 0.05)
        low.reset()
        #expect(abs(gain(at: 8_000) { low.process($0) } + 36.9) < 1.5)
        var high = Biquad.highPass(frequency: 1_000, sampleRate: 48_000)
        #expect(abs(gain(at: 1_000) { high.process($0) } + 3.01) < 0.05)
        var pole = OnePole(frequency: 200, sampleRate: 48_000)
        #expect(abs(gain(at: 200) { pole.process($0) } + 3.01) < 0.15)
    }

    @Test("bells and shelves reach their gain")
    func gains() {
        var bell = Biquad.peak(frequency: 2_000, q: 2, gain: 6, sampleRate: 48_000)
        #expect(abs(gain(at: 2_000) { bell.process($0) } - 6) < 0.02)
        var shelf = Biquad.highShelf(frequency: 500, gain: -9, sampleRate: 48_000)
        #expect(abs(gain(at: 15_000) { shelf.process($0) } + 9) < 0.05)
        var band = Biquad.bandPass(frequency: 700, q: 3, sampleRate: 48_000)
        #expect(abs(gain(at: 700) { band.process($0) }) < 0.02)
    }

    @Test("a constant offset dies away, a tone does not")
    func offset() {
        var blocker = DCBlocker(sampleRate: 48_000)
        var last: Float = 1
        for _ in 0..<48_000 { last = blocker.process(1) }
        #expect(abs(last) < 1e-4)
        var other = DCBlocker(sampleRate: 48_000)
        #expect(abs(gain(at: 100) { other.process($0) }) < 0.1)
    }
}
