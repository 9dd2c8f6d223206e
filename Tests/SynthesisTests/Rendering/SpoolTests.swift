import DSP
import SymbolicMusic
import Synthesis
import Testing

@Suite("Long renders")
struct SpoolTests {
    private let piece = score((0..<8).map { Note(onset: $0 * 9_000, duration: 8_000, pitch: UInt8(50 + $0)) })

    @Test("what is kept in a file is the same as in memory", arguments: [0, 100_000, 1 << 30])
    func spool(memory: Int) throws {
        let whole = try ScoreRenderer(piece).render()
        let sound = try ScoreRenderer(piece).rendered(keeping: memory) { _ in }
        #expect(try sound.buffer() == whole)
        #expect(try sound.buffer() == whole, "and again")
        #expect(sound.frames == whole.frames)
    }

    @Test("silence between notes and at the end, which is left out of the file, comes back", arguments: [0, 100_000])
    func silence(memory: Int) throws {
        var settings = RenderSettings()
        settings.reverb = .off
        settings.chorus = false
        settings.tail = .seconds(30)
        let gap = score([Note(onset: 0, duration: 500, pitch: 60), Note(onset: 1_500_000, duration: 500, pitch: 62)])
        let whole = try ScoreRenderer(gap, settings: settings).render()
        #expect(whole.left[1_400_000..<1_499_000].allSatisfy { $0 == 0 } && whole.left.last == 0)
        #expect(try ScoreRenderer(gap, settings: settings).rendered(keeping: memory) { _ in }.buffer() == whole)
    }

    @Test("a positive gain is limited at the peak, on the frame; a negative one lowers the peak")
    func gain() throws {
        var settings = RenderSettings()
        let usual = try ScoreRenderer(piece, settings: settings).render()
        settings.gain = 12
        let loud = try ScoreRenderer(piece, settings: settings).render()
        #expect(loud.frames == usual.frames)
        #expect(Decibels.level(loud.truePeak) < -0.95 && Decibels.level(loud.truePeak) > -1.05)
        #expect(Decibels.level(loud.rms / usual.rms) > 3)
        #expect(loud.left.firstIndex { $0 != 0 } == usual.left.firstIndex { $0 != 0 })
        #expect(try ScoreRenderer(piece, settings: settings).rendered(keeping: 0) { _ in }.buffer() == loud)
        settings.gain = -6
        #expect(abs(Decibels.level(try ScoreRenderer(piece, settings: settings).render().truePeak) + 7) < 0.01)
    }

    @Test("silence of a day at the end is left out, one between notes is refused")
    func emptyEnd() throws {
        var long = piece
        long.endTick = 86_400 * 44_100
        #expect(try ScoreRenderer(long).sequencer.endFrame == 71_000)
        long.endTick = 100_000
        #expect(try ScoreRenderer(long).sequencer.endFrame == 100_000)
    }

    @Test("no room for the temporary file is told")
    func noRoom() throws {
        let sound = try ScoreRenderer(piece)
        struct Stop: Error {}
        #expect(throws: Stop.self) { _ = try sound.rendered { _ in throw Stop() } }
        #expect("\(RenderError.cannotKeep(folder: "/x", reason: "full"))".contains("TMPDIR"))
    }
}
