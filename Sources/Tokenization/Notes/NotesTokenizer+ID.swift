extension NotesTokenizer {
    /// The token ids: each kind of token is a range of ids.
    public enum ID {
        /// Begin of piece.
        public static let begin: UInt16 = 0
        /// End of piece.
        public static let end: UInt16 = 1
        /// Metres, in the order of `MeterTable`.
        public static let meters: Range<UInt16> = 2..<22
        /// Tempos, in the order of `TempoTable`.
        public static let tempos: Range<UInt16> = 22..<38
        /// Pitch 0…127 that was struck before and still sounds.
        public static let held: Range<UInt16> = 38..<166
        /// Pitch 0…127 that is struck now.
        public static let struck: Range<UInt16> = 166..<294
        /// Durations, in the order of `DurationTable`.
        public static let durations: Range<UInt16> = 294..<352
        /// The number of ids.
        public static let count: UInt16 = 352
    }

    /// What a token says.
    public enum Token: Sendable, Hashable {
        /// Begin of piece.
        case begin
        /// End of piece.
        case end
        /// A metre by its index in `MeterTable`.
        case meter(Int)
        /// A tempo by its index in `TempoTable`.
        case tempo(Int)
        /// A pitch that goes on.
        case held(UInt8)
        /// A pitch that begins.
        case struck(UInt8)
        /// The slice's duration in grid steps.
        case duration(Int)

        /// Reads an id; nil if there is no such id.
        public init?(_ id: UInt16) {
            switch id {
            case ID.begin: self = .begin
            case ID.end: self = .end
            case ID.meters: self = .meter(Int(id - ID.meters.lowerBound))
            case ID.tempos: self = .tempo(Int(id - ID.tempos.lowerBound))
            case ID.held: self = .held(UInt8(id - ID.held.lowerBound))
            case ID.struck: self = .struck(UInt8(id - ID.struck.lowerBound))
            case ID.durations: self = .duration(DurationTable.steps[Int(id - ID.durations.lowerBound)])
            default: return nil
            }
        }

        /// The token's id; a duration that has no token of its own gets the longest below it.
        public var id: UInt16 {
            switch self {
            case .begin: ID.begin
            case .end: ID.end
            case .meter(let index): ID.meters.lowerBound + UInt16(index)
            case .tempo(let index): ID.tempos.lowerBound + UInt16(index)
            case .held(let pitch): ID.held.lowerBound + UInt16(pitch & 127)
            case .struck(let pitch): ID.struck.lowerBound + UInt16(pitch & 127)
            case .duration(let steps): ID.durations.lowerBound + UInt16(DurationTable.index(atMost: steps))
            }
        }
    }

    /// Transposes one token by semitones; tokens that are not pitches stay as they are, and a pitch that would leave
    /// 0…127 is folded back by octaves.
    @inlinable
    public static func transpose(_ id: UInt16, by semitones: Int) -> UInt16 {
        guard id >= 38, id < 294 else { return id }
        let base: UInt16 = id < 166 ? 38 : 166
        return base + UInt16(truncatingIfNeeded: foldedPitch(Int(id - base) &+ semitones))
    }

    /// Transposes every pitch token of a column of ids in place.
    ///
    /// Within a slice the order of pitches is kept unless one of them has to be folded.
    @inlinable
    public static func transpose(_ ids: inout [UInt16], by semitones: Int) {
        for index in ids.indices { ids[index] = transpose(ids[index], by: semitones) }
    }

    /// A pitch brought into 0…127 by octaves.
    @inlinable
    public static func foldedPitch(_ pitch: Int) -> Int {
        if pitch >= 0, pitch < 128 { return pitch }
        let degree = ((pitch % 12) + 12) % 12
        return pitch < 0 ? degree : degree + (degree < 8 ? 120 : 108)
    }
}
