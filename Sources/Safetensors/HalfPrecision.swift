/// Conversions between single precision and the 16-bit formats, in integer arithmetic so that every machine agrees.
enum HalfPrecision {
    /// The value of an IEEE half.
    static func float(_ bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16
        let exponent = UInt32(bits >> 10 & 0x1f)
        let fraction = UInt32(bits & 0x3ff)
        switch exponent {
        case 0:
            let magnitude = Float(fraction) * 0x1p-24
            return sign == 0 ? magnitude : -magnitude
        case 0x1f: return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }

    /// The nearest IEEE half, ties to even; too large becomes infinity.
    static func bits(_ value: Float) -> UInt16 {
        let pattern = value.bitPattern
        let sign = UInt16(pattern >> 16 & 0x8000)
        let magnitude = pattern & 0x7fff_ffff
        if magnitude > 0x7f80_0000 { return sign | 0x7e00 }
        if magnitude >= 0x4780_0000 { return sign | 0x7c00 }
        if magnitude < 0x3880_0000 {
            // Subnormal halves: multiples of 2⁻²⁴.
            let scaled = Float(bitPattern: magnitude) * 0x1p24
            return sign | UInt16(scaled.rounded(.toNearestOrEven))
        }
        let rounded = magnitude + 0xfff + (magnitude >> 13 & 1)
        return sign | UInt16(truncatingIfNeeded: (rounded >> 13) - (112 << 10))
    }

    /// The nearest bfloat16, ties to even.
    static func brainBits(_ value: Float) -> UInt16 {
        let pattern = value.bitPattern
        if value.isNaN { return UInt16(pattern >> 16) | 0x40 }
        return UInt16((pattern + 0x7fff + (pattern >> 16 & 1)) >> 16)
    }
}
