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
