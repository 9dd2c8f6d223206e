import DSP
import Foundation
import Testing

@Suite("Loops of a sample")
struct SampleLoopTests {
    /// A sample with its loop written out.
    private func writtenOut(_ frames: [Int16], _ loop: Range<Int>, count: Int) -> [Int16] {
        (0..<count).map { index in
            index < loop.upperBound ? frames[index] : frames[loop.lowerBound + (index - loop.lowerBound) % loop.count]
        }
    }

    @Test(
        "a loop sounds as if it were written out",
        arguments: [
            0..<1, 99..<100, 50..<51, 40..<42, 97..<100, 0..<31, 33..<64, 0..<100, 10..<74, 5..<70, 0..<7, 93..<100,
        ])
    func loops(loop: Range<Int>) {
        let frames = SamplePlayheadTests.noise(100)
        let long = writtenOut(frames, loop, count: 20_000)
        for interpolation in Interpolation.allCases {
            for ratio in [0.11, 0.97, 1, 2.3, 31, 64.7] {
                let count = min(1_000, Int(19_000 / ratio))
                let looped = SamplePlayheadTests.render(
                    frames, loop: loop, mode: .continuous, ratio: ratio, interpolation: interpolation, count: count,
                    blocks: [64, 5])
                let reference = SamplePlayheadTests.render(
                    long, ratio: ratio, interpolation: interpolation, count: count)
                #expect(looped.made == count)
                #expect(looped.frames == reference.frames)
            }
        }
    }

    @Test("a loop's levels sound as if it were written out", arguments: [0..<1, 40..<42, 0..<31, 700..<1_000])
    func levels(loop: Range<Int>) {
        let frames = SamplePlayheadTests.noise(1_000)
        let long = writtenOut(frames, loop, count: 20_000)
        for ratio in [1.2, 1.9, 5, 15.5] {
            let count = Int(18_000 / ratio)
            let looped = SamplePlayheadTests.render(
                frames, loop: loop, mode: .continuous, ratio: ratio, interpolation: .cubic, count: count,
                ratios: 1...16)
            let reference = SamplePlayheadTests.render(
                long, ratio: ratio, interpolation: .cubic, count: count, ratios: 1...16)
            let worst = zip(looped.frames, reference.frames).map { abs($0 - $1) }.max()!
            #expect(worst < 1e-4)
        }
    }

    @Test("a release leads out of the loop, to the end", arguments: Interpolation.allCases)
    func release(interpolation: Interpolation) {
        var frames = [Int16](repeating: 1_000, count: 400)
        for index in 300..<400 { frames[index] = 3_000 }
        let rendered = SamplePlayheadTests.render(
            frames, loop: 100..<200, mode: .untilRelease, ratio: 1, interpolation: interpolation, count: 1_300,
            release: 640)
        // Frame 640 is frame 140 of the loop: 260 more.
        #expect(rendered.made == 640 + 260)
        #expect(abs(rendered.frames[899] - 3_000 / 32_768) < 1e-3)
        #expect(abs(rendered.frames[700] - 1_000 / 32_768) < 1e-6)
        #expect(rendered.frames[900...].allSatisfy { $0 == 0 })
        let held = SamplePlayheadTests.render(
            frames, loop: 100..<200, mode: .continuous, ratio: 1, interpolation: interpolation, count: 1_300,
            release: 640)
        #expect(held.made == 1_300)
        // The first frames are computed from the silence before them, too.
        #expect(held.frames[8...].allSatisfy { abs($0 - 1_000 / 32_768) < 1e-6 })
    }

    @Test("a release just beyond the loop's end goes on where it is")
    func lateRelease() {
        let frames = (0..<600).map { Int16(20 * $0 % 10_007) }
        for release in [296, 301, 304, 307, 311] {
            let rendered = SamplePlayheadTests.render(
                frames, loop: 200..<300, mode: .untilRelease, ratio: 1, interpolation: .linear, count: 900,
                release: release)
            let at = release < 300 ? release : release - 100
            #expect(rendered.made == release + 600 - at)
            for index in 0..<100 {
                #expect(abs(rendered.frames[release + index] - Float(frames[at + index]) / 32_768) < 1e-6)
            }
        }
    }

    @Test("what is no loop is none", arguments: [5..<5, 100..<100, 200..<300])
    func none(loop: Range<Int>) {
        let frames = SamplePlayheadTests.noise(100)
        let rendered = SamplePlayheadTests.render(
            frames, loop: loop, mode: .continuous, ratio: 1, interpolation: .cubic, count: 200)
        #expect(rendered.made == 100)
    }
}
