import SymbolicMusic

/// What is compared to find the same music in two files; the key it is written in makes no difference.
struct Fingerprint: Sendable {
    /// How many hashes a sketch has: 40 bands of 3.
    static let bands = 40
    static let rows = 3
    /// How many steps of the melody one shingle spans.
    static let shingleLength = 6

    /// Equal for pieces whose slices are equal after transposition, silence at either end left out.
    var exact: UInt64
    /// MinHash sketch of the shingles: for each of 120 hash functions the least value (Broder 1997).
    ///
    /// The share of equal entries of two sketches estimates the Jaccard similarity of the sets of shingles, with a
    /// standard error of at most 0.05. Empty for pieces too short to have a shingle.
    var sketch: [UInt32]

    init(of slices: [Slice]) {
        exact = Self.exactHash(of: slices)
        sketch = Self.sketch(of: Self.shingles(of: slices))
    }

    /// The estimated similarity of two pieces, 0…1.
    func similarity(to other: Fingerprint) -> Double {
        guard !sketch.isEmpty, sketch.count == other.sketch.count else { return 0 }
        var equal = 0
        for index in sketch.indices where sketch[index] == other.sketch[index] { equal += 1 }
        return Double(equal) / Double(sketch.count)
    }

    /// One hash a band: two pieces that share one of them may be similar.
    var bandHashes: [UInt64] {
        guard !sketch.isEmpty else { return [] }
        return (0..<Self.bands).map { band in
            var hash = StableHash()
            hash.add(UInt64(band))
            for row in 0..<Self.rows { hash.add(UInt64(sketch[band * Self.rows + row])) }
            return hash.value
        }
    }

    private static func exactHash(of slices: [Slice]) -> UInt64 {
        guard let first = slices.firstIndex(where: { !$0.tones.isEmpty }),
            let last = slices.lastIndex(where: { !$0.tones.isEmpty })
        else { return 0 }
        let origin = UInt64(slices[first].tones[0].pitch)
        var hash = StableHash()
        for slice in slices[first...last] {
            hash.add(UInt64(slice.duration) << 8 | UInt64(slice.tones.count))
            for tone in slice.tones {
                hash.add((UInt64(tone.pitch) &- origin) << 1 | (tone.isStruck ? 1 : 0))
            }
        }
        return hash.value
    }

    /// Runs of the steps that the highest and the lowest struck pitch make from one attack to the next. Durations are
    /// left out, so that other note values or ornaments elsewhere do not hide the likeness.
    private static func shingles(of slices: [Slice]) -> Set<UInt64> {
        var steps: [UInt64] = []
        var last: (top: Int, bottom: Int)?
        for slice in slices {
            guard let top = slice.tones.last(where: \.isStruck), let bottom = slice.tones.first(where: \.isStruck)
            else { continue }
            let now = (top: Int(top.pitch), bottom: Int(bottom.pitch))
            if let last {
                steps.append(UInt64(now.top - last.top + 128) << 8 | UInt64(now.bottom - last.bottom + 128))
            }
            last = now
        }
        guard steps.count >= shingleLength else { return [] }
        var result: Set<UInt64> = []
        for start in 0...steps.count - shingleLength {
            var hash = StableHash()
            for step in steps[start..<start + shingleLength] { hash.add(step) }
            result.insert(hash.value)
        }
        return result
    }

    private static let seeds = (0..<UInt64(bands * rows)).map { StableHash.mix($0 &* 0x9e37_79b9_7f4a_7c15 &+ 1) }

    private static func sketch(of shingles: Set<UInt64>) -> [UInt32] {
        guard !shingles.isEmpty else { return [] }
        var least = [UInt32](repeating: .max, count: bands * rows)
        for shingle in shingles {
            for (index, seed) in seeds.enumerated() {
                let value = UInt32(truncatingIfNeeded: StableHash.mix(shingle ^ seed))
                if value < least[index] { least[index] = value }
            }
        }
        return least
    }
}
