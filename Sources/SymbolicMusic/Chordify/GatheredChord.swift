/// Notes of a track that begin and end so nearly together that they are one chord.
struct GatheredChord {
    let onset: Int
    var duration: Int
    var pitches: PitchSet
}

extension ScoreTrack {
    /// How many notes after the first of a chord are looked at, so that no file takes quadratic time.
    private static let gatheringReach = 256

    /// The notes as chords, in order of onset.
    ///
    /// As in music21's `midiTrackToStream`: a note joins the first earlier one that begins less than `tolerance`
    /// quarters of a tick before it and ends at most as far from its end; the chord begins with its first note and
    /// lasts as long as its last. Without tolerance every note is alone.
    func gathered(withinQuarterTicks tolerance: Int?) -> [GatheredChord] {
        func alone(_ note: Note) -> GatheredChord {
            var pitches = PitchSet()
            pitches.insert(note.pitch & 0x7F)
            return GatheredChord(onset: note.onset, duration: note.duration, pitches: pitches)
        }
        guard let tolerance else { return notes.map(alone) }
        var result: [GatheredChord] = []
        result.reserveCapacity(notes.count)
        var isGathered = [Bool](repeating: false, count: notes.count)
        for (index, first) in notes.enumerated() where !isGathered[index] {
            var chord = alone(first)
            let reach = min(notes.count, index + 1 + Self.gatheringReach)
            for other in (index + 1)..<max(index + 1, reach) {
                let note = notes[other]
                // Ticks of a file are far below 2⁶⁰: wrapping only keeps a nonsensical score from trapping.
                guard (note.onset &- first.onset) &* 4 < tolerance else { break }
                let difference = (note.onset &+ note.duration) &- (first.onset &+ first.duration)
                guard !isGathered[other], (-tolerance...tolerance).contains(difference &* 4) else { continue }
                isGathered[other] = true
                chord.duration = note.duration
                chord.pitches.insert(note.pitch & 0x7F)
            }
            result.append(chord)
        }
        return result
    }
}
