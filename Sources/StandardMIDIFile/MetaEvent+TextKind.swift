extension MetaEvent {
    /// The kinds of text that have a name: the type byte of `text(kind:bytes:)`.
    public enum TextKind: UInt8, Sendable, CaseIterable {
        /// `01`: any text; in karaoke files the words.
        case text = 0x01
        /// `02`: copyright notice.
        case copyright = 0x02
        /// `03`: name of the track, in the first track of format 1 of the piece.
        case trackName = 0x03
        /// `04`: name of the instrument.
        case instrumentName = 0x04
        /// `05`: a syllable to be sung.
        case lyric = 0x05
        /// `06`: a point in the music, such as a rehearsal letter.
        case marker = 0x06
        /// `07`: something on a stage or screen.
        case cuePoint = 0x07
        /// `08`: name of the program (RP-019).
        case programName = 0x08
        /// `09`: name of the device or port (RP-019).
        case deviceName = 0x09
    }

    /// A text event in UTF-8, of which ASCII is what every reader understands.
    public static func text(_ kind: TextKind, _ string: String) -> MetaEvent {
        .text(kind: kind.rawValue, bytes: Array(string.utf8))
    }
}
