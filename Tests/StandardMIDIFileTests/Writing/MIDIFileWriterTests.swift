import StandardMIDIFile
import Testing

@Suite struct MIDIFileWriterTests {
    private func body(_ events: [(Int, MIDIEvent)], endTick: Int? = nil) -> [UInt8] {
        let track = MIDIFile.Track(events: events.map { .init(tick: $0.0, event: $0.1) }, endTick: endTick)
        let file = MIDIFile(format: .singleTrack, division: .ticksPerQuarter(96), tracks: [track])
        return Array(file.serialized().dropFirst(22))
    }

    @Test(arguments: [
        // The examples of RP-001, page 2.
        (0x00, [0x00]), (0x40, [0x40]), (0x7F, [0x7F]), (0x80, [0x81, 0x00]), (0x2000, [0xC0, 0x00]),
        (0x3FFF, [0xFF, 0x7F]), (0x4000, [0x81, 0x80, 0x00]), (0x10_0000, [0xC0, 0x80, 0x00]),
        (0x1F_FFFF, [0xFF, 0xFF, 0x7F]), (0x20_0000, [0x81, 0x80, 0x80, 0x00]),
        (0x0800_0000, [0xC0, 0x80, 0x80, 0x00]), (0x0FFF_FFFF, [0xFF, 0xFF, 0xFF, 0x7F]),
    ])
    func `delta times`(delta: Int, bytes: [UInt8]) {
        #expect(body([], endTick: delta) == bytes + [0xFF, 0x2F, 0x00])
    }

    @Test func `meta and system exclusive events end running status`() {
        let on = MIDIEvent.noteOn(channel: 2, key: 60, velocity: 1)
        let bytes = body([(0, on), (0, on), (0, .meta(.port(0))), (0, on), (0, .systemExclusive([])), (0, on)])
        let expected: [UInt8] = [
            0x00, 0x92, 0x3C, 0x01,
            0x00, 0x3C, 0x01,
            0x00, 0xFF, 0x21, 0x01, 0x00,
            0x00, 0x92, 0x3C, 0x01,
            0x00, 0xF0, 0x00,
            0x00, 0x92, 0x3C, 0x01,
        ]
        #expect(bytes == expected + SMF.endOfTrack)
    }

    @Test func `what the format cannot hold is brought into range`() throws {
        let events: [MIDIFile.TimedEvent] = [
            .init(tick: 10, event: .noteOn(channel: 17, key: 200, velocity: 255)),
            .init(tick: 5, event: .meta(.tempo(microsecondsPerQuarter: .max))),
            .init(tick: 5, event: .meta(.other(type: 0x2F, bytes: []))),
            .init(tick: .min, event: .meta(.tempo(microsecondsPerQuarter: -1))),
        ]
        let wild = MIDIFile(
            format: .singleTrack, division: .ticksPerQuarter(.max), tracks: [.init(events: events), .init()])
        let file = try MIDIFile(parsing: wild.serialized())
        #expect(file.format == .simultaneousTracks)
        #expect(file.division == .ticksPerQuarter(32767))
        let tamed: [MIDIEvent] = [
            .noteOn(channel: 1, key: 72, velocity: 127), .meta(.tempo(microsecondsPerQuarter: 0xFF_FFFF)),
            .meta(.tempo(microsecondsPerQuarter: 1)),
        ]
        #expect(file.tracks[0] == .init(events: tamed.map { .init(tick: 10, event: $0) }))
    }

    @Test(arguments: [0x1000_0000, Int.max])
    func `a gap longer than a delta time shrinks to the longest`(tick: Int) throws {
        let on = MIDIEvent.noteOn(channel: 0, key: 60, velocity: 0)
        let file = MIDIFile(
            format: .singleTrack, division: .ticksPerQuarter(1), tracks: [.init(events: [.init(tick: tick, event: on)])]
        )
        let read = try MIDIFile(parsing: file.serialized())
        #expect(read.tracks[0] == .init(events: [.init(tick: 0x0FFF_FFFF, event: on)]))
    }
}
