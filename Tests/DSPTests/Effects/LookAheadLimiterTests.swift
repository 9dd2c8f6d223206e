import DSP
import Foundation
import Testing

@Suite("Look-ahead limiter")
struct LookAheadLimiterTests {
    private func limit(_ input: [Float], block: Int = 64) -> (output: [Float], latency: Int) {
        let limiter = LookAheadLimiter(ceiling: -1, sampleRate: 44_100)
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

    @Test("what is under the ceiling passes unchanged, late by the latency")
    func transparent() {
        var noise = NoiseGenerator(seed: 3)
        let input = (0..<3_000).map { _ in 0.8 * noise.next() }
        let (output, latency) = limit(input)
        #expect(Array(output[latency...]) == Array(input[..<(input.count - latency)]))
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
        #expect(output == limit(input, block: 1_000).output)
    }
}
