import SymbolicMusic
import Synthesis
import Testing

@Suite("Score sequencer")
struct ScoreSequencerTests {
    private typealias Timed = ScoreSequencer.TimedEvent

    private func sequence(_ score: Score, rate: Double = 44_100) throws -> [ScoreSequencer.TimedEvent] {
        try ScoreSequencer(score, sampleRate: rate).events
    }

    private func score(_ tracks: [ScoreTrack], _ exclusives: [SystemExclusiveEvent] = []) -> Score {
        Score(ticksPerQuarter: 22_050, tracks: tracks, systemExclusives: exclusives)
    }

    @Test("all kinds of events are there, each on its frame, those of a tick in their order")
    func order() throws {
        let controls: [ControlEvent] = [
            ControlEvent(tick: 100, kind: .channelPressure(5)), ControlEvent(tick: 100, kind: .keyPressure(60, 6)),
            ControlEvent(tick: 100, kind: .controller(1, 7)), ControlEvent(tick: 100, kind: .pitchBend(-8)),
            ControlEvent(tick: 100, kind: .program(9)),
        ]
        let events = try sequence(
            score(
                [
                    ScoreTrack(
                        channel: 2,
                        notes: [
                            Note(onset: 50, duration: 50, pitch: 60, velocity: 80),
                            Note(onset: 100, duration: 7, pitch: 60, velocity: 81),
                        ], controls: controls)
                ], [SystemExclusiveEvent(tick: 100, port: 1, bytes: [1, 2])]))
        #expect(
            events == [
                Timed(frame: 50, event: .noteOn(channel: 2, key: 60, velocity: 80)),
                Timed(frame: 100, event: .systemExclusive(port: 1, bytes: [1, 2])),
                Timed(frame: 100, event: .channelPressure(channel: 2, value: 5)),
                Timed(frame: 100, event: .keyPressure(channel: 2, key: 60, value: 6)),
                Timed(frame: 100, event: .controller(channel: 2, number: 1, value: 7)),
                Timed(frame: 100, event: .pitchBend(channel: 2, value: -8)),
                Timed(frame: 100, event: .program(channel: 2, number: 9)),
                Timed(frame: 100, event: .noteOff(channel: 2, key: 60, velocity: 64)),
                Timed(frame: 100, event: .noteOn(channel: 2, key: 60, velocity: 81)),
                Timed(frame: 107, event: .noteOff(channel: 2, key: 60, velocity: 64)),
            ])
    }

    @Test("odd ports play on channels 16 to 31, even ones on 0 to 15", arguments: [0, 1, 2, 3, 255] as [UInt8])
    func ports(port: UInt8) throws {
        let events = try sequence(
            score([ScoreTrack(channel: 4, notes: [Note(onset: 0, duration: 5, pitch: 60)], port: port)]))
        #expect(events.first?.event == .noteOn(channel: port % 2 == 1 ? 20 : 4, key: 60, velocity: 80))
    }

    @Test("a track's program counts only where its channel has no program events, of any track")
    func programs() throws {
        let note = [Note(onset: 10, duration: 5, pitch: 60)]
        let own = ScoreTrack(channel: 1, program: 7, notes: note)
        #expect(try sequence(score([own])).first?.event == .program(channel: 1, number: 7))
        let other = ScoreTrack(channel: 1, controls: [ControlEvent(tick: 10, kind: .program(8))])
        let elsewhere = ScoreTrack(channel: 1, controls: [ControlEvent(tick: 10, kind: .program(8))], port: 1)
        func programs(_ tracks: [ScoreTrack]) throws -> [Timed] {
            try sequence(score(tracks)).filter { if case .program = $0.event { true } else { false } }
        }
        #expect(try programs([own, other]) == [Timed(frame: 10, event: .program(channel: 1, number: 8))])
        #expect(
            try programs([own, elsewhere]) == [
                Timed(frame: 0, event: .program(channel: 1, number: 7)),
                Timed(frame: 10, event: .program(channel: 17, number: 8)),
            ])
        // After a bank select of the same tick, so that the bank is taken.
        let bank = ScoreTrack(channel: 1, program: 7, controls: [ControlEvent(tick: 0, kind: .controller(0, 8))])
        #expect(try sequence(score([bank])).map(\.event).last == .program(channel: 1, number: 7))
    }

    @Test("drum parts off the tenth channel, and melodies on it, are announced")
    func drumParts() throws {
        let note = [Note(onset: 10, duration: 5, pitch: 60)]
        let spied = SpiedSynthesizer()
        let piece = score([
            ScoreTrack(channel: 3, isPercussion: true, notes: note), ScoreTrack(channel: 9, notes: note),
            ScoreTrack(channel: 9, isPercussion: true, notes: note, port: 1), ScoreTrack(channel: 5, notes: note),
        ])
        for timed in try sequence(piece) { spied.synthesizer.handle(timed.event) }
        #expect(spied.percussion.log.filter { $0.hasPrefix("on") } == ["on 3 60 80", "on 25 60 80"])
        #expect(spied.melodic.log.filter { $0.hasPrefix("on") } == ["on 9 60 80", "on 5 60 80"])
    }

    @Test("a microsecond a quarter: all at once, in order of ticks, and every note ends after it began")
    func fast() throws {
        let notes = (0..<100).map { Note(onset: $0 * 10, duration: 10, pitch: 60, velocity: 80) }
        let events = try sequence(
            Score(
                ticksPerQuarter: 480,
                tracks: [ScoreTrack(notes: notes, controls: [ControlEvent(tick: 500, kind: .program(3))])],
                tempoMap: TempoMap(ticksPerQuarter: 480, changes: [.init(tick: 0, microsecondsPerQuarter: 1)])))
        #expect(events.count == 201)
        #expect(events.prefix(101).allSatisfy { $0.frame == 0 })
        #expect(events.suffix(100).allSatisfy { $0.frame == 1 })
        #expect(events[50].event == .program(channel: 0, number: 3))
    }

    @Test("what lasts too long is refused, wherever the length comes from")
    func tooLong() {
        let day = 86_400 * 44_100
        func refuses(_ score: Score) -> Bool {
            do { _ = try ScoreSequencer(score, sampleRate: 44_100) } catch { return true }
            return false
        }
        #expect(refuses(score([ScoreTrack(notes: [Note(onset: 0, duration: day, pitch: 60)])])))
        #expect(refuses(score([ScoreTrack(notes: [Note(onset: .max, duration: .max, pitch: 60)])])))
        #expect(refuses(score([ScoreTrack(controls: [ControlEvent(tick: day, kind: .program(1))])])))
        #expect(refuses(score([], [SystemExclusiveEvent(tick: day, bytes: [1])])))
        #expect(!refuses(score([], [SystemExclusiveEvent(tick: -day, bytes: [1])])))
        #expect(!refuses(score([ScoreTrack(notes: [Note(onset: -5, duration: -5, pitch: 60)])])))
    }
}
