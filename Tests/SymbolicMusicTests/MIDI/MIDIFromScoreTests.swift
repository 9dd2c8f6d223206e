import StandardMIDIFile
import SymbolicMusic
import Testing

@Suite("MIDI file from a score")
struct MIDIFromScoreTests {
    private var score: Score {
        Score(
            title: "Étude", ticksPerQuarter: 480,
            tracks: [
                ScoreTrack(
                    name: "Left", channel: 0, program: 4,
                    notes: [
                        Note(onset: 0, duration: 480, pitch: 60, velocity: 1),
                        Note(onset: 480, duration: 0, pitch: 60, velocity: 64),
                        Note(onset: 480, duration: 480, pitch: 60, velocity: 127),
                        Note(onset: 480, duration: 240, pitch: 64, velocity: 80),
                    ],
                    controls: [
                        ControlEvent(tick: 0, kind: .program(4)), ControlEvent(tick: 0, kind: .controller(64, 127)),
                        ControlEvent(tick: 480, kind: .pitchBend(-8192)),
                        ControlEvent(tick: 480, kind: .channelPressure(3)),
                        ControlEvent(tick: 500, kind: .keyPressure(60, 9)),
                        ControlEvent(tick: 960, kind: .pitchBend(8191)),
                    ]),
                ScoreTrack(
                    name: "Drums", channel: 9, isPercussion: true, notes: [Note(onset: 0, duration: 10, pitch: 35)]),
            ],
            tempoMap: TempoMap(
                ticksPerQuarter: 480,
                changes: [
                    .init(tick: 0, microsecondsPerQuarter: 600_000), .init(tick: 960, microsecondsPerQuarter: 1),
                ]),
            meters: [
                MeterChange(tick: 0, numerator: 6, denominator: 8),
                MeterChange(tick: 960, numerator: 2, denominator: 2),
            ],
            keySignatures: [KeySignatureChange(tick: 0, sharps: -7, isMinor: true)], endTick: 1920)
    }

    @Test("writing and reading gives the same score")
    func roundTrip() throws {
        #expect(Score(MIDIFile(score)) == score)
    }

    @Test("and so it does through the bytes of a file")
    func throughBytes() throws {
        let bytes = MIDIFile(score).serialized()
        #expect(Score(try MIDIFile(parsing: bytes)) == score)
    }

    @Test("every reference piece comes back as it was")
    func pieces() throws {
        for piece in ReferencePiece.all {
            let score = try piece.score()
            #expect(Score(MIDIFile(score)) == score, "\(piece)")
        }
    }

    @Test("a track without a program change gets one at its start")
    func program() {
        let score = Score(tracks: [ScoreTrack(program: 40, notes: [Note(onset: 0, duration: 1, pitch: 60)])])
        let events = MIDIFile(score).tracks[1].events
        #expect(events.first?.event == .programChange(channel: 0, program: 40))
        #expect(Score(MIDIFile(score)).tracks[0].program == 40)
    }

    @Test("a resolution beyond the header's is scaled to fit")
    func resolution() {
        let score = Score(
            ticksPerQuarter: 65534, tracks: [ScoreTrack(notes: [Note(onset: 65534, duration: 131_068, pitch: 60)])])
        let file = MIDIFile(score)
        #expect(file.division == .ticksPerQuarter(32767))
        #expect(Score(file).tracks[0].notes == [Note(onset: 32767, duration: 65534, pitch: 60)])
    }

    @Test("metres that MIDI cannot write are left out")
    func meters() {
        let score = Score(meters: [
            MeterChange(numerator: 5, denominator: 3), MeterChange(numerator: 0, denominator: 4),
            MeterChange(numerator: 300, denominator: 4), MeterChange(tick: 4, numerator: 5, denominator: 64),
        ])
        #expect(Score(MIDIFile(score)).meters == [MeterChange(tick: 4, numerator: 5, denominator: 64)])
    }
}
