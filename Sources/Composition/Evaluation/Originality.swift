import SymbolicMusic

/// Tells how much of a piece stands verbatim in a corpus: the longest run of slices they share.
///
/// Two slices are the same when their durations and tones (pitch, struck or held) are; with transposition a run counts
/// in any key. The index holds a hash of every run of `runLength` slices, so it answers «is there a shared run that
/// long» exactly up to hash collisions (64 bits), and «how long at most» by the runs that overlap.
public struct Originality: Sendable {
    /// The length of the runs that are indexed.
    public let runLength: Int
    private let hashes: [UInt64]

    /// Indexes the runs of the training pieces.
    ///
    /// - Complexity: O(N log N) time, 8 bytes a slice.
    public init(runLength: Int, pieces: some Sequence<[Slice]>) {
        self.runLength = runLength
        var hashes: [UInt64] = []
        for slices in pieces { hashes.append(contentsOf: Self.runHashes(slices, length: runLength)) }
        hashes.sort()
        self.hashes = hashes
    }

    /// The length of the longest run of slices that the piece shares with the corpus, 0 if shorter than `runLength`.
    public func longestSharedRun(of slices: [Slice]) -> Int {
        var longest = 0
        var current = 0
        for hash in Self.runHashes(slices, length: runLength) {
            current = contains(hash) ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest == 0 ? 0 : longest + runLength - 1
    }

    private func contains(_ hash: UInt64) -> Bool {
        var low = 0
        var high = hashes.count
        while low < high {
            let middle = (low + high) / 2
            if hashes[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low < hashes.count && hashes[low] == hash
    }

    /// A hash for every run, the same in every key: pitches count from the lowest of the run's first sounding slice.
    private static func runHashes(_ slices: [Slice], length: Int) -> [UInt64] {
        guard slices.count >= length else { return [] }
        return (0...slices.count - length).map { start in
            let run = slices[start..<start + length]
            let origin = run.first { !$0.tones.isEmpty }?.tones[0].pitch ?? 0
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            func mix(_ value: UInt64) {
                hash = (hash ^ value) &* 0x0000_0100_0000_01b3
                hash ^= hash >> 29
            }
            for slice in run {
                mix(UInt64(slice.duration) | 1 << 40)
                for tone in slice.tones {
                    mix(UInt64(Int(tone.pitch) - Int(origin) + 256) | (tone.isStruck ? 1 << 20 : 0))
                }
            }
            return hash
        }
    }
}

/// How much a piece repeats itself from slice to slice.
public enum Repetition {
    /// The share of slices whose pitches are exactly those of the slice before, 0…1.
    public static func immediate(in slices: [Slice]) -> Double {
        guard slices.count > 1 else { return 0 }
        let repeats = zip(slices, slices.dropFirst()).reduce(0) { count, pair in
            count + (pair.0.tones.map(\.pitch) == pair.1.tones.map(\.pitch) ? 1 : 0)
        }
        return Double(repeats) / Double(slices.count - 1)
    }
}
