#if canImport(Glibc)
    import Glibc
#endif

/// Decibels and back, for amplitudes: 20·log₁₀.
public enum Decibels {
    /// The amplitude of a level.
    public static func amplitude(_ decibels: Double) -> Float { Float(pow(10, decibels / 20)) }

    /// The level of an amplitude; −∞ for zero.
    public static func level(_ amplitude: Float) -> Double { 20 * log10(Double(abs(amplitude))) }
}
