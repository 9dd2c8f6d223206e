import StandardMIDIFile
import SymbolicMusic
import Testing

@Suite("Ports and system exclusive messages")
struct PortTests {
    private func events(_ timed: (Int, MIDIEvent)...) -> MIDIFile.Track {
        MIDIFile.Track(events: timed.map { .init(tick: $0.0, event: $0.1) })
    }

    private func score(_ tracks: MIDIFile.Track...) -> Score {
        Score(MIDIFile(format: .simultaneousTracks, division: .ticksPerQuarter(480), tracks: tracks))
    }

    private let on = MIDIEvent.noteOn(channel: 3, key: 60, velocity: 64)
    private let off = MIDIEvent.noteOff(channel: 3, key: 60, velocity: 0)

    @Test("tracks of one channel on two ports stay apart, and so do their programs")
    func ports() {
        let score = score(
            events((0, .meta(.port(0))), (0, .programChange(channel: 3, program: 10))),
            events((0, .meta(.port(1))), (0, .programChange(channel: 3, program: 20))),
            events((0, on), (480, off)),
            events((0, .meta(.port(1))), (0, on), (960, off)))
        #expect(score.tracks.map(\.port) == [0, 1, 0, 1])
        #expect(score.tracks.map(\.program) == [10, 20, 10, 20])
        #expect(score.tracks[2].notes[0].duration == 480)
        #expect(score.tracks[3].notes[0].duration == 960)
    }

    @Test("a port in the middle of a track counts from there, and a release on another port releases nothing")
    func change() {
        let score = score(
            events((0, on), (100, .meta(.port(1))), (100, on), (200, off), (300, .meta(.port(0))), (400, off)))
        #expect(score.tracks.map(\.port) == [0, 1])
        #expect(score.tracks.map { $0.notes[0].duration } == [400, 100])
    }

    @Test("a channel prefix is no event of the music")
    func channelPrefix() {
        let score = score(events((0, .meta(.channelPrefix(5))), (0, on), (10, off)))
        #expect(score.tracks.map(\.channel) == [3])
    }

    @Test("messages come whole, with tick and port, in order of time")
    func whole() {
        let score = score(
            events((5, .systemExclusive([0x7E, 0x7F, 9, 1, 0xF7]))),
            events((0, .meta(.port(2))), (0, .systemExclusive([0x41, 0x10, 0xF7])), (9, .systemExclusive([0xF7]))))
        #expect(
            score.systemExclusives == [
                SystemExclusiveEvent(tick: 0, port: 2, bytes: [0x41, 0x10]),
                SystemExclusiveEvent(tick: 5, port: 0, bytes: [0x7E, 0x7F, 9, 1]),
            ])
    }

    @Test("split messages are joined and happen with their last packet (the example of RP-001)")
    func split() {
        // F0 03 43 12 00 | 81 48 F7 06 43 12 00 43 12 00 | 64 F7 04 43 12 00 F7
        let score = score(
            events(
                (0, .systemExclusive([0x43, 0x12, 0x00])), (200, .escape([0x43, 0x12, 0x00, 0x43, 0x12, 0x00])),
                (300, .escape([0x43, 0x12, 0x00, 0xF7]))))
        let bytes: [UInt8] = [
            0x43, 0x12, 0x00, 0x43, 0x12, 0x00, 0x43, 0x12, 0x00, 0x43, 0x12, 0x00,
        ]
        #expect(score.systemExclusives == [SystemExclusiveEvent(tick: 300, bytes: bytes)])
    }

    @Test("a message without its F7 is taken as it is; escaped bytes are none unless they begin one")
    func unfinished() {
        let score = score(
            events(
                (0, .systemExclusive([1, 2])), (7, .systemExclusive([3])), (8, .escape([0xF7])),
                (9, .escape([0xF8])), (10, .escape([0xF0, 4, 0xF7])), (11, .systemExclusive([5]))))
        #expect(score.systemExclusives.map(\.bytes) == [[1, 2], [3], [4], [5]])
        #expect(score.systemExclusives.map(\.tick) == [0, 8, 10, 11])
    }

    @Test("ports and messages survive being written and read")
    func roundTrip() throws {
        let note = [Note(onset: 0, duration: 480, pitch: 60, velocity: 64)]
        let program = [ControlEvent(tick: 0, kind: .program(3))]
        let score = Score(
            title: "Ports",
            tracks: [
                ScoreTrack(name: "A", channel: 3, program: 3, notes: note, controls: program),
                ScoreTrack(name: "B", channel: 3, program: 3, notes: note, controls: program, port: 1),
                ScoreTrack(name: "C", channel: 0, program: 3, notes: note, controls: program, port: 7),
            ],
            tempoMap: TempoMap(ticksPerQuarter: 480, changes: [.init(tick: 240, microsecondsPerQuarter: 400_000)]),
            endTick: 480,
            systemExclusives: [
                SystemExclusiveEvent(tick: 0, bytes: [0x7E, 0x7F, 9, 1]),
                SystemExclusiveEvent(tick: 0, port: 1, bytes: [0x7E, 0x7F, 9, 3]),
                SystemExclusiveEvent(tick: 240, port: 1, bytes: [1]),
                SystemExclusiveEvent(tick: 479, port: 0, bytes: Array(repeating: 5, count: 400)),
            ])
        #expect(Score(MIDIFile(score)) == score)
        #expect(Score(try MIDIFile(parsing: MIDIFile(score).serialized())) == score)
    }
}
