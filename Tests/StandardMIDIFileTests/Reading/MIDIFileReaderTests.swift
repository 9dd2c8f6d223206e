import StandardMIDIFile
import Testing

@Suite struct MIDIFileReaderTests {
    /// Every channel message and meta event, byte by byte.
    @Test func `a file is read field by field`() throws {
        let bytes: [UInt8] = [
            0x4D, 0x54, 0x68, 0x64,  // "MThd"
            0x00, 0x00, 0x00, 0x06,  // length 6
            0x00, 0x01,  // format 1
            0x00, 0x02,  // 2 tracks
            0x01, 0xE0,  // 480 ticks per quarter
            0x4D, 0x54, 0x72, 0x6B,  // "MTrk"
            0x00, 0x00, 0x00, 0x43,  // length 67
            0x00, 0xFF, 0x00, 0x02, 0x12, 0x34,  // sequence number 0x1234
            0x00, 0xFF, 0x03, 0x02, 0x48, 0x69,  // track name "Hi"
            0x00, 0xFF, 0x20, 0x01, 0x05,  // channel prefix 5
            0x00, 0xFF, 0x21, 0x01, 0x02,  // port 2
            0x00, 0xFF, 0x51, 0x03, 0x07, 0xA1, 0x20,  // 0x07A120 = 500,000 µs per quarter
            0x00, 0xFF, 0x54, 0x05, 0x61, 0x02, 0x03, 0x04, 0x05,  // 30 drop-frame (bits 5, 6), 1:02:03:04.05
            0x00, 0xFF, 0x58, 0x04, 0x06, 0x03, 0x24, 0x08,  // 6/8, 36 clocks, 8 thirty-seconds
            0x00, 0xFF, 0x59, 0x02, 0xFD, 0x01,  // 3 flats (−3), minor
            0x00, 0xFF, 0x7F, 0x02, 0x00, 0x41,  // sequencer specific
            0x00, 0xFF, 0x60, 0x01, 0xAA,  // a type nobody defined
            0x00, 0xFF, 0x2F, 0x00,  // end of track
            0x4D, 0x54, 0x72, 0x6B,  // "MTrk"
            0x00, 0x00, 0x00, 0x26,  // length 38
            0x00, 0xC1, 0x05,  // program 5 on channel 1
            0x00, 0xB1, 0x40, 0x7F,  // sustain pedal down
            0x00, 0x91, 0x3C, 0x64,  // middle C
            0x00, 0xA1, 0x3C, 0x10,  // key pressure 16
            0x00, 0xD1, 0x20,  // channel pressure 32
            0x00, 0xE1, 0x01, 0x40,  // wheel 1 + 64·128 = 8193
            0x83, 0x60, 0x81, 0x3C, 0x20,  // 3·128 + 96 = 480 ticks later: C released
            0x00, 0xF0, 0x03, 0x7E, 0x7F, 0xF7,  // system exclusive
            0x81, 0x00, 0xFF, 0x2F, 0x00,  // 128 ticks later: end of track
        ]
        // The lengths written above are those of the lines.
        #expect(bytes.count == 14 + 8 + 67 + 8 + 38)
        let result = try MIDIFileReader().read(bytes)
        #expect(result.warnings.isEmpty)
        #expect(result.file.format == .simultaneousTracks)
        #expect(result.file.division == .ticksPerQuarter(480))
        let metas: [MetaEvent] = [
            .sequenceNumber(0x1234), .text(kind: 3, bytes: [0x48, 0x69]), .channelPrefix(5), .port(2),
            .tempo(microsecondsPerQuarter: 500_000),
            .smpteOffset(hours: 0x61, minutes: 2, seconds: 3, frames: 4, subframes: 5),
            .timeSignature(
                numerator: 6, denominatorPower: 3, clocksPerClick: 36, thirtySecondsPerQuarter: 8),
            .keySignature(sharps: -3, isMinor: true), .sequencerSpecific([0, 0x41]),
            .other(type: 0x60, bytes: [0xAA]),
        ]
        #expect(result.file.tracks[0] == .init(events: metas.map { .init(tick: 0, event: .meta($0)) }))
        let events: [(Int, MIDIEvent)] = [
            (0, .programChange(channel: 1, program: 5)),
            (0, .controlChange(channel: 1, controller: 64, value: 127)),
            (0, .noteOn(channel: 1, key: 60, velocity: 100)),
            (0, .polyphonicPressure(channel: 1, key: 60, pressure: 16)),
            (0, .channelPressure(channel: 1, pressure: 32)),
            (0, .pitchBend(channel: 1, value: 8193)),
            (480, .noteOff(channel: 1, key: 60, velocity: 32)),
            (480, .systemExclusive([0x7E, 0x7F, 0xF7])),
        ]
        #expect(
            result.file.tracks[1]
                == .init(events: events.map { .init(tick: $0.0, event: $0.1) }, endTick: 608))
        #expect(MIDIFileWriter(usesRunningStatus: false).bytes(of: result.file) == bytes)
    }

    @Test(arguments: [
        ([0x00, 0x01], MIDIFile.Division.ticksPerQuarter(1)),
        ([0x7F, 0xFF], .ticksPerQuarter(32767)),
        ([0xE8, 0x28], .smpte(framesPerSecond: 24, ticksPerFrame: 40)),  // −24
        ([0xE7, 0x28], .smpte(framesPerSecond: 25, ticksPerFrame: 40)),  // −25
        ([0xE3, 0x50], .smpte(framesPerSecond: 29, ticksPerFrame: 80)),  // −29
        ([0xE2, 0xFF], .smpte(framesPerSecond: 30, ticksPerFrame: 255)),  // −30
    ])
    func `divisions`(word: [UInt8], division: MIDIFile.Division) throws {
        let file = try MIDIFile(parsing: SMF.file(division: word, SMF.endOfTrack))
        #expect(file.division == division)
        #expect(Array(file.serialized()[12..<14]) == word)
    }

    @Test func `an unknown frame rate is kept and reported`() throws {
        let bytes = SMF.file(division: [0xC4, 0x0A], SMF.endOfTrack)  // −60 frames, 10 ticks
        let result = try MIDIFileReader(policy: .lenient).read(bytes)
        #expect(result.file.division == .smpte(framesPerSecond: 60, ticksPerFrame: 10))
        #expect(result.warnings == [MIDIFileWarning(.unknownFrameRate(framesPerSecond: 60), offset: 12)])
        #expect(result.file.serialized() == bytes)
    }

    @Test func `running status carries over and is written back`() throws {
        let body: [UInt8] = [
            0x00, 0x90, 0x3C, 0x40,  // note on
            0x0A, 0x3E, 0x40,  // another, without its status
            0x0A, 0x3C, 0x00,  // velocity 0: off
            0x00, 0x3E, 0x00,
        ]
        let bytes = SMF.file(body + SMF.endOfTrack)
        let file = try MIDIFile(parsing: bytes)
        #expect(file.tracks[0].events.map(\.tick) == [0, 10, 20, 20])
        #expect(file.tracks[0].events[3].event == .noteOn(channel: 0, key: 62, velocity: 0))
        #expect(file.serialized() == bytes)
        #expect(MIDIFileWriter(usesRunningStatus: false).bytes(of: file).count == bytes.count + 3)
    }

    @Test func `a split system exclusive message keeps its packets`() throws {
        let body: [UInt8] = [
            0x00, 0xF0, 0x02, 0x43, 0x12,  // F0 43 12, unfinished
            0x64, 0xF7, 0x01, 0x00,  // 100 ticks later: 00
            0x64, 0xF7, 0x02, 0x01, 0xF7,  // 100 ticks later: 01 F7, the end
            0x00, 0xF7, 0x02, 0xF3, 0x01,  // an escape: song select 1
        ]
        let file = try MIDIFile(parsing: SMF.file(body + SMF.endOfTrack))
        let events: [MIDIEvent] = [
            .systemExclusive([0x43, 0x12]), .escape([0x00]), .escape([0x01, 0xF7]), .escape([0xF3, 0x01]),
        ]
        #expect(file.tracks[0].events.map(\.event) == events)
        #expect(file.tracks[0].events.map(\.tick) == [0, 100, 200, 200])
    }

    @Test func `warnings beyond the limit are counted`() throws {
        let body = Array(repeating: [0x00, 0xF8] as [UInt8], count: 100).joined()
        let reader = MIDIFileReader(policy: .lenient, maximumWarnings: 3)
        let result = try reader.read(SMF.file(body + SMF.endOfTrack))
        #expect(result.warnings.count == 3)
        #expect(result.omittedWarnings == 97)
    }

    @Test func `a file over the limit is refused`() {
        let bytes = SMF.file(SMF.endOfTrack)
        let reader = MIDIFileReader(maximumBytes: bytes.count - 1)
        #expect(throws: MIDIFileError(.tooLarge(limit: bytes.count - 1))) { try reader.read(bytes) }
    }
}
