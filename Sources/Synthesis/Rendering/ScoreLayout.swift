import SymbolicMusic

/// Collects a score's events and puts them in order.
struct ScoreLayout {
    /// What comes first of the events at one tick.
    enum Rank: UInt8 {
        case exclusive, part, controller, program, release, attack
    }

    /// Where an event stands; apart from the events, so that sorting moves plain numbers only.
    private struct Place {
        var frame: Int
        var tick: Int
        var rank: Rank
        var index: Int
        /// The track of a note's event; −1 for all else.
        var track: Int
    }

    private let map: TempoMap
    private let endSeconds: Double
    private let sampleRate: Double
    private var places: [Place] = []
    private var events: [SynthesizerEvent] = []

    init(map: TempoMap, endSeconds: Double, sampleRate: Double) {
        self.map = map
        self.endSeconds = endSeconds
        self.sampleRate = sampleRate
    }

    /// The frame of a tick, within the score.
    func frame(_ tick: Int) -> Int {
        Int((min(max(0, map.seconds(atTick: tick)), endSeconds) * sampleRate).rounded())
    }

    mutating func add(_ event: SynthesizerEvent, at tick: Int, _ rank: Rank, track: Int = -1) {
        places.append(Place(frame: frame(tick), tick: max(0, tick), rank: rank, index: events.count, track: track))
        events.append(event)
    }

    /// What tracks say of themselves rather than by events: their programs and which of them are drum parts.
    mutating func addSetup(of score: Score) {
        for channel in 0..<32 as Range<UInt8> {
            let tracks = score.tracks.filter { $0.synthesizerChannel == channel }
            guard !tracks.isEmpty else { continue }
            let isTenth = channel & 15 == 9
            if tracks.allSatisfy({ $0.isPercussion != isTenth }) {
                let message = GSMessage.drumPart(channel: channel & 15, isOn: !isTenth)
                add(.systemExclusive(port: channel >> 4, bytes: message), at: 0, .part)
            }
            let isSelected = tracks.contains { track in
                track.controls.contains { if case .program = $0.kind { true } else { false } }
            }
            if !isSelected, let track = tracks.first(where: { $0.program != 0 }) {
                add(.program(channel: channel, number: track.program & 127), at: 0, .program)
            }
        }
    }

    mutating func add(_ track: ScoreTrack, index: Int) {
        let channel = track.synthesizerChannel
        for control in track.controls {
            add(Self.event(control.kind, channel: channel), at: control.tick, .controller)
        }
        for note in track.notes where note.velocity > 0 {
            let key = note.pitch & 127
            add(
                .noteOn(channel: channel, key: key, velocity: min(127, note.velocity)), at: note.onset, .attack,
                track: index)
            let struck = frame(note.onset)
            add(
                .noteOff(channel: channel, key: key, velocity: 64), at: note.onset &+ max(0, note.duration), .release,
                track: index)
            // Every note sounds, even one shorter than a frame.
            places[places.count - 1].frame = max(struck + 1, places[places.count - 1].frame)
        }
    }

    /// All events; those of one tick by rank, those of one rank as the score lists them; and the tracks of
    /// notes' events.
    func sorted() -> (events: [ScoreSequencer.TimedEvent], tracks: [Int]) {
        let order = places.sorted { a, b in
            if a.frame != b.frame { return a.frame < b.frame }
            if a.tick != b.tick { return a.tick < b.tick }
            return a.rank != b.rank ? a.rank.rawValue < b.rank.rawValue : a.index < b.index
        }
        let timed = order.map { ScoreSequencer.TimedEvent(frame: $0.frame, event: events[$0.index]) }
        return (timed, order.map(\.track))
    }

    private static func event(_ kind: ControlEvent.Kind, channel: UInt8) -> SynthesizerEvent {
        switch kind {
        case .controller(let number, let value): .controller(channel: channel, number: number, value: value)
        case .program(let number): .program(channel: channel, number: number)
        case .pitchBend(let value): .pitchBend(channel: channel, value: value)
        case .channelPressure(let value): .channelPressure(channel: channel, value: value)
        case .keyPressure(let key, let value): .keyPressure(channel: channel, key: key, value: value)
        }
    }
}

extension ScoreTrack {
    /// The channel that a synthesizer of two ports plays the track on, 0…31.
    fileprivate var synthesizerChannel: UInt8 { (port & 1) << 4 | channel & 15 }
}
