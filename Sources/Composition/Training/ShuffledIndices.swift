/// The numbers 0..<count in an order that looks random, computed one at a time without a table.
///
/// A four-round Feistel network over the next power of four, walked until it falls into the range: a permutation for
/// every key, so each number comes exactly once. Source: Black & Rogaway, "Ciphers with arbitrary finite domains"
/// (CT-RSA 2002), cycle walking.
struct ShuffledIndices: Sendable {
    let count: Int
    private let halfBits: UInt64
    private let key: UInt64

    /// - Precondition: `count` is positive.
    init(count: Int, key: UInt64) {
        precondition(count > 0, "no indices to shuffle")
        self.count = count
        self.key = key
        var bits: UInt64 = 1
        while bits < 31, 1 << (2 * bits) < count { bits += 1 }
        halfBits = bits
    }

    /// The number at a place of the order.
    subscript(place: Int) -> Int {
        var value = UInt64(place)
        repeat { value = permute(value) } while value >= UInt64(count)
        return Int(value)
    }

    private func permute(_ value: UInt64) -> UInt64 {
        let mask = (1 << halfBits) - 1 as UInt64
        var left = value >> halfBits
        var right = value & mask
        for round in 0..<4 as Range<UInt64> {
            var mixed = (right ^ key &+ round &* 0x9e37_79b9_7f4a_7c15) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 31) &* 0x94d0_49bb_1331_11eb
            (left, right) = (right, left ^ (mixed >> 32 & mask))
        }
        return left << halfBits | right
    }
}
