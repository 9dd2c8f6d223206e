/// What a synthesizer can be told: channel messages, with plain numbers.
public enum SynthesizerEvent: Sendable, Equatable {
    /// A key is struck: channel 0…15, key and velocity 0…127; a velocity of 0 lets it go.
    case noteOn(channel: UInt8, key: UInt8, velocity: UInt8)
    /// A key is let go.
    case noteOff(channel: UInt8, key: UInt8, velocity: UInt8)
    /// A controller 0…127 takes a value 0…127.
    case controller(channel: UInt8, number: UInt8, value: UInt8)
    /// Program change.
    case program(channel: UInt8, number: UInt8)
    /// Pitch wheel, −8192…8191.
    case pitchBend(channel: UInt8, value: Int16)
}
