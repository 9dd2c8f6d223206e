import SymbolicMusic

/// Which tokens a piece is spelled in.
public enum TokenizerKind: String, Codable, Sendable, CaseIterable {
    /// A token a chord, with its duration beside it: the form of the LSTM music tutorials.
    case chords
    /// A token a note: each slice is its pitches, struck or held, closed by a duration.
    case notes
}

/// Turns chordified pieces into token ids and back.
public protocol Tokenizer: Sendable {
    /// Which form of tokens this is.
    var kind: TokenizerKind { get }
    /// The columns and what their ids mean.
    var vocabulary: Vocabulary { get }
    /// Spells a piece.
    func encode(_ piece: ChordifiedPiece) -> TokenSequence
    /// Reads tokens back; any sequence of ids is accepted, and what makes no sense is passed over.
    func decode(_ tokens: TokenSequence) -> ChordifiedPiece
    /// The piece as text, one line a slice: offset and duration in quarters and the pitches, separated by tabs.
    func lines(of piece: ChordifiedPiece) -> [String]
}

extension Tokenizer {
    /// The tokens as text, one line a slice, as `lines(of:)` of the piece they decode to.
    public func lines(of tokens: TokenSequence) -> [String] {
        lines(of: decode(tokens))
    }
}
