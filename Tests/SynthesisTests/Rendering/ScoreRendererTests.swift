import DSP
import Foundation
import SymbolicMusic
import Synthesis
import Testing

/// A score in which a second is 44 100 ticks, so that a tick is a frame at 44.1 kHz.
func score(_ notes: [Note], controls: [ControlEvent] = [], channel: UInt8 = 0, endTick: Int = 0) -> Score {
    Score(
        ticksPerQuarter: 22_050,
        tracks: [ScoreTrack(channel: channel, isPercussion: channel == 9, notes: notes, controls: controls)],
        endTick: endTick)
}

@Suite("Rendering a score")
struct ScoreRendererTests {
    private let piece = score(
        [
            Note(onset: 1_000, duration: 9_000, pitch: 60, velocity: 90),
            Note(onset: 5_001, duration: 7_000, pitch: 64, velocity: 60),
            Note(onset: 5_002, duration: 7_003, pitch: 31, velocity: 120),
            Note(onset: 12_345, duration: 20, pitch: 96, velocity: 100),
        ],
        controls: [
            ControlEvent(tick: 4_000, kind: .controller(64, 127)), ControlEvent(tick: 9_999, kind: .controller(64, 60)),
            ControlEvent(tick: 13_000, kind: .pitchBend(1_500)), ControlEvent(tick: 13_500, kind: .controller(7, 60)),
            ControlEvent(tick: 15_000, kind: .controller(64, 0)),
        ])

    @Test("events land on their exact frame", arguments: [0, 1, 63, 64, 12_345])
    func onsetIsExact(frame: Int) throws {
        for pitch in [21, 60, 108] as [UInt8] {
            let sound = try ScoreRenderer(score([Note(onset: frame, duration: 4_000, pitch: pitch)])).render()
            #expect(sound.left.firstIndex { $0 != 0 } == frame)
            #expect(sound.right.firstIndex { $0 != 0 } == frame)
        }
    }

    @Test("samples do not depend on the size of the blocks", arguments: [1, 64, 1_000])
    func blockSizeDoesNotMatter(block: Int) throws {
        let total = 20_000
        func render(_ block: Int) throws -> [Float] {
            let renderer = try ScoreRenderer(piece)
            var (left, right) = ([Float](repeating: 0, count: total), [Float](repeating: 0, count: total))
            left.withUnsafeMutableBufferPointer { left in
                right.withUnsafeMutableBufferPointer { right in
                    var done = 0
                    while done < total {
                        let count = min(block, total - done)
                        renderer.render(
                            left: left.baseAddress! + done, right: right.baseAddress! + done, frames: count)
                        done += count
                    }
                }
            }
            return left + right
        }
        let whole = try render(total)
        #expect(whole.contains { $0 != 0 })
        #expect(try render(block) == whole)
    }

    @Test("samples do not depend on the number of threads")
    func threadsDoNotMatter() throws {
        var settings = RenderSettings()
        settings.threads = 1
        let one = try ScoreRenderer(piece, settings: settings).render()
        for threads in [2, 5] {
            settings.threads = threads
            #expect(try ScoreRenderer(piece, settings: settings).render() == one)
        }
    }

    @Test("the true peak is where it was asked for")
    func peakIsNormalised() throws {
        let sound = try ScoreRenderer(piece).render()
        #expect(abs(Decibels.level(sound.truePeak) + 1) < 0.001)
    }
}
