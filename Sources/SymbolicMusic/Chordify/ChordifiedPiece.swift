/// A piece as one sequence of vertical slices: what the tokenizers read and the models learn.
///
/// Times are grid steps, `Slice.stepsPerQuarter` to a quarter note.
public struct ChordifiedPiece: Sendable, Equatable {
    /// The slices, without gap or overlap from step 0; gaps in the music are rests, silence after the last note is
    /// left out. A slice differs from the one before: something is struck in it, or something has ended.
    public var slices: [Slice]
    /// Metre changes, their ticks in grid steps; empty means 4/4 throughout.
    public var meters: [MeterChange]
    /// Key signatures, their ticks in grid steps.
    public var keySignatures: [KeySignatureChange]
    /// The piece's mean tempo: at this one tempo it lasts as long as with all its tempo changes.
    public var quartersPerMinute: Double

    /// Makes a piece from its parts.
    public init(
        slices: [Slice] = [], meters: [MeterChange] = [], keySignatures: [KeySignatureChange] = [],
        quartersPerMinute: Double = 120
    ) {
        self.slices = slices
        self.meters = meters
        self.keySignatures = keySignatures
        self.quartersPerMinute = quartersPerMinute
    }
}

extension ChordifiedPiece {
    /// Grid steps from the start to the end of the last slice.
    public var lengthInSteps: Int { slices.last.map { $0.start + $0.duration } ?? 0 }

    /// Seconds at the mean tempo.
    public var durationInSeconds: Double {
        Double(lengthInSteps) / Double(Slice.stepsPerQuarter) * 60 / quartersPerMinute
    }

    /// The lowest and the highest pitch, nil if nothing sounds.
    public var pitchRange: ClosedRange<UInt8>? {
        var lowest: UInt8?
        var highest: UInt8?
        for slice in slices {
            for tone in slice.tones {
                lowest = min(lowest ?? tone.pitch, tone.pitch)
                highest = max(highest ?? tone.pitch, tone.pitch)
            }
        }
        guard let lowest, let highest else { return nil }
        return lowest...highest
    }

    /// The number of notes: tones that are struck.
    public var noteCount: Int {
        slices.reduce(0) { $0 + $1.tones.reduce(0) { $0 + ($1.isStruck ? 1 : 0) } }
    }

    /// The piece so many semitones higher, key signatures too.
    ///
    /// - Returns: nil if a tone would leave the MIDI range 0…127.
    public func transposed(by semitones: Int) -> ChordifiedPiece? {
        guard semitones != 0 else { return self }
        var result = self
        for slice in slices.indices {
            for tone in slices[slice].tones.indices {
                guard let pitch = transpose(slices[slice].tones[tone].pitch, by: semitones) else { return nil }
                result.slices[slice].tones[tone].pitch = pitch
            }
        }
        result.keySignatures = keySignatures.map { $0.transposed(by: semitones) }
        return result
    }
}
