/// A piece of music in exact time: what a MIDI file means, without how it was written down.
///
/// All times are ticks, `ticksPerQuarter` to a quarter note, counted from the start of the piece.
public struct Score: Sendable, Equatable {
    /// Ticks in a quarter note, at least 1.
    public var ticksPerQuarter: Int
    /// The tracks that have notes or controls.
    public var tracks: [ScoreTrack]
    /// Tempo over the whole piece.
    public var tempoMap: TempoMap
    /// Metre changes in ascending order; empty means 4/4 throughout.
    public var meters: [MeterChange]
    /// Key signatures in ascending order.
    public var keySignatures: [KeySignatureChange]
    /// The tick at which the piece ends: the latest end of track or note.
    public var endTick: Int

    /// Makes a score from its parts.
    public init(
        ticksPerQuarter: Int = 480, tracks: [ScoreTrack] = [], tempoMap: TempoMap? = nil,
        meters: [MeterChange] = [], keySignatures: [KeySignatureChange] = [], endTick: Int = 0
    ) {
        self.ticksPerQuarter = max(1, ticksPerQuarter)
        self.tracks = tracks
        self.tempoMap = tempoMap ?? TempoMap(ticksPerQuarter: max(1, ticksPerQuarter))
        self.meters = meters
        self.keySignatures = keySignatures
        self.endTick = endTick
    }
}

/// One track of a score: the notes of one channel on one MIDI track.
public struct ScoreTrack: Sendable, Equatable {
    /// The track's name, empty if it has none.
    public var name: String
    /// MIDI channel, 0…15.
    public var channel: UInt8
    /// General MIDI program at the start, 0…127.
    public var program: UInt8
    /// Whether the channel is a drum part (GM channel 10), which chordify and tokens leave out.
    public var isPercussion: Bool
    /// Notes in ascending (onset, pitch) order.
    public var notes: [Note]
    /// Everything on the channel that is not a note: controllers (the sustain pedal is 64), programs, bends,
    /// pressure, in ascending order.
    public var controls: [ControlEvent]

    /// Makes a track from its parts.
    public init(
        name: String = "", channel: UInt8 = 0, program: UInt8 = 0, isPercussion: Bool = false,
        notes: [Note] = [], controls: [ControlEvent] = []
    ) {
        self.name = name
        self.channel = channel
        self.program = program
        self.isPercussion = isPercussion
        self.notes = notes
        self.controls = controls
    }
}

/// A note: when, how long, how high and how hard.
public struct Note: Sendable, Hashable {
    /// Tick of the attack.
    public var onset: Int
    /// Ticks until the key is released, at least 0.
    public var duration: Int
    /// MIDI key, 0…127; 60 is middle C.
    public var pitch: UInt8
    /// How hard, 1…127.
    public var velocity: UInt8

    /// The tick at which the key is released.
    public var end: Int { onset + duration }

    /// Makes a note.
    public init(onset: Int, duration: Int, pitch: UInt8, velocity: UInt8 = 80) {
        self.onset = onset
        self.duration = duration
        self.pitch = pitch
        self.velocity = velocity
    }
}

/// A channel event that is not a note.
public struct ControlEvent: Sendable, Equatable {
    /// What the event does.
    public enum Kind: Sendable, Equatable {
        /// A controller (0…127) takes a value (0…127).
        case controller(UInt8, UInt8)
        /// Program change, 0…127.
        case program(UInt8)
        /// Pitch wheel, −8192…8191.
        case pitchBend(Int16)
        /// Channel pressure, 0…127.
        case channelPressure(UInt8)
        /// Key pressure: key and value.
        case keyPressure(UInt8, UInt8)
    }
    /// When, in ticks.
    public var tick: Int
    /// What.
    public var kind: Kind

    /// Makes a control event.
    public init(tick: Int, kind: Kind) {
        self.tick = tick
        self.kind = kind
    }
}

/// A metre from a tick on.
public struct MeterChange: Sendable, Hashable {
    /// From when, in ticks.
    public var tick: Int
    /// Beats in a bar, at least 1.
    public var numerator: Int
    /// The note that a beat is: 1, 2, 4, 8, …
    public var denominator: Int

    /// Makes a metre change.
    public init(tick: Int = 0, numerator: Int, denominator: Int) {
        self.tick = tick
        self.numerator = numerator
        self.denominator = denominator
    }
}

/// A key signature from a tick on.
public struct KeySignatureChange: Sendable, Hashable {
    /// From when, in ticks.
    public var tick: Int
    /// Sharps (positive) or flats (negative), −7…7.
    public var sharps: Int
    /// Whether the mode is minor.
    public var isMinor: Bool

    /// Makes a key signature.
    public init(tick: Int = 0, sharps: Int, isMinor: Bool) {
        self.tick = tick
        self.sharps = sharps
        self.isMinor = isMinor
    }
}
