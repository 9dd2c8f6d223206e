import SymbolicMusic

/// The tutorial's spelling: each slice is one chord token such as `C4.E4.G4`, with a duration token beside it.
///
/// Chord and duration texts are learned from the training pieces; what they do not hold becomes `unknown`, a rest
/// when decoded. Struck and held are not told apart: decoding strikes every tone of every slice.
/// A piece is `start`, its slices, `end`, the same in both columns.
public struct ChordsTokenizer: Tokenizer {
    /// The id of a chord or duration that the training pieces do not hold.
    public static let unknown: UInt16 = 0
    /// The id that begins a piece.
    public static let start: UInt16 = 1
    /// The id that ends a piece.
    public static let end: UInt16 = 2
    /// The texts of those ids.
    static let specialTexts = ["<unknown>", "<start>", "<end>"]

    /// Which form of tokens this is.
    public var kind: TokenizerKind { .chords }
    /// The columns `chord` and `duration` with the text of every id.
    public let vocabulary: Vocabulary

    private let chordIDs: [String: UInt16]
    private let durationIDs: [Int: UInt16]
    /// The pitches of each chord id, and the steps of each duration id.
    private let chords: [[UInt8]]
    private let durations: [Int]

    /// Makes the tokenizer of a vocabulary that was learned before; nil if it is not one of this kind.
    public init?(vocabulary: Vocabulary) {
        guard vocabulary.isSound, vocabulary.columns.map(\.name) == ["chord", "duration"],
            vocabulary.columns.allSatisfy({ $0.texts.starts(with: Self.specialTexts) })
        else { return nil }
        var chords: [[UInt8]] = []
        var chordIDs: [String: UInt16] = [:]
        for (id, text) in vocabulary.columns[0].texts.enumerated() {
            guard id >= 3 else { chords.append([]); continue }
            guard let pitches = PitchName.pitches(ofChordNamed: text) else { return nil }
            chords.append(pitches)
            chordIDs[text] = UInt16(id)
        }
        var durations: [Int] = []
        var durationIDs: [Int: UInt16] = [:]
        for (id, text) in vocabulary.columns[1].texts.enumerated() {
            guard id >= 3 else { durations.append(Slice.stepsPerQuarter); continue }
            guard let steps = QuarterLength.steps(text: text), steps > 0 else { return nil }
            durations.append(steps)
            durationIDs[steps] = UInt16(id)
        }
        self.vocabulary = vocabulary
        self.chords = chords
        self.chordIDs = chordIDs
        self.durations = durations
        self.durationIDs = durationIDs
    }

    /// Learns the vocabulary of some pieces.
    public init(learningFrom pieces: some Sequence<ChordifiedPiece>) {
        var learner = Learner()
        for piece in pieces { learner.add(piece) }
        self = learner.tokenizer()
    }

    /// Spells a piece.
    public func encode(_ piece: ChordifiedPiece) -> TokenSequence {
        var chords = [Self.start]
        var durations = [Self.start]
        for slice in CanonicalSlices.make(from: piece.slices) {
            chords.append(chordIDs[slice.chordName] ?? Self.unknown)
            durations.append(durationIDs[slice.duration] ?? Self.unknown)
        }
        return TokenSequence(columns: [chords + [Self.end], durations + [Self.end]])
    }

    /// Reads tokens back: every tone of a slice is struck; an unknown chord is a rest, an unknown duration a quarter.
    /// Reading stops at `end`; metre and tempo are not in the tokens and become 4/4 at 120 quarters a minute.
    public func decode(_ tokens: TokenSequence) -> ChordifiedPiece {
        var slices: [Slice] = []
        var now = 0
        if tokens.columns.count >= 2 {
            for (chord, duration) in zip(tokens.columns[0], tokens.columns[1]) {
                if chord == Self.end || duration == Self.end { break }
                if chord == Self.start || duration == Self.start { continue }
                let pitches = Int(chord) < chords.count ? chords[Int(chord)] : []
                let steps = Int(duration) < durations.count ? durations[Int(duration)] : Slice.stepsPerQuarter
                slices.append(
                    Slice(start: now, duration: steps, tones: pitches.map { Slice.Tone(pitch: $0, isStruck: true) }))
                now += steps
            }
        }
        return ChordifiedPiece(
            slices: slices, meters: [MeterChange(numerator: 4, denominator: 4)], keySignatures: [],
            quartersPerMinute: 120)
    }
}
