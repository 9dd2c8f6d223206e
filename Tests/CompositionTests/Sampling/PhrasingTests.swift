import Composition
import SymbolicMusic
import Testing

@Suite struct PhrasingTests {
    static let score: Score = {
        let notes = (0..<64).flatMap { beat in
            [UInt8(48), 60, 72].map { Note(onset: beat * 480, duration: 480, pitch: $0) }
        }
        return Score(tracks: [ScoreTrack(notes: notes)], endTick: 64 * 480)
    }()

    @Test func topVoiceAndDownbeatsCarryMoreWeight() {
        let notes = Phrasing().applied(to: Self.score, seed: 1).tracks[0].notes
        func mean(_ chosen: [Note]) -> Double {
            Double(chosen.reduce(0) { $0 + Int($1.velocity) }) / Double(chosen.count)
        }
        #expect(mean(notes.filter { $0.pitch == 72 }) > mean(notes.filter { $0.pitch == 60 }) + 5)
        #expect(mean(notes.filter { $0.onset % 1_920 == 0 }) > mean(notes.filter { $0.onset % 1_920 == 480 }) + 2)
        #expect(Set(notes.map(\.velocity)).count > 10)
    }

    @Test func nothingButVelocityAndTempoChanges() {
        let shaped = Phrasing().applied(to: Self.score, seed: 1)
        #expect(shaped.tracks[0].notes.map(\.pitch) == Self.score.tracks[0].notes.map(\.pitch))
        #expect(shaped.tracks[0].notes.map(\.onset) == Self.score.tracks[0].notes.map(\.onset))
    }

    @Test func theEndSlowsDown() {
        let map = Phrasing().applied(to: Self.score, seed: 1).tempoMap
        let plain = Self.score.tempoMap
        #expect(map.seconds(atTick: 56 * 480) == plain.seconds(atTick: 56 * 480))
        #expect(map.seconds(atTick: 64 * 480) > plain.seconds(atTick: 64 * 480) + 0.3)
    }

    @Test func theSeedDecides() {
        #expect(Phrasing().applied(to: Self.score, seed: 1) == Phrasing().applied(to: Self.score, seed: 1))
        #expect(Phrasing().applied(to: Self.score, seed: 1) != Phrasing().applied(to: Self.score, seed: 2))
        #expect(Phrasing().applied(to: Score(), seed: 1).tracks.isEmpty)
    }
}
