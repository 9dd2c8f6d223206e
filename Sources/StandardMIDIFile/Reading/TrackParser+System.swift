extension TrackParser {
    /// Meta and system exclusive events, and what should not be there; `position` is at the status byte.
    @inline(never)
    mutating func systemEvent(_ log: inout DiagnosticLog) throws(MIDIFileError) -> Step {
        let offset = position
        let status = base[position]
        position += 1
        switch status {
        case 0xFF: return try metaEvent(&log)
        case 0xF0, 0xF7:
            guard let length = try quantity(&log), length <= end - position else { return .cut }
            let data = bytes(length)
            isRunningStatusInterrupted = true
            append(status == 0xF0 ? .systemExclusive(data) : .escape(data))
        default:
            try log.report(.strayStatus(status), at: offset, track: index)
            // Data bytes that belong to it: MTC quarter frame and song select 1, song position 2.
            let dataCount = status == 0xF1 || status == 0xF3 ? 1 : status == 0xF2 ? 2 : 0
            position = min(end, position + dataCount)
            // Real-time bytes leave running status as it is; system common messages end it.
            if status < 0xF8 { isRunningStatusInterrupted = true }
            hasLeftOut = true
        }
        return .read
    }

    /// `FF type length data`; `position` is at the type.
    private mutating func metaEvent(_ log: inout DiagnosticLog) throws(MIDIFileError) -> Step {
        guard position < end else { return .cut }
        let offset = position
        let type = base[position]
        position += 1
        guard let length = try quantity(&log) else { return .cut }
        if type == MetaEvent.endOfTrackType {
            if length > 0 { try log.report(.endOfTrackWithData, at: offset, track: index) }
            position += min(length, end - position)
            return .endOfTrack
        }
        guard length <= end - position else { return .cut }
        let data = UnsafeBufferPointer(start: base + position, count: length)
        let meta = MetaEvent(type: type, data: data)
        position += length
        switch meta {
        case .tempo(let microseconds) where microseconds < MetaEvent.plausibleTempo:
            try log.report(.implausibleTempo(microsecondsPerQuarter: microseconds), at: offset, track: index)
        case .other where type > 0x7F:
            try log.report(.metaTypeTooLarge(type), at: offset, track: index)
        case .other where MetaEvent.hasForm(type):
            try log.report(.malformedMeta(type: type, length: length), at: offset, track: index)
        default: break
        }
        isRunningStatusInterrupted = true
        append(.meta(meta))
        return .read
    }

    private mutating func bytes(_ count: Int) -> [UInt8] {
        defer { position += count }
        return Array(UnsafeBufferPointer(start: base + position, count: count))
    }

    /// A variable-length quantity: seven bits a byte, the highest first, bit 7 set on all but the last.
    ///
    /// Nil if the bytes run out inside it. Longer than four bytes is illegal and saturates.
    mutating func quantity(_ log: inout DiagnosticLog) throws(MIDIFileError) -> Int? {
        var value = 0
        var cursor = position
        while cursor < end {
            let byte = base[cursor]
            cursor += 1
            value = min(value << 7 | Int(byte & 0x7F), 1 << 40)
            if byte < 0x80 {
                if cursor - position > 4 { try log.report(.quantityTooLong, at: position, track: index) }
                position = cursor
                return min(value, Self.largestDelta)
            }
        }
        return nil
    }

    /// Whether the bytes at an offset look like a whole event with its status byte.
    func isPlausibleEvent(at offset: Int) -> Bool {
        let status = base[offset]
        switch status {
        case 0x80..<0xF0:
            let count = status & 0xE0 == 0xC0 ? 1 : 2
            guard end - offset > count else { return false }
            return (1...count).allSatisfy { base[offset + $0] < 0x80 }
        case 0xFF:
            guard end - offset >= 3, base[offset + 1] < 0x80 else { return false }
            return hasLength(at: offset + 2)
        case 0xF0, 0xF7: return hasLength(at: offset + 1)
        default: return false
        }
    }

    /// Whether a legal variable-length quantity stands at an offset and as many bytes follow it.
    private func hasLength(at offset: Int) -> Bool {
        var length = 0
        for cursor in offset..<min(end, offset + 4) {
            length = length << 7 | Int(base[cursor] & 0x7F)
            if base[cursor] < 0x80 { return length <= end - cursor - 1 }
        }
        return false
    }

    /// The track; reports what can only be known at its end.
    mutating func finish(_ log: inout DiagnosticLog) throws(MIDIFileError) -> MIDIFile.Track {
        let hanging = sounding.count
        if hanging > 0 { try log.report(.hangingNotes(count: hanging), at: position, track: index) }
        if hasLeftOut { closeGaps() }
        return MIDIFile.Track(events: events, endTick: tick)
    }

    /// Shortens gaps that no delta time can hold, so that whatever was read can be written.
    private mutating func closeGaps() {
        var excess = 0
        var previous = 0
        for index in events.indices {
            let gap = events[index].tick - excess - previous
            if gap > Self.largestDelta { excess += gap - Self.largestDelta }
            events[index].tick -= excess
            previous = events[index].tick
        }
        tick = min(tick - excess, previous + Self.largestDelta)
    }
}
