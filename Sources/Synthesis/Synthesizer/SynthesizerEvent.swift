/// What a synthesizer can be told, with plain numbers.
///
/// Channels are 0…31: sixteen of the first port, then sixteen of the second.
public enum SynthesizerEvent: Sendable, Equatable {
    /// A key is struck: key and velocity 0…127; a velocity of 0 lets it go.
    case noteOn(channel: UInt8, key: UInt8, velocity: UInt8)
    /// A key is let go.
    case noteOff(channel: UInt8, key: UInt8, velocity: UInt8)
    /// A controller 0…127 takes a value 0…127.
    case controller(channel: UInt8, number: UInt8, value: UInt8)
    /// Program change.
    case program(channel: UInt8, number: UInt8)
    /// Pitch wheel, −8192…8191.
    case pitchBend(channel: UInt8, value: Int16)
    /// Channel pressure, 0…127.
    case channelPressure(channel: UInt8, value: UInt8)
    /// Pressure of a key, 0…127.
    case keyPressure(channel: UInt8, key: UInt8, value: UInt8)
    /// A system exclusive message to a port, 0 or 1: its bytes between F0 and F7.
    ///
    /// Handling it reads the array and keeps nothing, so an event that stays in a list costs the audio thread no
    /// memory. Whoever has bytes without an array calls `Synthesizer.handle(systemExclusive:port:)`.
    case systemExclusive(port: UInt8, bytes: [UInt8])
}
