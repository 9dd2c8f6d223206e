import StandardMIDIFile

/// Gathers what the tracks of a file say into one score.
struct MIDIMerge {
    private let timing: MIDITiming
    private var title: String?
    private var tracks: [ScoreTrack] = []
    private var tempi: [TempoMap.Change] = []
    private var meters: [MeterChange] = []
    private var keys: [KeySignatureChange] = []
    private var exclusives: [SystemExclusiveEvent] = []
    private var endTick = 0

    init(timing: MIDITiming) { self.timing = timing }

    /// Puts tempo and metre back to what a file starts with.
    mutating func startPattern(at tick: Int) {
        if !tempi.isEmpty {
            tempi.append(.init(tick: tick, microsecondsPerQuarter: TempoMap.defaultMicrosecondsPerQuarter))
        }
        if !meters.isEmpty { meters.append(MeterChange(tick: tick, numerator: 4, denominator: 4)) }
    }

    /// Adds a MIDI track that starts at a tick.
    mutating func add(_ track: MIDIFile.Track, at origin: Int) {
        // A track may change its port on the way; each port has sixteen channels of its own.
        var ports: [(number: UInt8, voices: MIDIVoices)] = []
        var port: UInt8 = 0
        var assembly = SystemExclusiveAssembly()
        var name = ""
        for timed in track.events {
            let tick = origin &+ timed.tick
            switch timed.event {
            case .meta(.port(let number)):
                port = number
            case .meta(let meta):
                add(meta, at: tick, name: &name)
            case .systemExclusive(let bytes):
                assembly.start(bytes, at: tick, port: port)
            case .escape(let bytes):
                assembly.append(bytes, at: tick, port: port)
            default:
                let index = ports.firstIndex { $0.number == port } ?? ports.endIndex
                if index == ports.endIndex { ports.append((port, MIDIVoices())) }
                ports[index].voices.add(timed.event, at: tick)
            }
        }
        let end = origin &+ track.endTick
        endTick = max(endTick, end)
        title = title ?? name
        exclusives += assembly.finish()
        for (number, voices) in ports { tracks += voices.tracks(named: name, port: number, endingAt: end) }
    }

    private mutating func add(_ meta: MetaEvent, at tick: Int, name: inout String) {
        switch meta {
        case .tempo(let micro) where timing.fixedMicrosecondsPerQuarter == nil && micro >= 1:
            tempi.append(.init(tick: tick, microsecondsPerQuarter: micro))
        case .timeSignature(let numerator, let power, _, _) where numerator >= 1 && power <= 6:
            meters.append(MeterChange(tick: tick, numerator: Int(numerator), denominator: 1 << Int(power)))
        case .keySignature(let sharps, let isMinor) where (-7...7).contains(sharps):
            keys.append(KeySignatureChange(tick: tick, sharps: Int(sharps), isMinor: isMinor))
        case .text(3, let bytes) where name.isEmpty:
            name = MIDIText(decoding: bytes).string
        default:
            break
        }
    }

    /// The score of all that was added.
    func score() -> Score {
        var tracks = tracks
        lendPrograms(to: &tracks)
        let changes =
            timing.fixedMicrosecondsPerQuarter.map { [.init(tick: 0, microsecondsPerQuarter: $0)] } ?? tempi
        return Score(
            title: title ?? "", ticksPerQuarter: timing.ticksPerQuarter, tracks: tracks,
            tempoMap: TempoMap(ticksPerQuarter: timing.ticksPerQuarter, changes: changes),
            meters: lastOfEachTick(meters, tick: \.tick), keySignatures: lastOfEachTick(keys, tick: \.tick),
            endTick: endTick, systemExclusives: exclusives.sorted { $0.tick < $1.tick })
    }

    /// Gives tracks without a program change of their own the one that another track made on their channel.
    private func lendPrograms(to tracks: inout [ScoreTrack]) {
        var programs = [[(tick: Int, program: UInt8)]](repeating: [], count: 16 * 256)
        for track in tracks {
            for case let (tick, .program(program)) in track.controls.lazy.map({ ($0.tick, $0.kind) }) {
                programs[track.line].append((tick, program))
            }
        }
        for index in tracks.indices where tracks[index].initialProgram == nil {
            let start = tracks[index].notes.first?.onset ?? 0
            let made = programs[tracks[index].line]
            let latest = made.filter { $0.tick <= start }.max { $0.tick < $1.tick }
            if let program = latest?.program { tracks[index].program = program }
        }
    }
}

extension ScoreTrack {
    /// Port and channel as one number.
    fileprivate var line: Int { Int(port) << 4 | Int(channel & 15) }

    /// The program that the track's own controls select before its first note.
    var initialProgram: UInt8? {
        let start = notes.first?.onset ?? Int.max
        var result: UInt8?
        for control in controls {
            if control.tick > start, result != nil { break }
            if case .program(let program) = control.kind, control.tick <= start { result = program }
        }
        return result
    }
}

/// The elements in ascending order of tick, of several at one tick the last.
private func lastOfEachTick<T>(_ elements: [T], tick: (T) -> Int) -> [T] {
    var result: [T] = []
    for element in elements.sorted(by: { tick($0) < tick($1) }) {
        if let last = result.last, tick(last) == tick(element) { result.removeLast() }
        result.append(element)
    }
    return result
}
