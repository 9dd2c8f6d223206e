#if canImport(Glibc)
    import Glibc
#endif

/// Times as SoundFonts have them: 1200·log₂ of the seconds.
enum Timecents {
    /// The timecents of a time in seconds.
    static func of(_ seconds: Double) -> Double { 1200 * log2(max(seconds, 1e-4)) }

    /// The amount of a generator, within what envelopes may have.
    static func amount(_ timecents: Double) -> Int16 { Int16(min(max(timecents, -12_000), 8_000).rounded()) }
}
