/// Reads the events of one track. Positions are bytes from the start of the file.
///
/// When the bytes run out inside an event, the parser stands at the start of that event, so that it can go on if
/// its caller finds more bytes.
struct TrackParser {
    /// How a run ended.
    enum Outcome {
        /// At the end-of-track event.
        case endOfTrack
        /// At the end of the bytes, between events.
        case ranOut
        /// At the end of the bytes, inside an event.
        case cut
    }

    /// The largest delta time a file can hold.
    static let largestDelta = 0x0FFF_FFFF

    let base: UnsafePointer<UInt8>
    var position: Int
    var end: Int
    let index: Int

    var tick = 0
    var events: [MIDIFile.TimedEvent] = []
    /// The last channel status, 0 before the first.
    var runningStatus: UInt8 = 0
    /// Whether a meta or system exclusive event has come since; RP-001: "Sysex events and meta-events cancel any
    /// running status which was in effect." It is kept all the same, because many writers do not know that.
    var isRunningStatusInterrupted = false
    /// Whether an event was left out, so that the gap at its place may exceed what one delta can hold.
    var hasLeftOut = false
    var sounding = SoundingKeys()

    init(base: UnsafePointer<UInt8>, position: Int, end: Int, index: Int) {
        self.base = base
        self.position = position
        self.end = end
        self.index = index
        // Three to four bytes an event is usual; the estimate is bounded by the bytes that are really there.
        events.reserveCapacity((end - position) / 4 + 1)
    }

    /// Reads events up to the end-of-track event or the end of the bytes.
    mutating func run(_ log: inout DiagnosticLog) throws(MIDIFileError) -> Outcome {
        while position < end {
            let start = position
            let startTick = tick
            let first = base[position]
            if first < 0x80 {
                position += 1
                tick += Int(first)
            } else if let delta = try quantity(&log) {
                tick += delta
            } else {
                position = start
                return .cut
            }
            switch try event(&log) {
            case .read: continue
            case .endOfTrack: return .endOfTrack
            case .cut:
                position = start
                tick = startTick
                return .cut
            }
        }
        return .ranOut
    }

    enum Step { case read, endOfTrack, cut }

    /// Reads what follows a delta time.
    @inline(__always)
    private mutating func event(_ log: inout DiagnosticLog) throws(MIDIFileError) -> Step {
        guard position < end else { return .cut }
        let byte = base[position]
        var status = runningStatus
        if byte >= 0x80 {
            guard byte < 0xF0 else { return try systemEvent(&log) }
            status = byte
            runningStatus = byte
            isRunningStatusInterrupted = false
            position += 1
        } else if status == 0 || isRunningStatusInterrupted {
            guard status != 0 else { return try eventAfterLostStatus(&log) }
            try log.report(.runningStatusInterrupted, at: position, track: index)
            isRunningStatusInterrupted = false
        }
        return try channelEvent(status, &log) ? .read : .cut
    }

    /// A channel message's data bytes; false if they are not all there.
    @inline(__always)
    private mutating func channelEvent(_ status: UInt8, _ log: inout DiagnosticLog) throws(MIDIFileError) -> Bool {
        let channel = status & 0x0F
        // Program change (C) and channel pressure (D) have one data byte, the others two.
        if status & 0xE0 == 0xC0 {
            guard position < end else { return false }
            var value = base[position]
            if value > 0x7F { value = try clamped(value, at: position, &log) }
            position += 1
            append(
                status < 0xD0
                    ? .programChange(channel: channel, program: value)
                    : .channelPressure(channel: channel, pressure: value))
            return true
        }
        guard end - position >= 2 else { return false }
        var first = base[position]
        var second = base[position + 1]
        if (first | second) > 0x7F {
            first = try clamped(first, at: position, &log)
            second = try clamped(second, at: position + 1, &log)
        }
        position += 2
        switch status >> 4 {
        case 0x8:
            sounding.release(channel: channel, key: first)
            append(.noteOff(channel: channel, key: first, velocity: second))
        case 0x9:
            if second > 0 {
                sounding.strike(channel: channel, key: first)
            } else {
                sounding.release(channel: channel, key: first)
            }
            append(.noteOn(channel: channel, key: first, velocity: second))
        case 0xA: append(.polyphonicPressure(channel: channel, key: first, pressure: second))
        case 0xB:
            // All Sound Off, All Notes Off and the mode messages that imply it.
            if first >= 120 && first != 121 && first != 122 { sounding.releaseAll(channel: channel) }
            append(.controlChange(channel: channel, controller: first, value: second))
        default: append(.pitchBend(channel: channel, value: UInt16(first) | UInt16(second) << 7))
        }
        return true
    }

    @inline(__always)
    mutating func append(_ event: MIDIEvent) {
        events.append(MIDIFile.TimedEvent(tick: tick, event: event))
    }

    @inline(never)
    private func clamped(_ byte: UInt8, at offset: Int, _ log: inout DiagnosticLog) throws(MIDIFileError) -> UInt8 {
        guard byte > 0x7F else { return byte }
        try log.report(.dataByteTooLarge(byte), at: offset, track: index)
        return 0x7F
    }

    /// The next byte that may begin an event, after data bytes to which no status belongs; then that event.
    @inline(never)
    private mutating func eventAfterLostStatus(_ log: inout DiagnosticLog) throws(MIDIFileError) -> Step {
        try log.report(.dataWithoutStatus(base[position]), at: position, track: index)
        while position < end && !isPlausibleEvent(at: position) { position += 1 }
        guard position < end else { return .read }
        let status = base[position]
        guard status < 0xF0 else { return try systemEvent(&log) }
        runningStatus = status
        isRunningStatusInterrupted = false
        position += 1
        return try channelEvent(status, &log) ? .read : .cut
    }
}
