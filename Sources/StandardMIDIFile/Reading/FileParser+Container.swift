extension FileParser {
    /// How far into a file a header is looked for.
    private static let searchedBytes = 1 << 16

    /// Moves `position` to the header and `end` to the end of the MIDI data, through whatever wraps them.
    mutating func unwrap() throws(MIDIFileError) {
        if has("MThd", at: 0) { return }
        if has("RIFF", at: 0) && has("RMID", at: 8) {
            if try unwrapRIFF() { return }
        } else if has("MThd", at: 128) && base[0] == 0 {
            // MacBinary: a zero byte, the name and attributes in 128 bytes, then the data fork.
            try log.report(.leadingBytes(count: 128), at: 0)
            position = 128
            return
        }
        let last = min(end - 4, Self.searchedBytes)
        if log.policy == .lenient, last > 0, let found = (0...last).first(where: { has("MThd", at: $0) }) {
            try log.report(.leadingBytes(count: found), at: 0)
            position = found
            return
        }
        if end < 14 && isHeaderPrefix { throw MIDIFileError(.headerCut(bytes: end), offset: 0) }
        throw MIDIFileError(.notMIDI(firstBytes: (0..<min(4, end)).map { base[$0] }), offset: 0)
    }

    /// Whether the file is nothing but the beginning of "MThd".
    private var isHeaderPrefix: Bool {
        let tag: StaticString = "MThd"
        return (0..<min(4, end)).allSatisfy { base[$0] == tag.utf8Start[$0] }
    }

    /// Finds the `data` chunk of a RIFF RMID file, wherever it stands; false if there is none with a header in it.
    ///
    /// Sizes are little-endian; a chunk of odd size is followed by a pad byte, which some writers forget.
    private mutating func unwrapRIFF() throws(MIDIFileError) -> Bool {
        let declared = littleEndian32(at: 4)
        if declared != end - 8 && declared != end - 9 { try log.report(.riffSize(declared: declared), at: 4) }
        var offset = 12
        while end - offset >= 8 {
            let size = littleEndian32(at: offset + 4)
            let content = offset + 8
            if has("data", at: offset) && has("MThd", at: content) {
                if size < 14 || size > end - content {
                    try log.report(.riffSize(declared: size), at: offset + 4)
                } else {
                    end = content + size
                }
                position = content
                return true
            }
            guard size <= end - content else { return false }
            offset = content + size
            if size % 2 == 1 && offset < end && base[offset] == 0 { offset += 1 }
        }
        return false
    }
}
