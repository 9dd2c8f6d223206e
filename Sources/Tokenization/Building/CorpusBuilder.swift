import Synchronization

/// Makes a corpus file of MIDI files: reads, chordifies, leaves out what is no use, finds duplicates, splits, encodes.
///
/// One bad file never stops a run: it is left out and the report says why. The corpus depends on the files, their
/// order and the options only, not on the number of threads.
///
/// A piece that is the same music as an earlier one, in whatever key, is left out, and so is one that is nearly the
/// same: where the shingles of both melodies and basses (six steps each, without durations) have a Jaccard similarity
/// of at least `CorpusOptions.duplicateSimilarity`, as MinHash sketches estimate it. Pieces at least
/// `relatedSimilarity` alike share a split. Pairs are found by banding with a probability of 93 % at a similarity of
/// 0.4 and of 99.8 % from 0.55 on.
///
/// A manifest decides the split of the pieces it names; every other piece goes by a hash of its music, so that the
/// same piece falls into the same split in every corpus.
public struct CorpusBuilder: Sendable {
    /// How the corpus is made.
    public var options: CorpusOptions

    /// Makes a builder.
    public init(options: CorpusOptions = CorpusOptions()) {
        self.options = options
    }

    /// Makes a corpus file.
    ///
    /// - Parameters:
    ///   - sources: MIDI files and folders, which are searched with all folders in them.
    ///   - output: where the corpus goes; it is written whole or not at all.
    ///   - progress: called after every file, from several threads, one call at a time.
    /// - Returns: what was taken and what was left out.
    /// - Throws: `CorpusBuildError` when there is nothing to make a corpus of, or it cannot be written.
    public func build(
        sources: [String], output: String, progress: (@Sendable (CorpusProgress) -> Void)? = nil
    ) throws(CorpusBuildError) -> CorpusReport {
        let files = try SourceFiles.find(in: sources)
        let manifests = try Manifests(options.manifest, sources: sources)
        let outcomes = read(files, progress: progress)

        var candidates: [Candidate] = []
        var reasons: [Int: SkipReason] = [:]
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .success(var candidate):
                candidate.manifestSplit = manifests.split(of: files[index])
                candidates.append(candidate)
            case .failure(let skip): reasons[index] = skip.reason
            }
        }
        let likeness = Likeness(candidates.map(\.fingerprint), leastSimilarity: options.relatedSimilarity)
        let kept = withoutDuplicates(candidates, likeness, reasons: &reasons)
        let skipped = reasons.sorted { $0.key < $1.key }.map {
            CorpusReport.Skipped(path: files[$0.key].path, reason: $0.value)
        }
        let groups = Groups(kept, in: candidates, likeness: likeness)
        let splits = groups.splits(validPercent: options.validPercent, testPercent: options.testPercent)
        var report = CorpusReport(
            fileCount: files.count, skipped: skipped,
            metadata: TokenCorpus.Metadata(
                tokenizer: options.tokenizer, vocabulary: Vocabulary(columns: []), settings: options.description,
                pieces: []),
            relatedGroups: groups.sharedCount, relatedAcrossSplits: groups.pairsAcross(splits))
        guard !kept.isEmpty else {
            let reasons = report.skippedByKind.map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
            throw .nothingLeft(fileCount: files.count, reasons: reasons)
        }
        do throws(CorpusError) {
            report.metadata = try write(kept.map { candidates[$0] }, splits: splits, to: output)
        } catch {
            throw .corpus(error)
        }
        return report
    }
}

/// A file that can become a piece.
struct Candidate: Sendable {
    /// Its index among the files.
    var file: Int
    /// What is known of the piece; its split is set later.
    var piece: TokenCorpus.Piece
    /// Its `notes` tokens, the form in which it is held whatever the corpus will have.
    var tokens: TokenSequence
    var fingerprint: Fingerprint
    /// By how many semitones its key is normalised.
    var keyShift: Int
    var manifestSplit: TokenCorpus.Split?
}
