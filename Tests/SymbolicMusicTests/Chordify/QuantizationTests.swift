import SymbolicMusic
import Testing

/// Values that music21 10.5.1 gives for the same ticks.
@Suite("Quantisation")
struct QuantizationTests {
    private func spans(_ notes: [Note], division: Int = 480) -> [[Int]] {
        Score(ticksPerQuarter: division, tracks: [ScoreTrack(notes: notes)]).chordified().slices
            .filter { !$0.tones.isEmpty }.map { [$0.start, $0.duration] }
    }

    @Test(
        "an onset goes to the nearest sixteenth or triplet, halfway to the earlier",
        arguments: [
            (0, 0), (60, 0), (61, 3), (120, 3), (139, 3), (141, 4), (160, 4), (199, 4), (200, 6), (420, 9), (479, 12),
        ])
    func onset(tick: Int, step: Int) {
        #expect(spans([Note(onset: tick, duration: 480, pitch: 60)]).first?.first == step)
    }

    @Test(
        "a duration too, and is never zero",
        arguments: [(0, 3), (1, 3), (60, 3), (120, 3), (150, 4), (160, 4), (320, 8), (330, 8), (470, 12), (700, 18)])
    func duration(ticks: Int, steps: Int) {
        #expect(spans([Note(onset: 0, duration: ticks, pitch: 60)]) == [[0, steps]])
    }

    @Test("a duration fills the gap to the next onset where it can")
    func gap() {
        let detached = (0..<4).map { Note(onset: 240 * $0, duration: 185, pitch: UInt8(60 + $0)) }
        #expect(spans(detached) == [[0, 6], [6, 6], [12, 6], [18, 4]])
    }

    @Test("a played chord is one chord, at any resolution", arguments: [1, 7, 96, 480, 960, 32767])
    func jitter(division: Int) {
        let notes = [(0, 60), (3, 64), (7, 67)].map {
            Note(onset: $0.0 * division / 480, duration: division, pitch: UInt8($0.1))
        }
        let piece = Score(ticksPerQuarter: division, tracks: [ScoreTrack(notes: notes)]).chordified()
        #expect(piece.slices.map(\.chordName) == ["C4.E4.G4"])
        #expect(piece.slices.map(\.duration) == [12])
    }
}
