import DSP
import Foundation
import Testing

@Suite("Reverberation")
struct ReverbTests {
    private func response(_ preset: ReverbPreset, rate: Double = 44_100, seconds: Double, block: Int) -> StereoBuffer {
        let reverb = FeedbackDelayNetwork(preset: preset, sampleRate: rate)
        var buffer = StereoBuffer(frames: Int(seconds * rate), sampleRate: rate)
        var input = [Float](repeating: 0, count: buffer.frames)
        input[0] = 1
        let frames = buffer.frames
        buffer.left.withUnsafeMutableBufferPointer { left in
            buffer.right.withUnsafeMutableBufferPointer { right in
                var done = 0
                while done < frames {
                    let count = min(block, frames - done)
                    reverb.process(
                        input: Array(input[done..<done + count]), gain: 1, left: left.baseAddress! + done,
                        right: right.baseAddress! + done, frames: count)
                    done += count
                }
            }
        }
        return buffer
    }

    /// Seconds for 60 dB, from the slope between −5 and −35 dB of the energy that is still to come (Schroeder 1965).
    private func decayTime(_ buffer: StereoBuffer) -> Double {
        var rest = [Double](repeating: 0, count: buffer.frames + 1)
        for index in stride(from: buffer.frames - 1, through: 0, by: -1) {
            rest[index] = rest[index + 1] + Double(buffer.left[index] * buffer.left[index])
        }
        let levels = rest.map { 10 * log10($0 / rest[0] + 1e-30) }
        let start = levels.firstIndex { $0 < -5 } ?? 0
        let end = levels.firstIndex { $0 < -35 } ?? 0
        return 2 * Double(end - start) / buffer.sampleRate
    }

    @Test(
        "rooms ring as long as they should",
        arguments: [(ReverbPreset.room, 0.3...0.8), (.hall, 1.0...2.3), (.plate, 0.7...1.7)])
    func decayTimes(preset: ReverbPreset, range: ClosedRange<Double>) {
        #expect(range.contains(decayTime(response(preset, seconds: 4, block: 4_096))))
    }

    @Test("the channels differ, the blocks do not matter")
    func decorrelated() {
        let sound = response(.hall, seconds: 1, block: 4_096)
        #expect(sound == response(.hall, seconds: 1, block: 77))
        let product = zip(sound.left, sound.right).reduce(0.0) { $0 + Double($1.0 * $1.1) }
        let power = sound.left.reduce(0.0) { $0 + Double($1 * $1) }
        #expect(power > 0)
        #expect(abs(product) < 0.3 * power)
    }

    @Test("silence in, silence out, at every rate", arguments: [8_000.0, 44_100, 192_000])
    func silence(rate: Double) {
        for preset in ReverbPreset.allCases where preset != .off {
            let reverb = FeedbackDelayNetwork(preset: preset, sampleRate: rate)
            var (left, right) = ([Float](repeating: 0, count: 512), [Float](repeating: 0, count: 512))
            reverb.process(input: [Float](repeating: 0, count: 512), gain: 1, left: &left, right: &right, frames: 512)
            #expect(left.allSatisfy { $0 == 0 } && right.allSatisfy { $0 == 0 })
            #expect(reverb.isSilent)
        }
    }
}
