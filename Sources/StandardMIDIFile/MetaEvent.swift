/// A meta event: information about the music that is not sent to an instrument.
///
/// A meta event whose data does not have the form the specification gives it is kept as `.other`, byte for byte,
/// so that every file survives being read and written.
public enum MetaEvent: Sendable, Equatable {
    /// `FF 00 02`: sequence number.
    case sequenceNumber(UInt16)
    /// `FF 01…0F`: text of some kind, as the bytes of the file (see `MIDIText` for decoding).
    case text(kind: UInt8, bytes: [UInt8])
    /// `FF 20 01`: the channel that following meta and sysex events belong to.
    case channelPrefix(UInt8)
    /// `FF 21 01`: the MIDI port of the track.
    case port(UInt8)
    /// `FF 51 03`: microseconds per quarter note, 1…16777215.
    case tempo(microsecondsPerQuarter: Int)
    /// `FF 54 05`: where in SMPTE time the track starts.
    case smpteOffset(hours: UInt8, minutes: UInt8, seconds: UInt8, frames: UInt8, subframes: UInt8)
    /// `FF 58 04`: metre; the denominator is 2 to the power of `denominatorPower`.
    case timeSignature(numerator: UInt8, denominatorPower: UInt8, clocksPerClick: UInt8, thirtySecondsPerQuarter: UInt8)
    /// `FF 59 02`: key, sharps (+) or flats (−) −7…7, and mode.
    case keySignature(sharps: Int8, isMinor: Bool)
    /// `FF 7F`: bytes for one maker's sequencer.
    case sequencerSpecific([UInt8])
    /// Any other type, or a known type whose data is malformed.
    case other(type: UInt8, bytes: [UInt8])
}
