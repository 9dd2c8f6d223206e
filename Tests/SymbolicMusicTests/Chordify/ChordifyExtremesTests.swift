import StandardMIDIFile
import SymbolicMusic
import Testing

@Suite("Chordify at the extremes")
struct ChordifyExtremesTests {
    @Test("no tracks, no notes", arguments: Quantization.allCases)
    func nothing(quantization: Quantization) {
        for score in [Score(), Score(tracks: [ScoreTrack()])] {
            let piece = score.chordified(quantization)
            #expect(piece.slices.isEmpty)
            #expect(piece.lengthInSteps == 0)
            #expect(piece.pitchRange == nil)
            #expect(piece.estimatedKey() == nil)
            #expect(piece.score().chordified(quantization).slices.isEmpty)
        }
    }

    @Test("two hundred notes at once are one slice of at most 128 tones")
    func cluster() {
        let notes = (0..<200).map { Note(onset: 0, duration: 480, pitch: UInt8($0 % 128)) }
        let piece = Score(tracks: [ScoreTrack(notes: notes.sorted { $0.pitch < $1.pitch })]).chordified()
        #expect(piece.slices.count == 1)
        #expect(piece.slices.first?.tones.count == 128)
        #expect(piece.pitchRange == 0...127)
    }

    @Test("the latest tick a delta can reach, at one tick a quarter, is one long rest")
    func farAway() {
        let late = 0x0FFF_FFFF
        let file = MIDIFile(
            format: .singleTrack, division: .ticksPerQuarter(1),
            tracks: [
                MIDIFile.Track(events: [
                    .init(tick: late, event: .noteOn(channel: 0, key: 60, velocity: 64)),
                    .init(tick: late + 1, event: .noteOff(channel: 0, key: 60, velocity: 0)),
                ])
            ])
        let piece = Score(file).chordified()
        #expect(piece.slices.map(\.duration) == [12 * late, 12])
        let meters = piece.meterMap
        #expect(meters.barPosition(ofStep: piece.lengthInSteps - 1).bar == (late) / 4)
        #expect(piece.score().chordified(.steps).slices == piece.slices)
    }

    @Test("ticks beyond reason are brought back", arguments: Quantization.allCases)
    func unreasonable(quantization: Quantization) {
        let note = Note(onset: Int.max - 10, duration: 10, pitch: 60)
        let meters = [MeterChange(tick: Int.max, numerator: 3, denominator: 4)]
        let score = Score(ticksPerQuarter: 1, tracks: [ScoreTrack(notes: [note])], meters: meters)
        let piece = score.chordified(quantization)
        #expect(piece.slices.count == 2)
        #expect(piece.lengthInSteps > 0)
        #expect(MIDIFile(score).tracks.count == 2)
        #expect(piece.score().noteCount == 1)
    }

    @Test("a hundred thousand notes in one place take no quadratic time", .timeLimit(.minutes(1)))
    func crowded() {
        let notes = (0..<100_000).map { Note(onset: 0, duration: 1000 * ($0 % 997), pitch: UInt8($0 % 128)) }
        let piece = Score(tracks: [ScoreTrack(notes: notes)]).chordified()
        #expect(!piece.slices.isEmpty)
    }
}
