/// One vertical slice of a chordified piece: what sounds from one onset or release to the next.
///
/// Times are grid steps, `Slice.stepsPerQuarter` to a quarter note: the coarsest grid that holds sixteenths and
/// eighth triplets exactly, so that a duration of `steps` is `steps/12` of a quarterLength.
public struct Slice: Sendable, Hashable {
    /// Grid steps in a quarter note.
    public static let stepsPerQuarter = 12

    /// A pitch that sounds in a slice.
    public struct Tone: Sendable, Hashable {
        /// MIDI key, 0…127.
        public var pitch: UInt8
        /// Whether the note begins here (otherwise it is tied over from the slice before).
        public var isStruck: Bool

        /// Makes a tone.
        public init(pitch: UInt8, isStruck: Bool) {
            self.pitch = pitch
            self.isStruck = isStruck
        }
    }

    /// Grid steps from the start of the piece.
    public var start: Int
    /// Grid steps to the next slice, at least 1.
    public var duration: Int
    /// What sounds, in ascending pitch, each pitch once; empty for a rest.
    public var tones: [Tone]

    /// Makes a slice.
    public init(start: Int, duration: Int, tones: [Tone]) {
        self.start = start
        self.duration = duration
        self.tones = tones
    }
}
