import StandardMIDIFile

extension MIDIFile {
    /// A score as a format 1 file: a conductor track with title, tempo, metre, keys and system exclusive messages,
    /// then a track for every score track, with a port prefix where its port is not 0.
    ///
    /// Reading the file gives the same score again, but for this:
    /// - a track that selects no program before its first note gets a program change at its start;
    /// - of two notes of one pitch on a track, the one struck first is also released first;
    /// - metres that MIDI cannot write are left out, and more than 32767 ticks to a quarter are scaled down.
    public init(_ score: Score) {
        let writer = MIDIScoreWriter(ticksPerQuarter: score.ticksPerQuarter)
        self.init(
            format: .simultaneousTracks, division: .ticksPerQuarter(writer.division),
            tracks: [writer.conductor(of: score)] + score.tracks.map(writer.track(of:)))
    }
}

/// Turns the parts of a score into MIDI tracks.
private struct MIDIScoreWriter {
    let ticksPerQuarter: Int
    var division: Int { min(max(1, ticksPerQuarter), 32767) }

    /// A tick of the score in ticks of the file, within what the file can hold without overflow.
    func tick(_ tick: Int) -> Int {
        let tick = min(max(0, tick), TimeGrid.latestTick)
        guard division != ticksPerQuarter else { return tick }
        return Int(Double(tick) * Double(division) / Double(ticksPerQuarter) + 0.5)
    }

    func conductor(of score: Score) -> MIDIFile.Track {
        var events: [MIDIFile.TimedEvent] = []
        for change in score.tempoMap.changes {
            let micro = min(max(1, change.microsecondsPerQuarter), 0xFF_FFFF)
            events.append(.init(tick: tick(change.tick), event: .meta(.tempo(microsecondsPerQuarter: micro))))
        }
        for meter in score.meters {
            guard let event = meter.event else { continue }
            events.append(.init(tick: tick(meter.tick), event: .meta(event)))
        }
        for key in score.keySignatures {
            let sharps = Int8(min(max(-7, key.sharps), 7))
            events.append(
                .init(tick: tick(key.tick), event: .meta(.keySignature(sharps: sharps, isMinor: key.isMinor))))
        }
        events.sort { $0.tick < $1.tick }
        events = merge(events, exclusives(of: score))
        events.insert(contentsOf: name(score.title), at: 0)
        return MIDIFile.Track(events: events, endTick: tick(score.endTick))
    }

    func track(of track: ScoreTrack) -> MIDIFile.Track {
        let channel = track.channel & 0x0F
        var timed: [(tick: Int, phase: Int, event: MIDIEvent)] = []
        timed.reserveCapacity(2 * track.notes.count + track.controls.count + 1)
        // At one tick: releases, then controls, then notes of no length at all, then attacks.
        for note in track.notes {
            let key = note.pitch & 0x7F
            let on = MIDIEvent.noteOn(channel: channel, key: key, velocity: min(max(1, note.velocity), 127))
            let off = MIDIEvent.noteOff(channel: channel, key: key, velocity: 64)
            let start = tick(note.onset)
            let end = max(start, tick(note.onset &+ max(0, note.duration)))
            timed.append((start, end == start ? 2 : 3, on))
            timed.append((end, end == start ? 2 : 0, off))
        }
        for control in track.controls {
            timed.append((tick(control.tick), 1, control.kind.event(onChannel: channel)))
        }
        timed.sort { ($0.tick, $0.phase) < ($1.tick, $1.phase) }
        var events = name(track.name)
        if track.port != 0 { events.append(.init(tick: 0, event: .meta(.port(track.port)))) }
        let needsProgram = track.initialProgram == nil && !(track.isPercussion && track.program == 0)
        if needsProgram {
            events.append(.init(tick: 0, event: .programChange(channel: channel, program: track.program & 0x7F)))
        }
        events += timed.map { MIDIFile.TimedEvent(tick: $0.tick, event: $0.event) }
        return MIDIFile.Track(events: events)
    }

    /// The system exclusive messages, with a port prefix wherever the port changes.
    private func exclusives(of score: Score) -> [MIDIFile.TimedEvent] {
        var events: [MIDIFile.TimedEvent] = []
        var port: UInt8 = 0
        for message in score.systemExclusives.sorted(by: { $0.tick < $1.tick }) {
            let tick = tick(message.tick)
            if message.port != port { events.append(.init(tick: tick, event: .meta(.port(message.port)))) }
            port = message.port
            events.append(.init(tick: tick, event: .systemExclusive(message.bytes + [0xF7])))
        }
        return events
    }

    /// Two lists in order made one, at one tick the first before the second.
    private func merge(_ first: [MIDIFile.TimedEvent], _ second: [MIDIFile.TimedEvent]) -> [MIDIFile.TimedEvent] {
        var result: [MIDIFile.TimedEvent] = []
        var rest = second[...]
        for event in first {
            while let next = rest.first, next.tick < event.tick {
                result.append(next)
                rest = rest.dropFirst()
            }
            result.append(event)
        }
        return result + rest
    }

    private func name(_ text: String) -> [MIDIFile.TimedEvent] {
        text.isEmpty ? [] : [.init(tick: 0, event: .meta(.text(kind: 3, bytes: Array(text.utf8))))]
    }
}

extension MeterChange {
    /// The metre as a meta event, nil for a denominator that is no power of two or a metre MIDI cannot write.
    fileprivate var event: MetaEvent? {
        guard (1...255).contains(numerator), (1...64).contains(denominator), denominator.nonzeroBitCount == 1
        else { return nil }
        // The metronome clicks on dotted notes in compound metres; 24 MIDI clocks are a quarter.
        let isCompound = denominator >= 8 && numerator > 3 && numerator % 3 == 0
        return .timeSignature(
            numerator: UInt8(numerator), denominatorPower: UInt8(denominator.trailingZeroBitCount),
            clocksPerClick: UInt8(max(1, 96 / denominator * (isCompound ? 3 : 1))), thirtySecondsPerQuarter: 8)
    }
}

extension ControlEvent.Kind {
    fileprivate func event(onChannel channel: UInt8) -> MIDIEvent {
        switch self {
        case .controller(let controller, let value):
            .controlChange(channel: channel, controller: controller & 0x7F, value: value & 0x7F)
        case .program(let program):
            .programChange(channel: channel, program: program & 0x7F)
        case .pitchBend(let bend):
            .pitchBend(channel: channel, value: UInt16(min(max(0, Int(bend) + 8192), 0x3FFF)))
        case .channelPressure(let pressure):
            .channelPressure(channel: channel, pressure: pressure & 0x7F)
        case .keyPressure(let key, let pressure):
            .polyphonicPressure(channel: channel, key: key & 0x7F, pressure: pressure & 0x7F)
        }
    }
}
