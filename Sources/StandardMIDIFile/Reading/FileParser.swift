/// Walks the chunks of a file. Positions are bytes from the start of the file.
///
/// Memory safety rests on one invariant, `position <= end`, and on asking `remaining` before each access.
struct FileParser {
    let base: UnsafePointer<UInt8>
    var position = 0
    var end: Int
    var log: DiagnosticLog
    var tracks: [MIDIFile.Track] = []

    static let largestTrackCount = Int(UInt16.max)

    init(base: UnsafePointer<UInt8>, end: Int, log: DiagnosticLog) {
        self.base = base
        self.end = end
        self.log = log
    }

    var remaining: Int { end - position }

    mutating func parse() throws(MIDIFileError) -> MIDIFile {
        try unwrap()
        let header = try parseHeader()
        tracks.reserveCapacity(min(header.trackCount, remaining / 8))
        try parseChunks()
        var format = header.format
        if format == .singleTrack && tracks.count > 1 {
            try log.report(.formatZeroWithTracks(count: tracks.count), at: header.offset + 8)
            format = .simultaneousTracks
        }
        if header.trackCount != tracks.count {
            try log.report(
                .trackCount(declared: header.trackCount, found: tracks.count), at: header.offset + 10)
        }
        if tracks.isEmpty { try log.report(.noTracks, at: header.offset + 10) }
        return MIDIFile(format: format, division: header.division, tracks: tracks)
    }

    private mutating func parseChunks() throws(MIDIFileError) {
        while remaining > 0 {
            if isTrackHeader(at: position) {
                if tracks.count == Self.largestTrackCount {
                    try log.report(.tooManyTracks, at: position)
                    return
                }
                try parseTrack()
            } else if isChunk(at: position) {
                // RP-001: "Your programs should expect alien chunks and treat them as if they weren't there."
                position += 8 + bigEndian32(at: position + 4)
            } else if let next = nextTrackHeader(from: position) {
                try log.report(.unexpectedBytes(count: next - position), at: position)
                position = next
            } else {
                try log.report(.trailingBytes(count: remaining), at: position)
                position = end
            }
        }
    }

    private mutating func parseTrack() throws(MIDIFileError) {
        let index = tracks.count
        let lengthOffset = position + 4
        let length = bigEndian32(at: lengthOffset)
        let start = position + 8
        let chunkEnd = min(start + length, end)
        if start + length > end { try log.report(.trackLengthPastEnd(length: length), at: lengthOffset, track: index) }

        var parser = TrackParser(base: base, position: start, end: chunkEnd, index: index)
        var outcome = try parser.run(&log)
        var wasExtended = false
        if outcome != .endOfTrack, try extend(&parser, past: chunkEnd, length: length) {
            outcome = .endOfTrack
            wasExtended = true
        }
        let stop = parser.position
        position = wasExtended ? stop : chunkEnd
        switch outcome {
        case .endOfTrack where stop < chunkEnd:
            if isTrackHeader(at: stop) {
                try log.report(.trackLengthTooLong(length: length), at: lengthOffset, track: index)
                position = stop
            } else if start + length > end {
                position = stop  // what follows is judged as trailing bytes
            } else {
                try log.report(.bytesAfterEndOfTrack(count: chunkEnd - stop), at: stop, track: index)
            }
        case .endOfTrack: break
        case .ranOut: try log.report(.missingEndOfTrack, at: stop, track: index)
        case .cut: try log.report(.cutEvent, at: stop, track: index)
        }
        tracks.append(try parser.finish(&log))
    }

    /// Reads on after a chunk that ends too early, and keeps that only if it leads cleanly to an end-of-track.
    private mutating func extend(
        _ parser: inout TrackParser, past chunkEnd: Int, length: Int
    ) throws(MIDIFileError) -> Bool {
        guard log.policy == .lenient, chunkEnd < end else { return false }
        guard !isTrackHeader(at: chunkEnd), !isChunk(at: chunkEnd) else { return false }
        var trial = parser
        var trialLog = log
        trial.end = nextTrackHeader(from: chunkEnd) ?? end
        guard try trial.run(&trialLog) == .endOfTrack, trialLog.count == log.count else { return false }
        parser = trial
        try log.report(.trackLengthTooShort(length: length), at: chunkEnd, track: parser.index)
        return true
    }
}
