import SymbolicMusic

extension NotesTokenizer {
    /// The piece as text: `offset <tab> duration <tab> pitches`, times in quarters, pitches separated by spaces and
    /// spelled as in music21, those held from the slice before after a tilde (`C4 ~E4`), `rest` where nothing sounds.
    public func lines(of piece: ChordifiedPiece) -> [String] {
        CanonicalSlices.make(from: piece.slices).map { slice in
            let names = slice.tones.map { ($0.isStruck ? "" : "~") + PitchName.name(of: $0.pitch) }
            return TokenText.line(slice, names.isEmpty ? PitchName.rest : names.joined(separator: " "))
        }
    }
}

extension ChordsTokenizer {
    /// The piece as text: `offset <tab> duration <tab> chord`, times in quarters, the chord as its token (`C4.E4.G4`).
    public func lines(of piece: ChordifiedPiece) -> [String] {
        CanonicalSlices.make(from: piece.slices).map { TokenText.line($0, $0.chordName) }
    }
}

enum TokenText {
    static func line(_ slice: Slice, _ pitches: String) -> String {
        "\(QuarterLength.text(steps: slice.start))\t\(QuarterLength.text(steps: slice.duration))\t\(pitches)"
    }
}
