/// A piece of music in exact time: what a MIDI file means, without how it was written down.
///
/// All times are ticks, `ticksPerQuarter` to a quarter note, counted from the start of the piece.
public struct Score: Sendable, Equatable {
    /// The piece's title, empty if it has none.
    public var title: String
    /// Ticks in a quarter note, at least 1.
    public var ticksPerQuarter: Int
    /// The tracks that have notes or controls.
    public var tracks: [ScoreTrack]
    /// Tempo over the whole piece.
    public var tempoMap: TempoMap
    /// Metre changes in ascending order; empty means 4/4 throughout.
    public var meters: [MeterChange]
    /// Key signatures in ascending order.
    public var keySignatures: [KeySignatureChange]
    /// System exclusive messages in ascending order.
    public var systemExclusives: [SystemExclusiveEvent]
    /// The tick at which the piece ends: the latest end of track or note.
    public var endTick: Int

    /// Makes a score from its parts.
    public init(
        title: String = "", ticksPerQuarter: Int = 480, tracks: [ScoreTrack] = [], tempoMap: TempoMap? = nil,
        meters: [MeterChange] = [], keySignatures: [KeySignatureChange] = [], endTick: Int = 0,
        systemExclusives: [SystemExclusiveEvent] = []
    ) {
        self.title = title
        self.ticksPerQuarter = max(1, ticksPerQuarter)
        self.tracks = tracks
        self.tempoMap = tempoMap ?? TempoMap(ticksPerQuarter: max(1, ticksPerQuarter))
        self.meters = meters
        self.keySignatures = keySignatures
        self.endTick = endTick
        self.systemExclusives = systemExclusives
    }
}

extension Score {
    /// The number of notes in all tracks, drums included.
    public var noteCount: Int { tracks.reduce(0) { $0 + $1.notes.count } }

    /// The tick at which the last note is released, 0 if there is none.
    ///
    /// - Complexity: O(n) in the number of notes.
    public var lastNoteEnd: Int {
        tracks.reduce(0) { latest, track in track.notes.reduce(latest) { max($0, $1.end) } }
    }

    /// Seconds from the start of the piece to the release of its last note; silence before the end of a track does
    /// not count (`tempoMap.seconds(atTick: endTick)` has it).
    ///
    /// - Complexity: O(n) in the number of notes.
    public var durationInSeconds: Double { tempoMap.seconds(atTick: lastNoteEnd) }

    /// The score with every pitched note and key signature moved by so many semitones, drums left alone.
    ///
    /// - Returns: nil if a note would leave the MIDI range 0…127.
    public func transposed(by semitones: Int) -> Score? {
        var result = self
        for track in tracks.indices where !tracks[track].isPercussion {
            for index in tracks[track].notes.indices {
                guard let pitch = transpose(tracks[track].notes[index].pitch, by: semitones) else { return nil }
                result.tracks[track].notes[index].pitch = pitch
            }
        }
        result.keySignatures = keySignatures.map { $0.transposed(by: semitones) }
        return result
    }
}

/// A pitch moved by semitones, nil outside 0…127.
func transpose(_ pitch: UInt8, by semitones: Int) -> UInt8? {
    let (moved, overflow) = Int(pitch).addingReportingOverflow(semitones)
    return !overflow && (0...127).contains(moved) ? UInt8(moved) : nil
}
