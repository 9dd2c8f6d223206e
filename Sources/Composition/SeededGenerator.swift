/// A random generator that gives the same numbers on every machine and whose state can be saved.
///
/// xoshiro256** seeded through SplitMix64. Source: Blackman & Vigna, "Scrambled linear pseudorandom number
/// generators" (ACM TOMS 2021).
public struct SeededGenerator: RandomNumberGenerator, Sendable, Codable, Equatable {
    private var state: [UInt64]

    /// Starts from a seed; equal seeds give equal numbers.
    public init(seed: UInt64) {
        var mixer = seed
        state = (0..<4).map { _ in
            mixer &+= 0x9e37_79b9_7f4a_7c15
            var z = mixer
            z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
            return z ^ z >> 31
        }
    }

    /// A generator for one part of a larger work, independent of the others: the seed and the part decide it.
    public init(seed: UInt64, stream: UInt64) {
        self.init(seed: Self.key(seed, stream: stream))
    }

    /// The seed of one part of a larger work.
    static func key(_ seed: UInt64, stream: UInt64) -> UInt64 {
        var parent = SeededGenerator(seed: seed)
        return parent.next() ^ (stream &* 0xd134_2543_de82_ef95)
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        let result = Self.rotate(state[1] &* 5, 7) &* 9
        let shifted = state[1] << 17
        state[2] ^= state[0]
        state[3] ^= state[1]
        state[1] ^= state[2]
        state[0] ^= state[3]
        state[2] ^= shifted
        state[3] = Self.rotate(state[3], 45)
        return result
    }

    /// A number in [0, 1) with 53 random bits.
    public mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A whole number in 0..<bound, without bias that matters (multiply-shift).
    ///
    /// - Precondition: `bound` is positive.
    public mutating func index(below bound: Int) -> Int {
        precondition(bound > 0, "an index needs at least one choice")
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
        value << count | value >> (64 - count)
    }
}
