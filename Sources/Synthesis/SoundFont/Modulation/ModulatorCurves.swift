import SoundFonts

#if canImport(Glibc)
    import Glibc
#endif

/// The shapes by which modulators map their sources (SoundFont 2.04, sections 8.2.2–8.2.3 and 9.5.3), as tables.
///
/// A linear source of seven bits reaches 127/128 at its top, as the specification says; the concave and the convex
/// curve are −40/96·log₁₀ of what is left of 127 and so reach 1 exactly.
final class ModulatorCurves {
    /// Sixteen tables of 128: curve, then 4 if bipolar, then 8 if descending.
    private let tables: UnsafeMutablePointer<Float>

    init() {
        tables = .allocate(capacity: 16 * 128)
        for kind in 0..<16 {
            for value in 0..<128 {
                tables[kind * 128 + value] = Self.map(Double(value), top: 127, steps: 128, kind: UInt8(kind))
            }
        }
    }

    deinit { tables.deallocate() }

    /// The number of the table for a curve.
    static func kind(_ source: Modulator.Source) -> UInt8 {
        UInt8(source.curve.rawValue & 3) | (source.isBipolar ? 4 : 0) | (source.isDescending ? 8 : 0)
    }

    /// Maps a seven-bit value.
    @inline(__always)
    func map(_ value: UInt8, kind: UInt8) -> Float { tables[Int(kind & 15) * 128 + Int(value & 127)] }

    /// Maps a fourteen-bit value, 0…16,383.
    func map14(_ value: Int, kind: UInt8) -> Float {
        Self.map(Double(value), top: 16_383, steps: 16_384, kind: kind)
    }

    /// Maps a share, 0…1, both ends included.
    func map(share: Float, kind: UInt8) -> Float {
        Self.map(Double(min(1, max(0, share))), top: 1, steps: 1, kind: kind)
    }

    /// One value of a curve; `top` is the greatest input, and linear curves divide by `steps`.
    static func map(_ input: Double, top: Double, steps: Double, kind: UInt8) -> Float {
        let value = kind & 8 == 0 ? input : top - input
        guard kind & 4 != 0 else { return Float(unipolar(value, top: top, steps: steps, curve: kind & 3)) }
        // Both halves have the curve's shape, one of them turned about the centre.
        let centre = steps / 2
        let isLinear = kind & 3 == 0
        if kind & 3 == 3 { return value >= centre ? 1 : -1 }
        let distance = abs(value - centre)
        let half = value >= centre ? max(top - centre, 1e-9) : centre
        let magnitude =
            isLinear ? distance / centre : unipolar(min(distance, half), top: half, steps: half, curve: kind & 3)
        return Float(value >= centre ? magnitude : -magnitude)
    }

    private static func unipolar(_ value: Double, top: Double, steps: Double, curve: UInt8) -> Double {
        switch curve {
        case 0: value / steps
        case 1: value >= top ? 1 : min(1, -40.0 / 96 * log10((top - value) / top))
        case 2: value <= 0 ? 0 : max(0, 1 + 40.0 / 96 * log10(value / top))
        default: value >= steps / 2 ? 1 : 0
        }
    }
}
