import DSP
import Foundation
import Testing

@Suite("Chorus")
struct ChorusTests {
    private func process(_ input: [Float], rate: Double = 44_100, block: Int = 64) -> (left: [Float], right: [Float]) {
        let chorus = Chorus(sampleRate: rate)
        var left = [Float](repeating: 0, count: input.count)
        var right = left
        input.withUnsafeBufferPointer { input in
            left.withUnsafeMutableBufferPointer { left in
                right.withUnsafeMutableBufferPointer { right in
                    var done = 0
                    while done < input.count {
                        let count = min(block, input.count - done)
                        chorus.process(
                            input: input.baseAddress! + done, gain: 1, left: left.baseAddress! + done,
                            right: right.baseAddress! + done, frames: count)
                        done += count
                    }
                }
            }
        }
        return (left, right)
    }

    private func power(_ samples: some Collection<Float>) -> Double {
        samples.reduce(0) { $0 + Double($1 * $1) } / Double(samples.count)
    }

    private func noise(_ count: Int) -> [Float] {
        var generator = NoiseGenerator(seed: 11)
        return (0..<count).map { _ in generator.next() }
    }

    @Test("an impulse comes back as four, 6 to 21 ms later, at every rate", arguments: [8_000.0, 44_100, 192_000])
    func impulse(rate: Double) {
        var input = [Float](repeating: 0, count: Int(0.05 * rate))
        input[0] = 1
        let (left, right) = process(input, rate: rate)
        let sounding = left.indices.filter { abs(left[$0]) + abs(right[$0]) > 1e-6 }
        #expect(Double(sounding.first ?? 0) / rate > 0.006 && Double(sounding.last ?? 0) / rate < 0.0212)
        // Each copy's samples sum to its gain, for interpolation keeps the mean, but for its drift of under 1 %.
        #expect(abs(left.reduce(0, +) - 1.8) < 0.018 && abs(right.reduce(0, +) - 1.8) < 0.018)
        let islands = zip(sounding, sounding.dropFirst()).count { $1 - $0 > 4 } + 1
        #expect(islands == 4)
    }

    @Test("blocks do not matter, silences between sounds included", arguments: [1, 63, 1_000])
    func blocks(size: Int) {
        var input = noise(9_000)
        for index in 2_000..<5_000 { input[index] = 0 }
        let whole = process(input, block: input.count)
        let cut = process(input, block: size)
        #expect(whole.left == cut.left && whole.right == cut.right)
    }

    @Test("as loud as what goes in, alike on both sides, and wide")
    func level() {
        let input = noise(88_200)
        let (left, right) = process(input)
        for side in [left, right] {
            #expect(abs(10 * log10(power(side[4_410...]) / power(input))) < 1.5)
        }
        let product = zip(left, right).reduce(0.0) { $0 + Double($1.0 * $1.1) } / Double(left.count)
        #expect(product < 0.7 * (power(left) * power(right)).squareRoot())
    }

    @Test("detunes by at most 15 cents, without a click")
    func detuning() {
        let (rate, tone) = (44_100.0, 1_000.0)
        let input = (0..<Int(3 * rate)).map { Float(sin(2 * Double.pi * tone * Double($0) / rate)) }
        let output = Array(process(input).left[4_410...])
        // Nearly all power lies within the swing of the tone; what a click makes lies far from it.
        let points = 1 << 16
        let hann = (0..<points).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(points))) }
        let magnitudes = FastFourierTransform(count: points)
            .magnitudes(of: zip(output, hann).map { $0 * $1 })
        let hertz = rate / Double(points)
        let swing = tone * (exp2(15.0 / 1200) - 1) + 4 * hertz
        var (near, far) = (0.0, 0.0)
        for bin in 1..<points / 2 {
            let square = Double(magnitudes[bin]) * Double(magnitudes[bin])
            if abs(Double(bin) * hertz - tone) <= swing { near += square } else { far += square }
        }
        #expect(10 * log10(far / near) < -55, "\(10 * log10(far / near)) dB")
    }

    @Test("falls silent, stays silent and begins anew")
    func silence() {
        let chorus = Chorus(sampleRate: 44_100)
        var (left, right) = ([Float](repeating: 0, count: 4_096), [Float](repeating: 0, count: 4_096))
        let burst = noise(4_096)
        #expect(chorus.isSilent)
        chorus.process(input: burst, gain: 1, left: &left, right: &right, frames: 4_096)
        let first = left
        #expect(!chorus.isSilent)
        chorus.process(
            input: [Float](repeating: 0, count: 4_096), gain: 1, left: &left, right: &right, frames: 4_096)
        #expect(chorus.isSilent)
        chorus.reset()
        left = [Float](repeating: 0, count: 4_096)
        chorus.process(input: burst, gain: 1, left: &left, right: &right, frames: 4_096)
        #expect(left == first)
    }
}
