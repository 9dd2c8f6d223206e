import SymbolicMusic
import Testing

/// What holds for every score, tried on random ones.
@Suite("Chordify, whatever the score")
struct ChordifyPropertyTests {
    /// What breaks the promises of `ChordifiedPiece.slices`, nil if nothing does.
    private func fault(in slices: [Slice]) -> String? {
        var end = 0
        var before: [UInt8]?
        for slice in slices {
            if slice.start != end { return "a gap or overlap at \(slice.start)" }
            if slice.duration < 1 { return "no duration at \(slice.start)" }
            let pitches = slice.tones.map(\.pitch)
            if zip(pitches, pitches.dropFirst()).contains(where: { $0 >= $1 }) { return "disorder at \(slice.start)" }
            for tone in slice.tones where !tone.isStruck && before?.contains(tone.pitch) != true {
                return "\(tone.pitch) is held from nowhere at \(slice.start)"
            }
            if pitches == before, !slice.tones.contains(where: \.isStruck) { return "a needless cut at \(slice.start)" }
            before = pitches
            end += slice.duration
        }
        return slices.last?.tones.isEmpty == true ? "silence at the end" : nil
    }

    @Test("slices are whole, ordered and needed", arguments: Quantization.allCases)
    func wholeness(quantization: Quantization) {
        for seed in 0..<300 {
            let piece = Score.random(seed: UInt64(seed)).chordified(quantization)
            #expect(fault(in: piece.slices) == nil, "seed \(seed)")
            #expect(piece.slices.reduce(0) { $0 + $1.duration } == piece.lengthInSteps, "seed \(seed)")
        }
    }

    @Test("chordify, back to a score and chordify again changes nothing", arguments: Quantization.allCases)
    func identity(quantization: Quantization) {
        for seed in 0..<300 {
            let piece = Score.random(seed: UInt64(seed)).chordified(quantization)
            let again = piece.score().chordified(.steps)
            #expect(again.slices == piece.slices, "seed \(seed)")
            #expect(again.meters == piece.meters && again.keySignatures == piece.keySignatures, "seed \(seed)")
        }
    }

    @Test("the reference pieces survive the way to a score and back")
    func identityOfPieces() throws {
        for reference in ReferencePiece.all {
            let piece = try reference.score().chordified()
            #expect(fault(in: piece.slices) == nil, "\(reference)")
            let again = piece.score().chordified(.steps)
            #expect(again.slices == piece.slices, "\(reference)")
            #expect(abs(again.quartersPerMinute - piece.quartersPerMinute) < 1e-3, "\(reference)")
        }
    }

    /// For every step and pitch whether a note covers it: the definition of chordify, without any sweep.
    @Test("what sounds in a slice is what the notes say")
    func definition() {
        for seed in 0..<60 {
            // On a grid of one tick a step nothing is rounded.
            let source = Score.random(seed: UInt64(seed))
            let score = Score(
                ticksPerQuarter: Slice.stepsPerQuarter,
                tracks: source.tracks.map { track in
                    var track = track
                    for index in track.notes.indices {
                        track.notes[index].onset %= 64; track.notes[index].duration %= 24
                    }
                    track.notes.sort { ($0.onset, $0.pitch) < ($1.onset, $1.pitch) }
                    return track
                })
            let notes = score.tracks.flatMap(\.notes)
            for slice in score.chordified(.steps).slices {
                for step in slice.start..<(slice.start + slice.duration) {
                    let sounding = notes.filter { $0.onset <= step && step < $0.onset + max(1, $0.duration) }
                    #expect(Set(sounding.map(\.pitch)) == Set(slice.tones.map(\.pitch)), "seed \(seed), step \(step)")
                }
                let struck = Set(notes.filter { $0.onset == slice.start }.map(\.pitch))
                #expect(struck == Set(slice.tones.filter(\.isStruck).map(\.pitch)), "seed \(seed)")
            }
        }
    }
}
