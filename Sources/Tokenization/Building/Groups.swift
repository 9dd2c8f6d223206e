/// Groups of related pieces, each of which is to be in one split.
struct Groups {
    private let pieces: [Candidate]
    private let pairs: [(first: Int, second: Int)]
    /// For each piece the least index in its group.
    private var root: [Int]

    init(_ kept: [Int], in candidates: [Candidate], likeness: Likeness) {
        pieces = kept.map { candidates[$0] }
        let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        pairs = likeness.pairs.compactMap { pair in
            guard let first = place[pair.first], let second = place[pair.second] else { return nil }
            return (first, second)
        }
        root = Array(pieces.indices)
        for pair in pairs {
            let first = find(pair.first)
            let second = find(pair.second)
            root[max(first, second)] = min(first, second)
        }
        for index in root.indices { root[index] = find(index) }
    }

    private func find(_ index: Int) -> Int {
        var index = index
        while root[index] != index { index = root[index] }
        return index
    }

    /// How many groups have more than one piece.
    var sharedCount: Int {
        Dictionary(grouping: root, by: \.self).values.count { $0.count > 1 }
    }

    /// How many related pairs are in different splits.
    func pairsAcross(_ splits: [TokenCorpus.Split]) -> Int {
        pairs.count { splits[$0.first] != splits[$0.second] }
    }

    /// The split of each piece: its manifest's; else that of the first in its group that a manifest names; else by the
    /// least hash of the music in the group, so that neither names nor order matter.
    ///
    /// Where chance holds nothing out of a small corpus, the training group of least hash is held out, so that every
    /// training can be judged.
    func splits(validPercent: Int, testPercent: Int) -> [TokenCorpus.Split] {
        var named: [Int: TokenCorpus.Split] = [:]
        var hashes: [Int: UInt64] = [:]
        for (index, piece) in pieces.enumerated() {
            if named[root[index]] == nil { named[root[index]] = piece.manifestSplit }
            hashes[root[index]] = min(hashes[root[index]] ?? .max, StableHash.mix(piece.fingerprint.exact))
        }
        var splits = pieces.indices.map { index -> TokenCorpus.Split in
            if let split = pieces[index].manifestSplit ?? named[root[index]] { return split }
            let percent = Int(StableHash.mix(hashes[root[index]] ?? 0) % 100)
            if percent < testPercent { return .test }
            return percent < testPercent + validPercent ? .valid : .train
        }
        if validPercent > 0, !splits.contains(.valid) {
            let free = Set(splits.indices.filter { splits[$0] == .train && named[root[$0]] == nil }.map { root[$0] })
            if free.count > 1, let least = free.min(by: { (hashes[$0] ?? 0, $0) < (hashes[$1] ?? 0, $1) }) {
                for index in splits.indices where root[index] == least { splits[index] = .valid }
            }
        }
        return splits
    }
}
