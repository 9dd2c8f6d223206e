import StandardMIDIFile
import SymbolicMusic
import Testing

@Suite("Score from a MIDI file")
struct ScoreFromMIDITests {
    private func on(_ tick: Int, _ key: UInt8, channel: UInt8 = 0, velocity: UInt8 = 64) -> MIDIFile.TimedEvent {
        .init(tick: tick, event: .noteOn(channel: channel, key: key, velocity: velocity))
    }

    private func off(_ tick: Int, _ key: UInt8, channel: UInt8 = 0) -> MIDIFile.TimedEvent {
        .init(tick: tick, event: .noteOff(channel: channel, key: key, velocity: 0))
    }

    private func meta(_ tick: Int, _ event: MetaEvent) -> MIDIFile.TimedEvent { .init(tick: tick, event: .meta(event)) }

    private func score(
        format: MIDIFile.Format = .simultaneousTracks, division: MIDIFile.Division = .ticksPerQuarter(480),
        _ tracks: [MIDIFile.TimedEvent]...
    ) -> Score {
        Score(MIDIFile(format: format, division: division, tracks: tracks.map { MIDIFile.Track(events: $0) }))
    }

    @Test("a pitch struck twice before its release is paired first in, first out")
    func overlap() {
        let score = score([on(0, 60), on(240, 60), off(480, 60), off(720, 60)])
        #expect(
            score.tracks[0].notes == [
                Note(onset: 0, duration: 480, pitch: 60, velocity: 64),
                Note(onset: 240, duration: 480, pitch: 60, velocity: 64),
            ])
    }

    @Test("pairs are per track and channel; velocity 0 releases; a lone release is nothing")
    func pairing() {
        let score = score(
            [off(0, 60), on(0, 60), on(0, 60, channel: 1), off(240, 60, channel: 1), on(480, 60, velocity: 0)],
            [on(120, 60), off(960, 60)])
        #expect(score.tracks.map(\.channel) == [0, 1, 0])
        #expect(score.tracks.map { $0.notes[0].duration } == [480, 240, 840])
        #expect(score.noteCount == 3)
    }

    @Test("a hanging note ends with its track, later than the last event")
    func hanging() {
        let file = MIDIFile(
            format: .singleTrack, division: .ticksPerQuarter(480),
            tracks: [MIDIFile.Track(events: [on(480, 60)], endTick: 1440)])
        let score = Score(file)
        #expect(score.tracks[0].notes == [Note(onset: 480, duration: 960, pitch: 60, velocity: 64)])
        #expect(score.endTick == 1440)
    }

    @Test("tempo, metre and key come from every track; impossible ones are dropped, of two at a tick the last wins")
    func conductor() {
        let signature = {
            MetaEvent.timeSignature(
                numerator: $0, denominatorPower: $1, clocksPerClick: 24, thirtySecondsPerQuarter: 8)
        }
        let score = score(
            [
                meta(0, .tempo(microsecondsPerQuarter: 250_000)), meta(0, .tempo(microsecondsPerQuarter: 1_000_000)),
                meta(0, signature(0, 0)), meta(0, signature(4, 7)), meta(0, signature(3, 2)),
                meta(480, .tempo(microsecondsPerQuarter: 0)), meta(0, .keySignature(sharps: -8, isMinor: false)),
            ],
            [
                meta(0, signature(6, 3)), meta(960, .tempo(microsecondsPerQuarter: 500_000)),
                meta(960, .keySignature(sharps: -3, isMinor: true)), on(0, 60), off(1920, 60),
            ])
        #expect(score.meters == [MeterChange(tick: 0, numerator: 6, denominator: 8)])
        #expect(score.keySignatures == [KeySignatureChange(tick: 960, sharps: -3, isMinor: true)])
        #expect(score.tempoMap.changes.map(\.microsecondsPerQuarter) == [1_000_000, 500_000])
        #expect(abs(score.durationInSeconds - 3) < 1e-12)
    }

    @Test("SMPTE time keeps its seconds and ignores tempo", arguments: [24, 25, 29, 30])
    func smpte(frames: Int) {
        let score = score(
            division: .smpte(framesPerSecond: frames, ticksPerFrame: 80),
            [
                meta(0, .tempo(microsecondsPerQuarter: 250_000)), on(0, 60), off(frames == 29 ? 2400 : frames * 80, 60),
            ])
        #expect(abs(score.durationInSeconds - (frames == 29 ? 1.001 : 1)) < 1e-12)
    }

    @Test("the patterns of format 2 follow each other, each with its own tempo")
    func patterns() {
        let score = score(
            format: .independentPatterns,
            [meta(0, .tempo(microsecondsPerQuarter: 1_000_000)), on(0, 60), off(480, 60)], [on(0, 62), off(480, 62)])
        #expect(score.tracks.map { $0.notes[0].onset } == [0, 480])
        #expect(abs(score.durationInSeconds - 1.5) < 1e-12)
    }

    @Test("names, programs, controls and drums")
    func tracks() {
        let control = MIDIFile.TimedEvent(
            tick: 10, event: .controlChange(channel: 0, controller: 64, value: 127))
        let score = score(
            [
                meta(0, .text(kind: 3, bytes: Array("Étude".utf8))),
                .init(tick: 0, event: .programChange(channel: 2, program: 40)),
            ],
            [
                meta(0, .text(kind: 3, bytes: Array("Piano".utf8))),
                .init(tick: 0, event: .programChange(channel: 0, program: 4)), on(0, 60), control,
                .init(tick: 20, event: .pitchBend(channel: 0, value: 0)), off(480, 60),
                .init(tick: 480, event: .programChange(channel: 0, program: 5)),
            ], [on(0, 70, channel: 2), off(1, 70, channel: 2)], [on(0, 35, channel: 9), off(1, 35, channel: 9)])
        #expect(score.title == "Étude")
        #expect(score.tracks.map(\.channel) == [2, 0, 2, 9])
        #expect(score.tracks.map(\.program) == [40, 4, 40, 0])
        #expect(score.tracks.map(\.isPercussion) == [false, false, false, true])
        #expect(score.tracks[1].name == "Piano")
        #expect(
            score.tracks[1].controls == [
                ControlEvent(tick: 0, kind: .program(4)), ControlEvent(tick: 10, kind: .controller(64, 127)),
                ControlEvent(tick: 20, kind: .pitchBend(-8192)), ControlEvent(tick: 480, kind: .program(5)),
            ])
    }
}
