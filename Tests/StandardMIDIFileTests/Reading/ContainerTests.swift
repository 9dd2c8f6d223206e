import StandardMIDIFile
import Testing

/// Files in wrappers.
@Suite struct ContainerTests {
    private static let midi = SMF.file(
        [0x00, 0x90, 0x3C, 0x40, 0x60, 0x3C, 0x00] + SMF.endOfTrack)

    private func little(_ value: Int) -> [UInt8] {
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private func chunk(_ tag: String, _ content: [UInt8], isPadded: Bool = true) -> [UInt8] {
        let pad: [UInt8] = isPadded && content.count % 2 == 1 ? [0] : []
        return Array(tag.utf8) + little(content.count) + content + pad
    }

    private func riff(_ chunks: [UInt8]) -> [UInt8] {
        chunk("RIFF", Array("RMID".utf8) + chunks)
    }

    @Test(arguments: [true, false])
    func `the data chunk is found after a list of odd size`(isPadded: Bool) throws {
        let bytes = riff(chunk("LIST", Array("INFOxyz".utf8), isPadded: isPadded) + chunk("data", Self.midi))
        #expect(try MIDIFile(parsing: bytes) == (try MIDIFile(parsing: Self.midi)))
    }

    @Test func `what follows the data chunk is not MIDI`() throws {
        let bytes = riff(chunk("data", Self.midi) + chunk("MTrk", [0x00, 0x90, 0x3C, 0x40]))
        #expect(try MIDIFile(parsing: bytes).tracks.count == 1)
    }

    @Test(arguments: [0, 5, 0xFFFF_FFFF])
    func `a data size that cannot be is reported`(size: Int) throws {
        let bytes = riff(Array("data".utf8) + little(size) + Self.midi)
        #expect(throws: MIDIFileError(.riffSize(declared: size), offset: 16)) { try MIDIFile(parsing: bytes) }
        let result = try MIDIFileReader(policy: .lenient).read(bytes)
        #expect(result.file == (try MIDIFile(parsing: Self.midi)))
        #expect(result.warnings.first?.problem == .riffSize(declared: size))
    }

    @Test(arguments: [1, 100, 128, 5000])
    func `bytes before the header`(count: Int) throws {
        let bytes = [UInt8](repeating: 0, count: count) + Self.midi
        #expect(throws: MIDIFileError.self) { try MIDIFile(parsing: bytes) }
        let result = try MIDIFileReader(policy: .lenient).read(bytes)
        #expect(result.file.struckNotes == 1)
        #expect(result.warnings == [MIDIFileWarning(.leadingBytes(count: count), offset: 0)])
    }

    @Test func `another RIFF file is not MIDI`() {
        let wave = chunk("RIFF", Array("WAVEfmt ".utf8) + little(0))
        let error = #expect(throws: MIDIFileError.self) { try MIDIFileReader(policy: .lenient).read(wave) }
        #expect(error?.problem == .notMIDI(firstBytes: Array("RIFF".utf8)))
    }
}
