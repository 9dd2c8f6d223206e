import SymbolicMusic

/// The pitches a roll shows: all that sound and a little around, whole at least two octaves.
struct PitchRange {
    let low: Int
    let high: Int

    var rowCount: Int { high - low + 1 }

    init(_ tracks: [ScoreTrack]) {
        var low = 127
        var high = 0
        for track in tracks {
            for note in track.notes {
                low = min(low, Int(note.pitch))
                high = max(high, Int(note.pitch))
            }
        }
        if low > high { (low, high) = (60, 60) }
        low -= 2
        high += 2
        while high - low < 24 {
            low -= 1
            if high - low < 24 { high += 1 }
        }
        self.low = max(0, low)
        self.high = min(127, max(high, self.low + 24))
    }
}
