/// What became of the files of a corpus.
public struct CorpusReport: Sendable {
    /// A file that was left out.
    public struct Skipped: Sendable, Equatable {
        /// Its path as given.
        public var path: String
        /// Why.
        public var reason: SkipReason
    }

    /// How many files were looked at.
    public var fileCount: Int
    /// What was left out, in the order of the files.
    public var skipped: [Skipped]
    /// The metadata that was written.
    public var metadata: TokenCorpus.Metadata
    /// How many groups of related pieces there are that share a split.
    public var relatedGroups: Int
    /// How many pairs of related pieces a manifest has put into different splits.
    public var relatedAcrossSplits: Int

    /// Pieces and steps of one set, transpositions counted.
    public func count(in split: TokenCorpus.Split) -> (pieces: Int, steps: Int) {
        let chosen = metadata.pieces.filter { $0.split == split }
        return (chosen.count, chosen.reduce(0) { $0 + $1.count })
    }

    /// How many files were left out for each kind of reason, most frequent first.
    public var skippedByKind: [(kind: String, count: Int)] {
        Dictionary(grouping: skipped, by: \.reason.kind).map { ($0.key, $0.value.count) }
            .sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
    }
}

/// How far the making of a corpus has come.
public struct CorpusProgress: Sendable {
    /// Files that have been read.
    public var done: Int
    /// Files in all.
    public var total: Int
    /// Of those read, how many were left out so far.
    public var skipped: Int
    /// The file that was read last.
    public var path: String
}
