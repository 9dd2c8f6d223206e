import Basics

extension MIDIFileProblem: CustomStringConvertible {
    /// What is wrong, in one clause.
    public var description: String {
        switch self {
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .unwritable(let reason): "cannot be written: \(reason)"
        case .tooLarge(let limit): "is larger than the limit of \(counted(limit, "byte"))"
        case .empty: "is empty"
        case .notMIDI(let bytes):
            "is not a MIDI file: it begins with \(Self.hex(bytes)), and has no header chunk \"MThd\""
        case .headerCut(let count): "ends after \(counted(count, "byte")), inside the header"
        case .headerTooShort(let length): "has a header of \(counted(length, "byte")), which needs 6"
        case .zeroDivision: "has a division of 0, so that its ticks have no duration"
        case .leadingBytes(let count): "\(counted(count, "byte")) before the header"
        case .riffSize(let size): "a RIFF chunk's size of \(size) does not fit the file"
        case .headerLengthPastEnd(let length): "a header length of \(length) points past the end of the file"
        case .unknownFormat(let format): "unknown format \(format), read as format 1"
        case .unknownFrameRate(let rate): "unknown SMPTE rate of \(counted(rate, "frame")) per second"
        case .formatZeroWithTracks(let count): "format 0 with \(counted(count, "track")), read as format 1"
        case .trackCount(let declared, let found):
            "the header counts \(counted(declared, "track")), and the file has \(found)"
        case .noTracks: "no tracks"
        case .tooManyTracks: "more than 65535 tracks"
        case .trackLengthPastEnd(let length): "a track length of \(length) points past the end of the file"
        case .trackLengthTooShort(let length): "a track length of \(length) is too short for its events"
        case .trackLengthTooLong(let length): "a track length of \(length) reaches into the next track"
        case .unexpectedBytes(let count): "\(counted(count, "byte")) outside every chunk"
        case .trailingBytes(let count): "\(counted(count, "byte")) after the last chunk"
        case .missingEndOfTrack: "no end-of-track event"
        case .endOfTrackWithData: "the end-of-track event carries data"
        case .bytesAfterEndOfTrack(let count): "\(counted(count, "byte")) after the end-of-track event"
        case .cutEvent: "the data ends inside an event"
        case .quantityTooLong: "a variable-length quantity of more than 4 bytes"
        case .dataWithoutStatus(let byte): "data byte \(Self.hex([byte])) where a status byte must be"
        case .dataByteTooLarge(let byte): "data byte \(byte), above 127"
        case .runningStatusInterrupted: "running status goes on after a meta or system exclusive event"
        case .strayStatus(let byte): "status byte \(Self.hex([byte])), which a file may not contain"
        case .metaTypeTooLarge(let type): "meta event of type \(Self.hex([type])), above 7F"
        case .malformedMeta(let type, let length):
            "meta event \(Self.hex([type])) of \(counted(length, "byte")), which are not of its form"
        case .implausibleTempo(let microseconds): "a tempo of \(microseconds) µs per quarter note"
        case .hangingNotes(let count): "\(count) \(count == 1 ? "note is" : "notes are") never released"
        }
    }

    /// What can be done about it, as a sentence.
    public var remedy: String {
        switch self {
        case .unreadable: "Check the path and its permissions."
        case .unwritable: "Choose another place or make room."
        case .tooLarge: "Raise the reader's limit if the file is what you mean."
        case .empty, .notMIDI: "Give a Standard MIDI File (.mid, .midi, .kar, .rmi)."
        case .headerCut, .headerTooShort: "The file is damaged: get it again or export it anew."
        case .zeroDivision: "Export the file anew with, say, 480 ticks per quarter note."
        default: "Read it with the lenient policy to recover what is sound, or export it anew."
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: " ")
    }
}
