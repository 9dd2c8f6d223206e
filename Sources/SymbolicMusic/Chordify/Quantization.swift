/// How times in ticks are brought onto the grid of `Slice.stepsPerQuarter` steps.
public enum Quantization: Sendable, Hashable, CaseIterable {
    /// Onsets and durations each go to the nearest sixteenth or eighth triplet, as music21's MIDI import does
    /// (`Stream.quantize` with divisors 4 and 3): a duration prefers the value that fills the gap to the next onset of
    /// its track, and is never zero.
    case sixteenthsAndTriplets
    /// Onsets and ends each go to the nearest grid step, whichever it is: exact for scores that are on the
    /// grid already, such as those made by `ChordifiedPiece.score`.
    case steps
}
