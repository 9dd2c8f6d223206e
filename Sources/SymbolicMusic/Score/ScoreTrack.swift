/// One track of a score: the notes of one channel of one port on one MIDI track.
public struct ScoreTrack: Sendable, Equatable {
    /// The track's name, empty if it has none.
    public var name: String
    /// MIDI channel, 0…15.
    public var channel: UInt8
    /// The port that the channel belongs to, as a file's port prefix names it; most files have port 0 alone.
    ///
    /// Channels of one number on several ports are different channels. A synthesizer of two ports plays the even ports
    /// on its first and the odd ones on its second.
    public var port: UInt8
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
        notes: [Note] = [], controls: [ControlEvent] = [], port: UInt8 = 0
    ) {
        self.name = name
        self.channel = channel
        self.port = port
        self.program = program
        self.isPercussion = isPercussion
        self.notes = notes
        self.controls = controls
    }
}
