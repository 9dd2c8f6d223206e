/// Which of some pieces are like which others.
struct Likeness: Sendable {
    struct Pair: Sendable {
        var first: Int
        var second: Int
        var similarity: Double
    }

    /// Pairs at least so similar as asked for, `first` less than `second`, in ascending order of both.
    let pairs: [Pair]

    /// Compares the pieces that share a band of their sketches.
    ///
    /// - Complexity: O(n) in the number of pieces while few are alike.
    init(_ fingerprints: [Fingerprint], leastSimilarity: Double) {
        var buckets: [UInt64: [Int]] = [:]
        for (index, fingerprint) in fingerprints.enumerated() {
            for hash in fingerprint.bandHashes { buckets[hash, default: []].append(index) }
        }
        var seen: Set<UInt64> = []
        var pairs: [Pair] = []
        for bucket in buckets.values where bucket.count > 1 {
            for (place, first) in bucket.enumerated() {
                for second in bucket[(place + 1)...] {
                    guard seen.insert(UInt64(first) << 32 | UInt64(second)).inserted else { continue }
                    let similarity = fingerprints[first].similarity(to: fingerprints[second])
                    if similarity >= leastSimilarity {
                        pairs.append(Pair(first: first, second: second, similarity: similarity))
                    }
                }
            }
        }
        self.pairs = pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }
}

extension CorpusBuilder {
    /// The indices of the candidates that are not the same or nearly the same music as an earlier one that is kept.
    func withoutDuplicates(
        _ candidates: [Candidate], _ likeness: Likeness, reasons: inout [Int: SkipReason]
    ) -> [Int] {
        var likePairs: [Int: [Likeness.Pair]] = [:]
        for pair in likeness.pairs where pair.similarity >= options.duplicateSimilarity {
            likePairs[pair.second, default: []].append(pair)
        }
        var kept: [Int] = []
        var isKept = [Bool](repeating: false, count: candidates.count)
        var firstWithMusic: [UInt64: Int] = [:]
        for (index, candidate) in candidates.enumerated() {
            if let first = firstWithMusic[candidate.fingerprint.exact] {
                reasons[candidate.file] = .duplicate(of: candidates[first].piece.path)
            } else if let pair = likePairs[index]?.first(where: { isKept[$0.first] }) {
                reasons[candidate.file] = .nearDuplicate(
                    of: candidates[pair.first].piece.path, similarity: pair.similarity)
            } else {
                firstWithMusic[candidate.fingerprint.exact] = index
                isKept[index] = true
                kept.append(index)
            }
        }
        return kept
    }
}
