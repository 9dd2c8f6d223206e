import CAllocationCounter
import DSP
import SymbolicMusic
import Synthesis
import Testing

@Suite("Live rendering")
struct LiveRenderingTests {
    private var busyPiece: Score {
        var notes: [Note] = []
        for index in 0..<600 {
            notes.append(
                Note(
                    onset: index * 117, duration: 300 + 37 * (index % 50), pitch: UInt8(24 + (index * 29) % 80),
                    velocity: UInt8(20 + index % 100)))
        }
        let controls = (0..<200).map { index in
            ControlEvent(
                tick: index * 331,
                kind: index % 7 == 0
                    ? .pitchBend(Int16(index * 20))
                    : .controller([64, 7, 10, 66, 67, 91][index % 6], UInt8(index % 128)))
        }
        return score(notes, controls: controls.sorted { $0.tick < $1.tick })
    }

    @Test("a thousand blocks take nothing from the heap and lock nothing")
    func noAllocation() throws {
        var settings = RenderSettings()
        settings.polyphony = 48
        settings.reverb = .hall
        let renderer = try ScoreRenderer(busyPiece, settings: settings)
        var (left, right) = ([Float](repeating: 0, count: 64), [Float](repeating: 0, count: 64))
        let count = left.withUnsafeMutableBufferPointer { left in
            right.withUnsafeMutableBufferPointer { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return Int64(-2) }
                renderer.render(left: left, right: right, frames: 64)
                allocation_counter_start()
                for _ in 0..<1_000 { renderer.render(left: left, right: right, frames: 64) }
                return allocation_counter_stop()
            }
        }
        #expect(count == 0 || count == -1, "\(count) calls")
        #expect(renderer.synthesizer.activeVoices > 10)
    }

    @Test("the counter counts")
    func counterWorks() {
        allocation_counter_start()
        let array = [Int](repeating: 3, count: Int.random(in: 1_000...2_000))
        let count = allocation_counter_stop()
        #expect(array.count >= 1_000)
        #expect(count == -1 || count >= 1)
    }

    @Test("seeking lands where the piece is, with its pedals")
    func seeking() throws {
        let piece = score(
            [
                Note(onset: 1_000, duration: 500, pitch: 60), Note(onset: 40_000, duration: 500, pitch: 62),
            ],
            controls: [ControlEvent(tick: 0, kind: .controller(64, 127))])
        let renderer = try ScoreRenderer(piece)
        renderer.seek(toSeconds: 39_000.0 / 44_100)
        #expect(renderer.synthesizer.state(ofChannel: 0).sustain == 127)
        var (left, right) = ([Float](repeating: 0, count: 4_000), [Float](repeating: 0, count: 4_000))
        renderer.render(left: &left, right: &right, frames: 4_000)
        #expect(left.firstIndex { $0 != 0 } == 1_000)
    }
}
