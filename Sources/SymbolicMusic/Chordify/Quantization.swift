/// How times in ticks are brought onto the grid of `Slice.stepsPerQuarter` steps.
public enum Quantization: Sendable, Hashable, CaseIterable {
    /// Sixteenths and eighth triplets, in the way of music21's MIDI import (`midiTrackToStream` and
    /// `Stream.quantize` with divisors 4 and 3).
    ///
    /// Notes of a track that begin less than a sixteenth apart, and end at most a sixteenth apart, become one chord as
    /// long as its last note. Onsets and durations each go to the nearest multiple of a sixteenth or an eighth
    /// triplet; a duration prefers the one that fills the gap to the next onset of its track, and is never zero.
    /// Ornaments and thirty-seconds therefore melt into chords.
    ///
    /// Not taken over: music21's floating-point remainder, by which it sees no triplets in gaps of certain lengths,
    /// and its adding of one note to two chords.
    case sixteenthsAndTriplets
    /// Onsets and ends each go to the nearest grid step, whichever it is, and a note lasts at least one step: exact
    /// for scores that are on the grid already, such as those made by `ChordifiedPiece.score`.
    case steps
}
