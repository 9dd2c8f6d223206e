extension FileParser {
    /// The header chunk's words.
    struct Header {
        var offset: Int
        var format: MIDIFile.Format
        var trackCount: Int
        var division: MIDIFile.Division
    }

    /// `MThd`, length, format, number of tracks, division; leaves `position` at the next chunk.
    mutating func parseHeader() throws(MIDIFileError) -> Header {
        let offset = position
        guard remaining >= 8 else { throw MIDIFileError(.headerCut(bytes: remaining), offset: offset) }
        let length = bigEndian32(at: offset + 4)
        guard length >= 6 else { throw MIDIFileError(.headerTooShort(length: length), offset: offset + 4) }
        guard remaining >= 14 else { throw MIDIFileError(.headerCut(bytes: remaining), offset: offset) }

        let word = UInt16(truncatingIfNeeded: bigEndian16(at: offset + 8))
        let format = MIDIFile.Format(rawValue: word)
        if format == nil { try log.report(.unknownFormat(word), at: offset + 8) }
        let division = try parseDivision(at: offset + 12)
        if length > remaining - 8 {
            try log.report(.headerLengthPastEnd(length: length), at: offset + 4)
            position += 14
        } else {
            position += 8 + length
        }
        return Header(
            offset: offset, format: format ?? .simultaneousTracks, trackCount: bigEndian16(at: offset + 10),
            division: division)
    }

    /// Bit 15 clear: ticks per quarter; set: minus the frame rate in two's complement, then ticks per frame.
    private mutating func parseDivision(at offset: Int) throws(MIDIFileError) -> MIDIFile.Division {
        let high = base[offset]
        let low = Int(base[offset + 1])
        if high < 0x80 {
            let ticks = Int(high) << 8 | low
            guard ticks > 0 else { throw MIDIFileError(.zeroDivision, offset: offset) }
            return .ticksPerQuarter(ticks)
        }
        guard low > 0 else { throw MIDIFileError(.zeroDivision, offset: offset) }
        let rate = 256 - Int(high)
        if ![24, 25, 29, 30].contains(rate) { try log.report(.unknownFrameRate(framesPerSecond: rate), at: offset) }
        return .smpte(framesPerSecond: rate, ticksPerFrame: low)
    }

    func bigEndian16(at offset: Int) -> Int {
        Int(base[offset]) << 8 | Int(base[offset + 1])
    }

    func bigEndian32(at offset: Int) -> Int {
        bigEndian16(at: offset) << 16 | bigEndian16(at: offset + 2)
    }

    func littleEndian32(at offset: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(base[offset + $1]) << (8 * $1) }
    }

    /// Whether four characters stand at an offset.
    func has(_ tag: StaticString, at offset: Int) -> Bool {
        guard offset >= 0, end - offset >= 4 else { return false }
        return (0..<4).allSatisfy { base[offset + $0] == tag.utf8Start[$0] }
    }

    /// Whether a track's tag and length stand at an offset.
    func isTrackHeader(at offset: Int) -> Bool {
        end - offset >= 8 && has("MTrk", at: offset)
    }

    /// Whether a chunk with a printable tag and a length that fits stands at an offset.
    func isChunk(at offset: Int) -> Bool {
        guard end - offset >= 8 else { return false }
        guard (0..<4).allSatisfy({ (0x20...0x7E).contains(base[offset + $0]) }) else { return false }
        return bigEndian32(at: offset + 4) <= end - offset - 8
    }

    /// The next track header at or after an offset.
    ///
    /// - Complexity: linear in the distance to it; callers go on from there, so that a file is searched at most twice.
    func nextTrackHeader(from offset: Int) -> Int? {
        var candidate = offset
        while candidate + 8 <= end {
            if base[candidate] == UInt8(ascii: "M") && has("MTrk", at: candidate) { return candidate }
            candidate += 1
        }
        return nil
    }
}
