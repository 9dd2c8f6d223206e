/// Writes Standard MIDI Files. The same value always gives the same bytes.
///
/// What the format cannot hold is brought into range: channels and data bytes lose their high bits, a tick before
/// its predecessor's moves up to it, a gap over 268,435,455 ticks shrinks to that, a tempo or division is clamped,
/// format 0 with several tracks becomes format 1.
/// Of values that need none of that, and that name each event by its own case, parsing gives an equal value back.
public struct MIDIFileWriter: Sendable {
    /// Whether a channel message leaves out a status byte equal to the one before.
    ///
    /// On by default: files are about a quarter smaller and every reader must understand it.
    public var usesRunningStatus: Bool

    /// Makes a writer.
    public init(usesRunningStatus: Bool = true) {
        self.usesRunningStatus = usesRunningStatus
    }

    /// The bytes of a file: `MThd` with length 6, then a `MTrk` for each track, ending in its end-of-track event.
    ///
    /// - Complexity: O(n) in the number of events and bytes of text.
    public func bytes(of file: MIDIFile) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(file.tracks.reduce(14) { $0 + 12 + 4 * $1.events.count })
        let isSingle = file.format == .singleTrack && file.tracks.count < 2
        let format: MIDIFile.Format = file.format == .singleTrack && !isSingle ? .simultaneousTracks : file.format
        output += Array("MThd".utf8)
        output.append(bigEndian32: 6)
        output.append(bigEndian16: Int(format.rawValue))
        output.append(bigEndian16: min(file.tracks.count, FileParser.largestTrackCount))
        output.append(bigEndian16: Self.word(of: file.division))
        for track in file.tracks.prefix(FileParser.largestTrackCount) { append(track, to: &output) }
        return output
    }

    private static func word(of division: MIDIFile.Division) -> Int {
        switch division {
        case .ticksPerQuarter(let ticks): min(max(ticks, 1), 0x7FFF)
        case .smpte(let framesPerSecond, let ticksPerFrame):
            (256 - min(max(framesPerSecond, 1), 128)) << 8 | min(max(ticksPerFrame, 1), 255)
        }
    }

    /// The ticks between two events, `tick` being at least 0, within what a delta time can say.
    private static func delta(from tick: Int, to next: Int) -> Int {
        next > tick ? min(next - tick, TrackParser.largestDelta) : 0
    }

    private func append(_ track: MIDIFile.Track, to output: inout [UInt8]) {
        output += Array("MTrk".utf8)
        let lengthIndex = output.count
        output.append(bigEndian32: 0)
        var tick = 0
        var runningStatus: UInt8 = 0
        for timed in track.events {
            // An end of track is where the track ends, nowhere else.
            if case .meta(.other(MetaEvent.endOfTrackType, _)) = timed.event { continue }
            output.append(quantity: Self.delta(from: tick, to: timed.tick))
            tick = max(tick, timed.tick)
            append(timed.event, runningStatus: &runningStatus, to: &output)
        }
        output.append(quantity: Self.delta(from: tick, to: track.endTick))
        output += [0xFF, MetaEvent.endOfTrackType, 0]
        let length = UInt32(truncatingIfNeeded: output.count - lengthIndex - 4)
        for (index, shift) in [24, 16, 8, 0].enumerated() {
            output[lengthIndex + index] = UInt8(truncatingIfNeeded: length >> UInt32(shift))
        }
    }

    private func append(_ event: MIDIEvent, runningStatus: inout UInt8, to output: inout [UInt8]) {
        switch event {
        case .meta(let meta):
            runningStatus = 0
            output += [0xFF, meta.type]
            output.append(counted: meta.data)
        case .systemExclusive(let data):
            runningStatus = 0
            output.append(0xF0)
            output.append(counted: data)
        case .escape(let data):
            runningStatus = 0
            output.append(0xF7)
            output.append(counted: data)
        case .noteOff(let channel, let key, let velocity):
            append(0x80, channel, key, velocity, &runningStatus, to: &output)
        case .noteOn(let channel, let key, let velocity):
            append(0x90, channel, key, velocity, &runningStatus, to: &output)
        case .polyphonicPressure(let channel, let key, let pressure):
            append(0xA0, channel, key, pressure, &runningStatus, to: &output)
        case .controlChange(let channel, let controller, let value):
            append(0xB0, channel, controller, value, &runningStatus, to: &output)
        case .programChange(let channel, let program):
            append(0xC0, channel, program, nil, &runningStatus, to: &output)
        case .channelPressure(let channel, let pressure):
            append(0xD0, channel, pressure, nil, &runningStatus, to: &output)
        case .pitchBend(let channel, let value):
            let low = UInt8(truncatingIfNeeded: value)
            append(0xE0, channel, low, UInt8(truncatingIfNeeded: value >> 7), &runningStatus, to: &output)
        }
    }

    private func append(
        _ kind: UInt8, _ channel: UInt8, _ first: UInt8, _ second: UInt8?, _ runningStatus: inout UInt8,
        to output: inout [UInt8]
    ) {
        let status = kind | channel & 0x0F
        if status != runningStatus || !usesRunningStatus { output.append(status) }
        runningStatus = status
        output.append(first & 0x7F)
        if let second { output.append(second & 0x7F) }
    }
}

extension MIDIFile {
    /// The file's bytes, with running status; see `MIDIFileWriter` for what cannot be held.
    public func serialized() -> [UInt8] {
        MIDIFileWriter().bytes(of: self)
    }
}
