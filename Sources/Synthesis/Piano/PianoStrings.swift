#if canImport(Glibc)
    import Glibc
#endif

/// How the strings of a grand piano are tuned and how they lose their energy, key by key.
///
/// Figures from measurements of a sampled Steinway, and from the papers that each property names.
enum PianoStrings {
    /// Stretch of the tuning in cents: how far the first partial lies from equal temperament.
    static let stretch = KeyCurve([21: -17, 23: -16, 33: -6, 60: -2, 76: -2, 93: 11, 101: 18, 107: 40, 108: 42])

    /// Decay of the low partials just after the stroke, dB/s.
    static let earlyDecay = KeyCurve([
        21: 6.8, 23: 7, 38: 13.5, 50: 12.5, 59: 16, 67: 37, 76: 50, 85: 32, 96: 55, 108: 100,
    ])

    /// Decay of what is left later on, dB/s; 3 to 15 times slower (Weinreich, JASA 1977).
    static let lateDecay = KeyCurve([
        21: 2.2, 23: 2.3, 38: 3.4, 50: 2.9, 59: 4.0, 67: 7.5, 76: 6, 85: 5, 96: 9, 108: 18,
    ])

    /// The share of the amplitude that decays slowly.
    static let lateShare = KeyCurve([
        21: 0.17, 23: 0.16, 38: 0.12, 50: 0.10, 59: 0.06, 67: 0.045, 76: 0.03, 85: 0.05, 108: 0.06,
    ])

    /// q in α_n = α₁(1 + q·n²)/(1 + q): internal friction against losses to the air, from the loss law
    /// b₁ + b₂(nπ/L)² with the values that Bensa et al. (JASA 2003) fitted to C2, C4 and C7.
    static let logFriction = KeyCurve([36: -6.23, 60: -5.10, 96: -1.49])

    /// Seconds for 60 dB under the damper.
    static let damperTime = KeyCurve([21: 0.9, 33: 0.7, 45: 0.5, 60: 0.34, 72: 0.24, 88: 0.14])

    /// The highest key that has a damper.
    static let lastDamper = 88

    /// B in f_n = n·f₀·√(1 + B·n²), in the form of Rigaud, David and Daudet (JASA 2013).
    static func inharmonicity(_ key: Double) -> Double {
        exp(0.0910 * key - 13.63) + exp(-0.0737 * key - 6.88)
    }

    /// f₀ in hertz, such that the first partial has the stretched pitch.
    static func fundamental(_ key: Double) -> Double {
        440 * exp2((key - 69) / 12 + stretch(key) / 1200) / (1 + inharmonicity(key)).squareRoot()
    }

    /// The frequency of a partial in hertz.
    static func frequency(_ key: Double, partial: Int) -> Double {
        let n = Double(partial)
        return n * fundamental(key) * (1 + inharmonicity(key) * n * n).squareRoot()
    }

    /// How much faster than the first a partial decays.
    static func friction(_ key: Double, partial: Int) -> Double {
        let q = exp(logFriction(key))
        let n = Double(partial)
        return (1 + q * n * n) / (1 + q)
    }

    /// Strings that the hammer strikes: one in the lowest octave, two to about key 40, three above.
    static func count(_ key: Int) -> Int { key < 33 ? 1 : key <= 40 ? 2 : 3 }

    /// Nepers a second from decibels a second.
    static func nepers(_ decibels: Double) -> Double { decibels * log(10) / 20 }
}
