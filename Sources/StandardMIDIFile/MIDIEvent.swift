/// One event of a track: a channel message, a meta event or system exclusive data.
///
/// Channels are 0…15, keys, controllers, programs, pressures and velocities 0…127.
public enum MIDIEvent: Sendable, Equatable {
    /// A key is released.
    case noteOff(channel: UInt8, key: UInt8, velocity: UInt8)
    /// A key is struck; velocity 0 means note-off (kept as read, so that writing is lossless).
    case noteOn(channel: UInt8, key: UInt8, velocity: UInt8)
    /// Polyphonic key pressure.
    case polyphonicPressure(channel: UInt8, key: UInt8, pressure: UInt8)
    /// A controller takes a value.
    case controlChange(channel: UInt8, controller: UInt8, value: UInt8)
    /// A program (instrument) is selected.
    case programChange(channel: UInt8, program: UInt8)
    /// Channel pressure (aftertouch).
    case channelPressure(channel: UInt8, pressure: UInt8)
    /// Pitch wheel, 0…16383 with 8192 in the middle.
    case pitchBend(channel: UInt8, value: UInt16)
    /// A meta event (`FF type length data`).
    case meta(MetaEvent)
    /// System exclusive data that starts a message: `F0 length data` (the data without the F0, with any final F7).
    case systemExclusive([UInt8])
    /// `F7 length data`: the continuation of a split message, or escaped bytes.
    case escape([UInt8])
}
