import StandardMIDIFile

/// The sixteen channels of one port on one MIDI track, as their events are read.
struct MIDIVoices {
    private var notes = [[Note]](repeating: [], count: 16)
    private var controls = [[ControlEvent]](repeating: [], count: 16)
    /// For each channel and key the oldest and the newest note that sounds, −1 for none.
    private var oldest = [Int32](repeating: -1, count: 16 * 128)
    private var newest = [Int32](repeating: -1, count: 16 * 128)
    /// For each note of a channel the next younger one that sounds on its key.
    private var younger = [[Int32]](repeating: [], count: 16)

    /// The duration of a note that has not been released.
    private static let open = -1

    /// Takes a channel event; others are ignored.
    mutating func add(_ event: MIDIEvent, at tick: Int) {
        switch event {
        case .noteOn(let channel, let key, let velocity):
            if velocity & 0x7F == 0 {
                release(channel & 0x0F, key & 0x7F, at: tick)
            } else {
                strike(channel & 0x0F, key & 0x7F, velocity & 0x7F, at: tick)
            }
        case .noteOff(let channel, let key, _):
            release(channel & 0x0F, key & 0x7F, at: tick)
        case .polyphonicPressure(let channel, let key, let pressure):
            add(.keyPressure(key & 0x7F, pressure & 0x7F), channel, tick)
        case .controlChange(let channel, let controller, let value):
            add(.controller(controller & 0x7F, value & 0x7F), channel, tick)
        case .programChange(let channel, let program):
            add(.program(program & 0x7F), channel, tick)
        case .channelPressure(let channel, let pressure):
            add(.channelPressure(pressure & 0x7F), channel, tick)
        case .pitchBend(let channel, let value):
            add(.pitchBend(Int16(value & 0x3FFF) - 8192), channel, tick)
        case .meta, .systemExclusive, .escape:
            break
        }
    }

    private mutating func add(_ kind: ControlEvent.Kind, _ channel: UInt8, _ tick: Int) {
        controls[Int(channel & 0x0F)].append(ControlEvent(tick: tick, kind: kind))
    }

    private mutating func strike(_ channel: UInt8, _ key: UInt8, _ velocity: UInt8, at tick: Int) {
        let voice = Int(channel)
        let slot = voice << 7 | Int(key)
        let index = Int32(truncatingIfNeeded: notes[voice].count)
        notes[voice].append(Note(onset: tick, duration: Self.open, pitch: key, velocity: velocity))
        younger[voice].append(-1)
        if oldest[slot] < 0 {
            oldest[slot] = index
        } else {
            younger[voice][Int(newest[slot])] = index
        }
        newest[slot] = index
    }

    private mutating func release(_ channel: UInt8, _ key: UInt8, at tick: Int) {
        let voice = Int(channel)
        let slot = voice << 7 | Int(key)
        guard oldest[slot] >= 0 else { return }
        let index = Int(oldest[slot])
        notes[voice][index].duration = tick &- notes[voice][index].onset
        oldest[slot] = younger[voice][index]
    }

    /// A score track for each channel on which something happened; notes that still sound end at `end`.
    func tracks(named name: String, port: UInt8, endingAt end: Int) -> [ScoreTrack] {
        (0..<16).compactMap { channel in
            guard !notes[channel].isEmpty || !controls[channel].isEmpty else { return nil }
            var closed = notes[channel]
            for index in closed.indices where closed[index].duration < 0 {
                closed[index].duration = max(0, end &- closed[index].onset)
            }
            var track = ScoreTrack(
                name: name, channel: UInt8(channel), isPercussion: channel == 9,
                notes: closed, controls: controls[channel], port: port)
            track.sortNotes()
            track.program = track.initialProgram ?? 0
            return track
        }
    }
}

extension ScoreTrack {
    /// Puts the notes in order of (onset, pitch); notes alike in both stay in the order in which they were struck.
    mutating func sortNotes() {
        func precedes(_ left: Note, _ right: Note) -> Bool {
            left.onset != right.onset ? left.onset < right.onset : left.pitch < right.pitch
        }
        let isSorted = zip(notes, notes.dropFirst()).allSatisfy { !precedes($1, $0) }
        if !isSorted { notes.sort(by: precedes) }
    }
}
