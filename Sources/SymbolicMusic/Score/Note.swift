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
