import SymbolicMusic

extension ChordsTokenizer {
    /// Counts the chords and durations of pieces and makes a vocabulary of them.
    ///
    /// The order in which pieces are added does not matter: ids go by falling count, then by text.
    public struct Learner: Sendable {
        private var chordCounts: [String: Int] = [:]
        private var durationCounts: [Int: Int] = [:]

        /// Makes a learner that has seen nothing.
        public init() {}

        /// Counts a piece.
        public mutating func add(_ piece: ChordifiedPiece) {
            for slice in CanonicalSlices.make(from: piece.slices) {
                chordCounts[slice.chordName, default: 0] += 1
                durationCounts[slice.duration, default: 0] += 1
            }
        }

        /// The tokenizer of what was counted.
        ///
        /// - Parameters:
        ///   - minimumCount: chords seen less often stay unknown.
        ///   - maximumSize: at most so many ids a column, the most frequent; never more than 65,535.
        public func tokenizer(minimumCount: Int = 1, maximumSize: Int = 65_535) -> ChordsTokenizer {
            let limit = max(0, min(maximumSize, 65_535) - ChordsTokenizer.specialTexts.count)
            let chords = chordCounts.filter { $0.value >= minimumCount }
                .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map(\.key)
            let durations = durationCounts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .prefix(limit).map { QuarterLength.text(steps: $0.key) }
            let columns = [("chord", chords), ("duration", durations)].map { name, texts in
                let all = ChordsTokenizer.specialTexts + texts
                return Vocabulary.Column(name: name, size: all.count, texts: all)
            }
            guard let tokenizer = ChordsTokenizer(vocabulary: Vocabulary(columns: columns)) else {
                preconditionFailure("a learned vocabulary is always sound")
            }
            return tokenizer
        }
    }
}
