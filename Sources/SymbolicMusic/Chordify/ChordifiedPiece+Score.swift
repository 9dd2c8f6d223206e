extension ChordifiedPiece {
    /// The piece as notes on one track: tones that are held on become one long note.
    ///
    /// A held tone that did not sound in the slice before, which a model may write, is struck. At a multiple of 12
    /// ticks to a quarter, `score().chordified(.steps)` gives the same slices again.
    ///
    /// - Parameters:
    ///   - ticksPerQuarter: 1…32767; 480 holds every grid step exactly.
    ///   - program: General MIDI program of the track, 0…127.
    ///   - velocity: of every note, 1…127.
    ///   - title: the score's title.
    public func score(
        ticksPerQuarter: Int = 480, program: UInt8 = 0, velocity: UInt8 = 80, title: String = ""
    ) -> Score {
        let division = min(max(1, ticksPerQuarter), 32767)
        func tick(_ step: Int) -> Int {
            (min(max(0, step), 1 << 40) * 2 * division + Slice.stepsPerQuarter) / (2 * Slice.stepsPerQuarter)
        }
        var notes: [Note] = []
        /// For each pitch the index of the note that sounds, or nil.
        var open = [Int?](repeating: nil, count: 128)
        var sounding: [UInt8] = []
        var end = 0
        for slice in slices {
            let now = tick(slice.start)
            let isAdjacent = slice.start == end
            end = slice.start + slice.duration
            var next: [UInt8] = []
            for tone in slice.tones where tone.pitch < 128 {
                let pitch = Int(tone.pitch)
                if tone.isStruck || open[pitch] == nil || !isAdjacent {
                    open[pitch] = notes.count
                    notes.append(Note(onset: now, duration: 0, pitch: tone.pitch, velocity: velocity))
                }
                if let index = open[pitch] { notes[index].duration = tick(end) - notes[index].onset }
                next.append(tone.pitch)
            }
            for pitch in sounding where !next.contains(pitch) { open[Int(pitch)] = nil }
            sounding = next
        }
        return Score(
            title: title, ticksPerQuarter: division,
            tracks: [ScoreTrack(program: program, notes: notes)],
            tempoMap: TempoMap(ticksPerQuarter: division, quartersPerMinute: quartersPerMinute),
            meters: meters.map {
                MeterChange(tick: tick($0.tick), numerator: $0.numerator, denominator: $0.denominator)
            },
            keySignatures: keySignatures.map {
                KeySignatureChange(tick: tick($0.tick), sharps: $0.sharps, isMinor: $0.isMinor)
            },
            endTick: tick(lengthInSteps))
    }
}
