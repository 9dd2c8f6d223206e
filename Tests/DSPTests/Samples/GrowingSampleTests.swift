import DSP
import Testing

@Suite("A sample that is played while it comes in")
struct GrowingSampleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var count = 9_000
        var loop: Range<Int>?
        var mode = PlayableSample.LoopMode.none
        var ratio = 1.0
        var release: Int?
        var testDescription: String { "\(count), \(loop.map { "\($0)" } ?? "once") \(mode), ratio \(ratio)" }
    }

    static let cases = [
        Case(), Case(ratio: 1.3), Case(ratio: 3.7), Case(ratio: 0.41), Case(count: 30), Case(count: 200, ratio: 1.9),
        Case(loop: 3_000..<8_000, mode: .continuous), Case(loop: 3_000..<8_000, mode: .continuous, ratio: 1.5),
        Case(loop: 4_000..<4_010, mode: .continuous, ratio: 2.4), Case(loop: 0..<9_000, mode: .continuous, ratio: 1.1),
        Case(loop: 1_000..<2_000, mode: .untilRelease, ratio: 1.2, release: 3_008),
        Case(loop: 1_000..<2_000, mode: .untilRelease, ratio: 0.9, release: 3_008),
    ]

    private static let total = 16_000

    private func complete(_ frames: [Int16], _ now: Case) -> [Float] {
        SamplePlayheadTests.render(
            frames, loop: now.loop, mode: now.mode, ratio: now.ratio, interpolation: .sinc, count: Self.total,
            release: now.release, ratios: now.ratio...now.ratio
        ).frames
    }

    @Test("sounds as if it had been there from the start, and what is not there is never read", arguments: cases)
    func equality(now: Case) {
        let frames = SamplePlayheadTests.noise(now.count)
        let reference = complete(frames, now)
        // What has not come yet is loud, so that reading any of it shows.
        var memory = [Int16](repeating: .max, count: now.count)
        var rendered = [Float](repeating: 0, count: Self.total)
        memory.withUnsafeMutableBufferPointer { memory in
            let sample = PlayableSample(
                int16: UnsafePointer(memory.baseAddress!), count: now.count, loop: now.loop, loopMode: now.mode,
                ratios: now.ratio...now.ratio, available: 0)
            var (there, done) = (0, 0)
            func bring(_ count: Int) {
                let count = min(now.count, count)
                for index in there..<max(there, count) { memory[index] = frames[index] }
                there = max(there, count)
                sample.extend(to: there)
            }
            bring(2_100)
            var playhead = SamplePlayhead(sample.handle)
            while done < Self.total {
                if done == now.release { playhead.release(sample.handle) }
                // As late as may be, in steps that divide nothing evenly; a level hears some hundred frames ahead.
                bring(Int(Double(done + 64) * now.ratio) + 1_200 - done % 7)
                _ = rendered.withUnsafeMutableBufferPointer {
                    playhead.render(
                        sample.handle, ratio: now.ratio, interpolation: .sinc, into: $0.baseAddress! + done, frames: 64)
                }
                done += 64
            }
            if there == now.count { #expect(sample.isComplete) }
        }
        #expect(zip(rendered, reference).allSatisfy { $0 == $1 })
    }

    @Test("a voice that gets to the end of what is there asks, is told, and ends", arguments: [1.0, 1.4])
    func late(ratio: Double) {
        let frames = SamplePlayheadTests.noise(40_000)
        frames.withUnsafeBufferPointer { buffer in
            let sample = PlayableSample(
                int16: buffer.baseAddress!, count: buffer.count, ratios: ratio...ratio, available: 20_000)
            var playhead = SamplePlayhead(sample.handle)
            var output = [Float](repeating: 0, count: 64)
            var (frame, asked, told, ended) = (0, -1, -1, -1)
            while frame < 40_000 {
                let made = playhead.render(
                    sample.handle, ratio: ratio, interpolation: .cubic, into: &output, frames: 64)
                if asked < 0, sample.takeWish() { asked = frame }
                if told < 0, playhead.isLate { told = frame }
                if made < 64 { ended = frame + made; break }
                frame += 64
            }
            let last = Int(20_000 / ratio)
            #expect(last - asked >= 4_096 && asked >= 0)
            #expect((SamplePlayhead.notice - 128...SamplePlayhead.notice + 256).contains(last - told))
            #expect((last - 256...last).contains(ended))
            #expect(!sample.isComplete)
        }
    }

    @Test("silence that is known takes no work and sounds the same")
    func silence() {
        let frames = SamplePlayheadTests.noise(3_000) + [Int16](repeating: 0, count: 60_000)
        frames.withUnsafeBufferPointer { buffer in
            let told = PlayableSample(int16: buffer.baseAddress!, count: buffer.count, ratios: 1.5...1.5, available: 0)
            told.extend(to: 3_000)
            told.extend(to: buffer.count, silentFrom: 3_000)
            let plain = PlayableSample(int16: buffer.baseAddress!, count: buffer.count, ratios: 1.5...1.5)
            #expect(told.isComplete && plain.isComplete)
            let (a, b) = (
                SamplePlayheadTests.render(told, ratio: 1.5, interpolation: .eight, count: 43_000),
                SamplePlayheadTests.render(plain, ratio: 1.5, interpolation: .eight, count: 43_000)
            )
            #expect(a.frames == b.frames && a.made == b.made)
        }
    }
}
