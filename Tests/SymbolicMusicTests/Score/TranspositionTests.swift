import SymbolicMusic
import Testing

@Suite("Transposition")
struct TranspositionTests {
    private let score = Score(
        tracks: [
            ScoreTrack(notes: [Note(onset: 0, duration: 480, pitch: 60), Note(onset: 0, duration: 480, pitch: 120)]),
            ScoreTrack(channel: 9, isPercussion: true, notes: [Note(onset: 0, duration: 480, pitch: 35)]),
        ], keySignatures: [KeySignatureChange(sharps: 0, isMinor: false)])

    @Test("notes and key signatures move, drums stay")
    func notes() throws {
        let up = try #require(score.transposed(by: 7))
        #expect(up.tracks.map { $0.notes.map(\.pitch) } == [[67, 127], [35]])
        #expect(up.keySignatures[0].sharps == 1)
        #expect(up.transposed(by: -7) == score)
    }

    @Test("slices move with the score")
    func piece() throws {
        let up = try #require(score.chordified().transposed(by: 3))
        #expect(up == score.transposed(by: 3)?.chordified())
        #expect(up.pitchRange == 63...123)
        #expect(up.keySignatures[0].sharps == -3)
    }

    @Test("nothing leaves the range of MIDI", arguments: [8, -61, Int.max, Int.min])
    func range(semitones: Int) {
        #expect(score.transposed(by: semitones) == nil)
        #expect(score.chordified().transposed(by: semitones) == nil)
    }
}
