import StandardMIDIFile
import Testing

/// What is recovered from damaged files, and which byte is blamed.
@Suite struct DamageTests {
    private static let note: [UInt8] = [0x00, 0x90, 0x3C, 0x40, 0x60, 0x80, 0x3C, 0x40]

    private func read(_ bytes: [UInt8]) throws -> MIDIFileReader.Result {
        try MIDIFileReader(policy: .lenient).read(bytes)
    }

    @Test func `strict reading names the byte, the track and the remedy`() {
        // Header 14, track header 8; delta at 22, status 23, controller 24, value 25.
        let bytes = SMF.file([0x00, 0xB0, 0x07, 0xC8] + SMF.endOfTrack)
        let error = #expect(throws: MIDIFileError.self) { try MIDIFileReader().read(bytes) }
        #expect(error == MIDIFileError(.dataByteTooLarge(200), offset: 25, track: 0))
        #expect(
            error?.description == """
                byte 25, track 1: data byte 200, above 127. Read it with the lenient policy to recover what is \
                sound, or export it anew.
                """)
    }

    @Test func `a value above 127 becomes 127`() throws {
        let result = try read(SMF.file([0x00, 0xB0, 0x07, 0xC8] + Self.note + SMF.endOfTrack))
        #expect(result.file.tracks[0].events[0].event == .controlChange(channel: 0, controller: 7, value: 127))
        #expect(result.file.struckNotes == 1)
    }

    @Test func `data without a status is skipped to the next whole event`() throws {
        // 83 looks like a status, but what follows is not its data.
        let result = try read(SMF.file([0x00, 0x3C, 0x40, 0x83, 0x60] + Self.note.dropFirst() + SMF.endOfTrack))
        #expect(result.file.struckNotes == 1)
        #expect(result.warnings == [MIDIFileWarning(.dataWithoutStatus(0x3C), offset: 23, track: 0)])
    }

    @Test func `a track that is longer than its chunk is read to its end`() throws {
        let body = Self.note + Self.note + SMF.endOfTrack
        let bytes = SMF.header(format: 1, tracks: 2) + SMF.track(body, length: 11) + SMF.track(body)
        let result = try read(bytes)
        #expect(result.file.struckNotes == 4)
        #expect(result.warnings.map(\.problem) == [.trackLengthTooShort(length: 11)])
    }

    @Test func `a chunk that is longer than its track is cut at the next`() throws {
        let body = Self.note + SMF.endOfTrack
        let bytes = SMF.header(format: 1, tracks: 2) + SMF.track(body, length: body.count + 9) + SMF.track(body)
        let result = try read(bytes)
        #expect(result.file.struckNotes == 2)
        #expect(result.warnings.map(\.problem) == [.trackLengthTooLong(length: body.count + 9)])
    }

    @Test func `bytes between chunks are skipped`() throws {
        let body = Self.note + SMF.endOfTrack
        let bytes = SMF.header(format: 1, tracks: 2) + SMF.track(body) + [0, 0, 0] + SMF.track(body)
        let result = try read(bytes)
        #expect(result.file.struckNotes == 2)
        #expect(
            result.warnings == [
                MIDIFileWarning(.unexpectedBytes(count: 3), offset: 14 + 8 + body.count)
            ])
    }

    @Test func `a length past the end of the track ends it`() throws {
        let result = try read(SMF.file(Self.note + [0x00, 0xFF, 0x01, 0x7F, 0x61]))
        #expect(result.file.struckNotes == 1)
        #expect(result.file.tracks[0].endTick == 96)
        #expect(result.warnings == [MIDIFileWarning(.cutEvent, offset: 30, track: 0)])
    }

    @Test func `an endless quantity neither overflows nor costs the rest of the file`() throws {
        let endless = [UInt8](repeating: 0xFF, count: 1000) + [0x7F]
        let bytes = SMF.header(format: 1, tracks: 2) + SMF.track(endless + Self.note) + SMF.track(Self.note)
        let result = try read(bytes)
        #expect(result.file.struckNotes >= 1)
        #expect(result.file.tracks.allSatisfy { $0.endTick <= 2 * 0x0FFF_FFFF })
    }

    @Test func `the gap left by events taken out can still be written`() throws {
        let longest: [UInt8] = [0xFF, 0xFF, 0xFF, 0x7F]
        let body = longest + [0xF8] + longest + [0xF8] + longest + Self.note.dropFirst() + SMF.endOfTrack
        let file = try read(SMF.file(body)).file
        #expect(file.tracks[0].events.first?.tick == 0x0FFF_FFFF)
        #expect(try MIDIFile(parsing: file.serialized()) == file)
    }

    @Test func `malformed meta events are kept byte for byte`() throws {
        let body: [UInt8] = [
            0x00, 0xFF, 0x51, 0x03, 0, 0, 0,  // tempo 0
            0x00, 0xFF, 0x59, 0x02, 0xF8, 0x00,  // eight flats
            0x00, 0xFF, 0x58, 0x04, 0x04, 0xFF, 0x18, 0x08,  // a denominator of 2^255
        ]
        let bytes = SMF.file(body + SMF.endOfTrack)
        let result = try read(bytes)
        #expect(result.warnings.count == 3)
        #expect(result.file.tracks[0].events[0].event == .meta(.other(type: 0x51, bytes: [0, 0, 0])))
        #expect(result.file.serialized() == bytes)
    }

    @Test func `time is linear in the size of the file`() throws {
        // Two million bytes of tracks without ends, each of which looks for its end behind itself.
        let piece = SMF.track([0x00, 0x90], length: 1) + [0x01]
        let bytes = SMF.header(format: 1, tracks: 2) + Array(repeating: piece, count: 60_000).joined()
        let clock = ContinuousClock()
        var count = 0
        let elapsed = try clock.measure { count = try read(bytes).file.tracks.count }
        #expect(count == 60_000)
        #expect(elapsed < .seconds(5))
    }
}
