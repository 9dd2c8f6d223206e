import DSP
import Foundation
import Testing

@Suite("Reading a sample")
struct SamplePlayheadTests {
    /// Noise of sixteen bits.
    static func noise(_ count: Int) -> [Int16] {
        var noise = NoiseGenerator(seed: 11)
        return (0..<count).map { _ in Int16(20_000 * noise.next()) }
    }

    /// Renders a sample; blocks are used in turn.
    static func render(
        _ frames: [Int16], loop: Range<Int>? = nil, mode: PlayableSample.LoopMode = .none, ratio: Double,
        interpolation: Interpolation, count: Int, start: Int = 0, release: Int? = nil, blocks: [Int] = [64],
        ratios: ClosedRange<Double>? = nil
    ) -> (frames: [Float], made: Int) {
        frames.withUnsafeBufferPointer { buffer in
            let sample = PlayableSample(
                int16: buffer.baseAddress!, count: buffer.count, loop: loop, loopMode: mode, ratios: ratios)
            return render(
                sample, ratio: ratio, interpolation: interpolation, count: count, start: start, release: release,
                blocks: blocks)
        }
    }

    static func render(
        _ sample: PlayableSample, ratio: Double, interpolation: Interpolation, count: Int, start: Int = 0,
        release: Int? = nil, blocks: [Int] = [64]
    ) -> (frames: [Float], made: Int) {
        var playhead = SamplePlayhead(sample.handle, start: start)
        var result = [Float](repeating: .nan, count: count)
        var (done, turn, made) = (0, 0, 0)
        while done < count {
            if done == release { playhead.release(sample.handle) }
            var size = min(blocks[turn % blocks.count], count - done)
            if let release, done < release { size = min(size, release - done) }
            made += result.withUnsafeMutableBufferPointer {
                playhead.render(
                    sample.handle, ratio: ratio, interpolation: interpolation, into: $0.baseAddress! + done,
                    frames: size)
            }
            done += size
            turn += 1
        }
        return (result, made)
    }

    @Test("gives the frames themselves at ratio 1", arguments: Interpolation.allCases)
    func identity(interpolation: Interpolation) {
        let frames = Self.noise(300)
        let (rendered, made) = Self.render(frames, ratio: 1, interpolation: interpolation, count: 400)
        #expect(made == 300)
        if interpolation == .linear {
            for index in 0..<300 { #expect(abs(rendered[index] - Float(frames[index]) / 32_768) < 1e-6) }
        }
        #expect(rendered[300...].allSatisfy { $0 == 0 })
    }

    @Test("is the same however the frames are divided", arguments: Interpolation.allCases)
    func division(interpolation: Interpolation) {
        let frames = Self.noise(5_000)
        for ratio in [0.3, 0.749, 1, 1.7, 9.3] {
            let whole = Self.render(
                frames, loop: 700..<3_000, mode: .continuous, ratio: ratio, interpolation: interpolation, count: 4_000,
                ratios: 1...2)
            let parts = Self.render(
                frames, loop: 700..<3_000, mode: .continuous, ratio: ratio, interpolation: interpolation, count: 4_000,
                blocks: [1, 13, 64, 16, 33, 2, 17], ratios: 1...2)
            #expect(whole.frames == parts.frames)
            #expect(whole.made == 4_000)
        }
    }

    @Test("skips to where it would have rendered to", arguments: [PlayableSample.LoopMode.none, .continuous])
    func skipping(mode: PlayableSample.LoopMode) {
        let frames = Self.noise(2_000)
        frames.withUnsafeBufferPointer { buffer in
            let sample = PlayableSample(
                int16: buffer.baseAddress!, count: buffer.count, loop: 700..<1_800, loopMode: mode, ratios: 1...2)
            for ratio in [0.3, 1, 1.7, 9.3, 700] {
                var (rendered, skipped) = (SamplePlayhead(sample.handle), SamplePlayhead(sample.handle))
                var row = [Float](repeating: 0, count: 64)
                for step in 0..<120 {
                    let count = 1 + step * 7 % 64
                    let made = rendered.render(
                        sample.handle, ratio: ratio, interpolation: .eight, into: &row, frames: count)
                    #expect(skipped.skip(sample.handle, ratio: ratio, frames: count) == made)
                    #expect(skipped.position == rendered.position && skipped.hasEnded == rendered.hasEnded)
                }
                #expect(skipped.hasEnded == (mode == .none && ratio > 0.6))
            }
        }
    }
}
