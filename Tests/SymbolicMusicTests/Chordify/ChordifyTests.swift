import SymbolicMusic
import Testing

@Suite("Chordify")
struct ChordifyTests {
    /// A score of one track at 480 ticks to a quarter.
    private func score(_ notes: [Note]) -> Score {
        Score(tracks: [ScoreTrack(notes: notes)], endTick: notes.map(\.end).max() ?? 0)
    }

    /// `start+duration:pitches`, held pitches in parentheses.
    private func text(_ piece: ChordifiedPiece) -> [String] {
        piece.slices.map { slice in
            let tones = slice.tones.map { $0.isStruck ? "\($0.pitch)" : "(\($0.pitch))" }
            return "\(slice.start)+\(slice.duration):" + tones.joined(separator: " ")
        }
    }

    @Test("a slice at every onset and release, held notes tied")
    func slices() {
        let piece = score([
            Note(onset: 0, duration: 960, pitch: 48),
            Note(onset: 0, duration: 480, pitch: 64),
            Note(onset: 480, duration: 240, pitch: 65),
        ]).chordified()
        #expect(text(piece) == ["0+12:48 64", "12+6:(48) 65", "18+6:(48)"])
    }

    @Test("leading rest, rest in the middle, nothing after the last note")
    func rests() {
        var score = score([
            Note(onset: 480, duration: 480, pitch: 60), Note(onset: 1440, duration: 480, pitch: 62),
        ])
        score.endTick = 9600
        #expect(text(score.chordified()) == ["0+12:", "12+12:60", "24+12:", "36+12:62"])
    }

    @Test("a pitch struck again is a new slice; a unison that is released is not")
    func unisons() {
        let restruck = score([Note(onset: 0, duration: 480, pitch: 60), Note(onset: 480, duration: 480, pitch: 60)])
        #expect(text(restruck.chordified()) == ["0+12:60", "12+12:60"])
        let unison = Score(tracks: [
            ScoreTrack(notes: [Note(onset: 0, duration: 960, pitch: 60)]),
            ScoreTrack(channel: 1, notes: [Note(onset: 0, duration: 480, pitch: 60)]),
        ])
        #expect(text(unison.chordified()) == ["0+24:60"])
        let overlapping = score([
            Note(onset: 0, duration: 1440, pitch: 60), Note(onset: 480, duration: 480, pitch: 60),
        ])
        #expect(text(overlapping.chordified()) == ["0+12:60", "12+24:60"])
    }

    @Test("drums are left out")
    func drums() {
        let score = Score(tracks: [
            ScoreTrack(channel: 9, isPercussion: true, notes: [Note(onset: 0, duration: 480, pitch: 35)])
        ])
        #expect(score.chordified().slices.isEmpty)
    }

    @Test("the mean tempo keeps the length in seconds")
    func meanTempo() {
        let map = TempoMap(
            ticksPerQuarter: 480,
            changes: [
                .init(tick: 0, microsecondsPerQuarter: 500_000), .init(tick: 960, microsecondsPerQuarter: 1_000_000),
            ])
        let notes = [Note(onset: 0, duration: 1920, pitch: 60)]
        let piece = Score(tracks: [ScoreTrack(notes: notes)], tempoMap: map).chordified()
        #expect(abs(piece.quartersPerMinute - 80) < 1e-9)
        #expect(abs(piece.durationInSeconds - 3) < 1e-9)
    }
}
