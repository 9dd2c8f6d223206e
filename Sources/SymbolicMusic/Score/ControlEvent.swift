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
