/// What can be wrong with a Standard MIDI File, or with getting at it.
///
/// A problem becomes a `MIDIFileError` when reading cannot go on (or the policy is strict), otherwise a
/// `MIDIFileWarning`.
public enum MIDIFileProblem: Sendable, Equatable {
    // Getting at the file
    /// The file cannot be opened or read.
    case unreadable(reason: String)
    /// The file cannot be written.
    case unwritable(reason: String)
    /// The file is larger than the reader's limit.
    case tooLarge(limit: Int)

    // No music at all
    /// The file has no bytes.
    case empty
    /// Nothing in the file looks like a MIDI header; the first bytes are given.
    case notMIDI(firstBytes: [UInt8])
    /// The file ends inside the header chunk.
    case headerCut(bytes: Int)
    /// The header chunk is shorter than its three words.
    case headerTooShort(length: Int)
    /// The division is 0: a tick would have no duration.
    case zeroDivision

    // Containers and header
    /// Bytes before the header, such as a MacBinary wrapper.
    case leadingBytes(count: Int)
    /// A size in the RIFF wrapper does not fit the file.
    case riffSize(declared: Int)
    /// The header chunk's length points past the end of the file.
    case headerLengthPastEnd(length: Int)
    /// A format other than 0, 1 and 2; read as format 1.
    case unknownFormat(UInt16)
    /// An SMPTE rate other than 24, 25, 29 (29.97) and 30; kept as it is.
    case unknownFrameRate(framesPerSecond: Int)
    /// Format 0 with several tracks; read as format 1.
    case formatZeroWithTracks(count: Int)
    /// The header's count of tracks is not what is there.
    case trackCount(declared: Int, found: Int)
    /// The file has no tracks.
    case noTracks
    /// More tracks than a header can count; the rest is left out.
    case tooManyTracks

    // Chunks
    /// A track's length points past the end of the file.
    case trackLengthPastEnd(length: Int)
    /// A track goes on after the end of its chunk; read on to its end-of-track.
    case trackLengthTooShort(length: Int)
    /// A track's chunk reaches into the next track; cut there.
    case trackLengthTooLong(length: Int)
    /// Bytes between chunks that are no chunk; skipped.
    case unexpectedBytes(count: Int)
    /// Bytes after the last chunk; ignored.
    case trailingBytes(count: Int)

    // Events
    /// A track without an end-of-track event.
    case missingEndOfTrack
    /// The end-of-track event carries data; ignored.
    case endOfTrackWithData
    /// Bytes follow the end-of-track event in its chunk; ignored.
    case bytesAfterEndOfTrack(count: Int)
    /// The data ends inside an event; the event is left out.
    case cutEvent
    /// A variable-length quantity of more than four bytes; taken as the largest four-byte value.
    case quantityTooLong
    /// A data byte where a status byte was needed; skipped to the next event.
    case dataWithoutStatus(UInt8)
    /// A data byte above 127; taken as 127.
    case dataByteTooLarge(UInt8)
    /// Running status goes on after a meta or system exclusive event, which ends it; the old status is used.
    case runningStatusInterrupted
    /// A system common or real-time status byte, which no track may contain; left out.
    case strayStatus(UInt8)
    /// A meta event whose type is above 127; kept as it is.
    case metaTypeTooLarge(UInt8)
    /// A known meta event whose data does not have its form; kept as bytes.
    case malformedMeta(type: UInt8, length: Int)
    /// A tempo that is legal and cannot be meant.
    case implausibleTempo(microsecondsPerQuarter: Int)
    /// Notes still sounding at the end of their track.
    case hangingNotes(count: Int)

    /// Whether the file breaks the specification, so that the strict policy refuses it.
    ///
    /// The others are legal, and only worth a warning under either policy.
    public var isViolation: Bool {
        switch self {
        case .noTracks, .implausibleTempo, .hangingNotes: false
        default: true
        }
    }
}
