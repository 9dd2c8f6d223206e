import StandardMIDIFile

extension Score {
    /// What a Standard MIDI File means, one score track for every channel of every MIDI track.
    ///
    /// - A note-off ends the longest-sounding note of its MIDI track, channel and key (first in, first out); a note
    ///   that is never released ends with its track, a note-off without a note is ignored.
    /// - Tempo, metre and key signatures count wherever they stand; of several at one tick the last wins. A tempo of 0
    ///   and a metre that cannot be (0/4, 4/128) are ignored.
    /// - Time in SMPTE frames becomes a quarter note of one second, and tempo events no longer apply.
    /// - The patterns of a format 2 file follow each other, each with its own tempo and metre.
    /// - The title is the first MIDI track's name, as RP-001 has it for the sequence's name.
    ///
    /// - Complexity: O(n) in the number of events, but for notes of one tick, which are put in order of pitch.
    public init(_ file: MIDIFile) {
        var merge = MIDIMerge(timing: MIDITiming(file.division))
        var origin = 0
        for (index, track) in file.tracks.enumerated() {
            if file.format == .independentPatterns, index > 0 { merge.startPattern(at: origin) }
            merge.add(track, at: origin)
            if file.format == .independentPatterns {
                origin = min(origin &+ track.endTick, TimeGrid.latestTick)
            }
        }
        self = merge.score()
    }
}

/// Ticks and tempo of a division.
struct MIDITiming {
    let ticksPerQuarter: Int
    /// The tempo throughout, where tempo events do not apply.
    let fixedMicrosecondsPerQuarter: Int?

    /// 29 frames a second stand for 30000/1001 (SMPTE 12M drop-frame): thirty of them last 1.001 s.
    init(_ division: MIDIFile.Division) {
        switch division {
        case .ticksPerQuarter(let ticks):
            ticksPerQuarter = max(1, ticks)
            fixedMicrosecondsPerQuarter = nil
        case .smpte(let frames, let ticks):
            ticksPerQuarter = min(max(1, frames == 29 ? 30 : frames), 1000) * min(max(1, ticks), 1000)
            fixedMicrosecondsPerQuarter = frames == 29 ? 1_001_000 : 1_000_000
        }
    }
}
