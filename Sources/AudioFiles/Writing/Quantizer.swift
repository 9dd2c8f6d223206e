/// Rounds samples to integers, with deterministic triangular dither on request.
///
/// Full scale is 2ⁿ⁻¹, so that a reader that divides by it gets back what was written; what lies beyond is clipped.
/// The dither is the difference of two uniform numbers of one step each (Lipshitz, Wannamaker and Vanderkooy,
/// "Quantization and Dither", JAES 1992): the error then has constant power and no tie to the signal.
package struct Quantizer {
    private let scale: Float
    private let isDithered: Bool
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Makes a quantizer to `bits` (2…24) with or without dither.
    package init(bits: Int, isDithered: Bool) {
        scale = Float(1 << (bits - 1))
        self.isDithered = isDithered
    }

    /// The integer for a finite sample.
    package mutating func quantize(_ sample: Float) -> Int32 {
        var value = sample * scale
        if isDithered { value += triangular() }
        return Int32(min(max(value.rounded(.toNearestOrEven), -scale), scale - 1))
    }

    /// A triangular number in −1…1 from two halves of one xorshift64* draw (Vigna 2016).
    private mutating func triangular() -> Float {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        let draw = state &* 0x2545_F491_4F6C_DD1D
        let high = Float(draw >> 40) * 0x1p-24
        let low = Float((draw >> 8) & 0xFF_FFFF) * 0x1p-24
        return high - low
    }
}
