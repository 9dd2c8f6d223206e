import SymbolicMusic

/// The factored spelling: a slice is its pitches in ascending order, each struck or held, closed by its duration.
///
/// A piece is `begin`, a tempo, a metre, then its slices, then `end`; a rest is a duration alone; where the metre
/// changes, its token stands before the slice that begins there. Every slice can be spelled, ties survive and
/// transposition is addition. The ids are fixed for all time (see `ID`), so nothing has to be learned from a corpus.
///
/// Column `token` holds those ids. Column `position` at step i is the place in its bar, in grid steps, of the slice
/// that token i + 1 belongs to, which is known as soon as token i has been read; `NotesTokenizer.outside` where
/// the next token belongs to no slice.
public struct NotesTokenizer: Tokenizer {
    /// Which form of tokens this is.
    public var kind: TokenizerKind { .notes }

    /// The vocabulary, the same for every corpus.
    public static let vocabulary = Vocabulary(columns: [
        Vocabulary.Column(name: "token", size: Int(ID.count)),
        Vocabulary.Column(name: "position", size: Int(outside) + 1),
    ])

    /// The columns `token` and `position`.
    public var vocabulary: Vocabulary { Self.vocabulary }

    /// The position of a token that belongs to no slice; bar positions are less.
    public static let outside: UInt16 = 96

    /// Makes the tokenizer.
    public init() {}
}
