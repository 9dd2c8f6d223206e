import StandardMIDIFile
import SymbolicMusic

/// Small pieces for the tests.
enum Music {
    /// Four quarters of C major at 120: a chord, a passing note while it sounds, a rest.
    static let phrase = Score(
        title: "Phrase", ticksPerQuarter: 480,
        tracks: [
            ScoreTrack(
                name: "Upper",
                notes: [
                    Note(onset: 0, duration: 960, pitch: 60), Note(onset: 0, duration: 960, pitch: 64),
                    Note(onset: 0, duration: 480, pitch: 67), Note(onset: 480, duration: 480, pitch: 69),
                    Note(onset: 1440, duration: 480, pitch: 72),
                ])
        ],
        tempoMap: TempoMap(ticksPerQuarter: 480, quartersPerMinute: 120),
        meters: [MeterChange(numerator: 4, denominator: 4)],
        keySignatures: [KeySignatureChange(sharps: 0, isMinor: false)],
        endTick: 1920)

    /// A chorale-like piece of so many bars, different for every number.
    static func piece(_ number: Int, bars: Int = 12) -> Score {
        var notes: [Note] = []
        var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
        for quarter in 0..<bars * 4 {
            for (voice, base) in [48, 55, 60, 67].enumerated() {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let step = [0, 2, 4, 5, 7, 9, 11][Int(state >> 60) % 7]
                notes.append(
                    Note(
                        onset: quarter * 480, duration: 480, pitch: UInt8(base + step), velocity: UInt8(60 + voice * 8))
                )
            }
        }
        return Score(
            title: "Piece \(number)", tracks: [ScoreTrack(notes: notes)],
            meters: [MeterChange(numerator: 4, denominator: 4)], endTick: bars * 1920)
    }

    /// The bytes of a score's MIDI file.
    static func bytes(_ score: Score) -> [UInt8] {
        MIDIFile(score).serialized()
    }
}
