import DSP
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Bounds of a sample")
struct SampleBoundsTests {
    /// Calls `body` with memory between two pages that may not be touched, at the end and at the start of its page.
    private func guarded(bytes: Int, _ body: (UnsafeMutableRawPointer) -> Void) {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let inner = (bytes + page - 1) / page * page
        let memory = mmap(nil, inner + 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
        precondition(memory != MAP_FAILED)
        mprotect(memory, page, PROT_NONE)
        mprotect(memory + page + inner, page, PROT_NONE)
        body(memory + page)
        body(memory + page + inner - bytes)
        munmap(memory, inner + 2 * page)
    }

    @Test("nothing outside the frames is read", arguments: [1, 2, 17, 40, 41, 500, 4_000])
    func guardPages(count: Int) {
        let noise = SamplePlayheadTests.noise(count)
        for loop in [nil, 0..<count, count - 1..<count, count / 2..<count, count / 3..<count / 2 + 1] as [Range<Int>?] {
            for ratio in [0.37, 1, 1.6, 3.1, 64] {
                for interpolation in Interpolation.allCases {
                    guarded(bytes: 2 * count) { memory in
                        let frames = memory.bindMemory(to: Int16.self, capacity: count)
                        for (index, value) in noise.enumerated() { frames[index] = value }
                        let sample = PlayableSample(
                            int16: frames, count: count, loop: loop, loopMode: .continuous)
                        let length = loop == nil ? Int(Double(count) / ratio) + 70 : 700
                        let rendered = SamplePlayheadTests.render(
                            sample, ratio: ratio, interpolation: interpolation, count: min(length, 3_000))
                        #expect(rendered.frames.allSatisfy { abs($0) < 2 })
                    }
                }
            }
        }
        guarded(bytes: 4 * count) { memory in
            let frames = memory.bindMemory(to: Float.self, capacity: count)
            for (index, value) in noise.enumerated() { frames[index] = Float(value) / 32_768 }
            let sample = PlayableSample(float: frames, count: count, ratios: 1...2)
            for interpolation in Interpolation.allCases {
                let rendered = SamplePlayheadTests.render(
                    sample, ratio: 0.9, interpolation: interpolation, count: 2 * count + 70)
                #expect(rendered.made == Int((Double(count) / 0.9).rounded(.up)))
            }
        }
    }

    @Test("extreme ratios are limited", arguments: [0, -1, .nan, .infinity, -.infinity, 1e9, 1e-30])
    func extremeRatios(ratio: Double) {
        let frames = SamplePlayheadTests.noise(3_000)
        for interpolation in Interpolation.allCases {
            for loop in [nil, 1_000..<1_001, 0..<3_000] as [Range<Int>?] {
                let rendered = SamplePlayheadTests.render(
                    frames, loop: loop, mode: .continuous, ratio: ratio, interpolation: interpolation, count: 500,
                    ratios: 0...1e300)
                #expect(rendered.frames.allSatisfy { abs($0) < 2 })
            }
        }
    }

    @Test("starts at any frame", arguments: [0, 3, 7, 8, 299, 300, 1_000_000, -5, .max])
    func offsets(start: Int) {
        let frames = SamplePlayheadTests.noise(300)
        let rendered = SamplePlayheadTests.render(frames, ratio: 1, interpolation: .linear, count: 400, start: start)
        let first = max(0, start)
        #expect(rendered.made == max(0, 300 - first))
        if first < 300 { #expect(abs(rendered.frames[0] - Float(frames[first]) / 32_768) < 1e-6) }
        let looped = SamplePlayheadTests.render(
            frames, loop: 100..<200, mode: .continuous, ratio: 1, interpolation: .linear, count: 400, start: start)
        #expect(looped.made == 400)
    }

    @Test("an empty sample has ended")
    func empty() {
        let frames: [Int16] = [0]
        frames.withUnsafeBufferPointer {
            let sample = PlayableSample(
                int16: $0.baseAddress!, count: 0, loop: 0..<4, loopMode: .continuous, ratios: 1...4)
            let rendered = SamplePlayheadTests.render(sample, ratio: 1, interpolation: .sinc, count: 10)
            #expect(rendered.made == 0)
            var playhead = SamplePlayhead(sample.handle)
            var output: Float = 1
            playhead.render(sample.handle, ratio: 1, interpolation: .cubic, into: &output, frames: 1)
            #expect(playhead.hasEnded && output == 0)
        }
    }

    @Test("levels take memory only for the ratios asked for")
    func memory() {
        let frames = SamplePlayheadTests.noise(10_000)
        frames.withUnsafeBufferPointer { buffer in
            func memory(_ ratios: ClosedRange<Double>?) -> Int {
                PlayableSample(int16: buffer.baseAddress!, count: 10_000, ratios: ratios).memory
            }
            #expect(memory(nil) < 1_000)
            #expect(memory(0.5...1) < 1_000)
            #expect((20_000..<21_000).contains(memory(0.5...1.2)))
            #expect((60_000..<62_000).contains(memory(0.5...2)))
            #expect((20_000..<21_000).contains(memory(1.9...2)))
        }
    }
}
