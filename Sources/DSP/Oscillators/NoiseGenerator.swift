/// White noise from a seed: the same seed gives the same samples everywhere.
///
/// PCG-XSH-RR 64/32 (O'Neill 2014).
public struct NoiseGenerator: Sendable {
    private var state: UInt64

    /// Starts a sequence.
    public init(seed: UInt64) {
        state = seed &+ 0x9E37_79B9_7F4A_7C15
        _ = nextBits()
    }

    /// 32 random bits.
    public mutating func nextBits() -> UInt32 {
        let old = state
        state = old &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let shifted = UInt32(truncatingIfNeeded: ((old >> 18) ^ old) >> 27)
        let rotation = UInt32(truncatingIfNeeded: old >> 59)
        return (shifted >> rotation) | (shifted << ((~rotation &+ 1) & 31))
    }

    /// A sample in −1…1, evenly distributed.
    public mutating func next() -> Float {
        Float(Int32(bitPattern: nextBits())) * (1 / 2_147_483_648)
    }

    /// A number in 0..<1 that depends only on `seed` and `index`, for tables that must not depend on order.
    public static func value(seed: UInt64, index: Int) -> Double {
        // The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
        var z = seed &+ UInt64(bitPattern: Int64(index)) &* 0x9E37_79B9_7F4A_7C15 &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        return Double(z >> 11) * 0x1p-53
    }
}
