import StandardMIDIFile

extension MIDIFile {
    /// A file with every kind of event in it somewhere, drawn from a generator.
    static func random(using generator: inout SplitMix64) -> MIDIFile {
        let format = Format.allCases.randomElement(using: &generator)!
        let trackCount = format == .singleTrack ? 1 : Int.random(in: 1...4, using: &generator)
        let division: Division =
            Bool.random(using: &generator)
            ? .ticksPerQuarter(Int.random(in: 1...0x7FFF, using: &generator))
            : .smpte(
                framesPerSecond: [24, 25, 29, 30].randomElement(using: &generator)!,
                ticksPerFrame: Int.random(in: 1...255, using: &generator))
        let tracks = (0..<trackCount).map { _ in Track.random(using: &generator) }
        return MIDIFile(format: format, division: division, tracks: tracks)
    }
}

extension MIDIFile.Track {
    /// Up to 60 events, at gaps of every length a delta time can have.
    static func random(using generator: inout SplitMix64) -> MIDIFile.Track {
        var tick = 0
        var events: [MIDIFile.TimedEvent] = []
        for _ in 0..<Int.random(in: 0...60, using: &generator) {
            tick += gap(using: &generator)
            events.append(MIDIFile.TimedEvent(tick: tick, event: .random(using: &generator)))
        }
        return MIDIFile.Track(events: events, endTick: tick + gap(using: &generator))
    }

    private static func gap(using generator: inout SplitMix64) -> Int {
        Int.random(
            in: 0...[0, 0x7F, 0x3FFF, 0x1F_FFFF, 0xFFF_FFFF].randomElement(using: &generator)!, using: &generator)
    }
}

extension MIDIEvent {
    static func random(using generator: inout SplitMix64) -> MIDIEvent {
        let channel = UInt8.random(in: 0...15, using: &generator)
        let first = UInt8.random(in: 0...127, using: &generator)
        let second = UInt8.random(in: 0...127, using: &generator)
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: return .noteOff(channel: channel, key: first, velocity: second)
        case 1: return .noteOn(channel: channel, key: first, velocity: second)
        case 2: return .polyphonicPressure(channel: channel, key: first, pressure: second)
        case 3: return .controlChange(channel: channel, controller: first, value: second)
        case 4: return .programChange(channel: channel, program: first)
        case 5: return .channelPressure(channel: channel, pressure: first)
        case 6: return .pitchBend(channel: channel, value: UInt16.random(in: 0...16383, using: &generator))
        case 7: return .systemExclusive(bytes(using: &generator))
        case 8: return .escape(bytes(using: &generator))
        default: return .meta(.random(using: &generator))
        }
    }
}

extension MetaEvent {
    static func random(using generator: inout SplitMix64) -> MetaEvent {
        func byte(_ range: ClosedRange<UInt8> = 0...255) -> UInt8 { UInt8.random(in: range, using: &generator) }
        switch byte(0...10) {
        case 0: return .sequenceNumber(UInt16.random(in: 0...UInt16.max, using: &generator))
        case 1: return .text(kind: byte(1...15), bytes: bytes(using: &generator))
        case 2: return .channelPrefix(byte(0...15))
        case 3: return .port(byte())
        case 4: return .tempo(microsecondsPerQuarter: Int.random(in: 1000...0xFF_FFFF, using: &generator))
        case 5: return .smpteOffset(hours: byte(), minutes: byte(), seconds: byte(), frames: byte(), subframes: byte())
        case 6:
            return .timeSignature(
                numerator: byte(1...255), denominatorPower: byte(0...30), clocksPerClick: byte(),
                thirtySecondsPerQuarter: byte())
        case 7:
            return .keySignature(
                sharps: Int8.random(in: -7...7, using: &generator), isMinor: Bool.random(using: &generator))
        case 8: return .sequencerSpecific(bytes(using: &generator))
        default: return .other(type: byte(0x60...0x7E), bytes: bytes(using: &generator))
        }
    }
}

/// Bytes of any value; now and then more than one length byte can count.
private func bytes(using generator: inout SplitMix64) -> [UInt8] {
    let most = [0, 8, 8, 8, 300].randomElement(using: &generator)!
    return (0..<Int.random(in: 0...most, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
}
