#if canImport(Glibc)
    import Glibc
#endif

/// How the strings of a grand piano are tuned and damped, key by key.
///
/// Figures from measurements of a sampled Steinway, and from the papers that each property names.
enum PianoStrings {
    /// Stretch of the tuning in cents: how far the first partial lies from equal temperament.
    static let stretch = KeyCurve([21: -17, 23: -16, 33: -6, 60: -2, 76: -2, 93: 11, 101: 18, 107: 40, 108: 42])

    /// How far apart in cents the outer of a key's strings are tuned: 1 to 2 (Kirk, JASA 1959).
    static let unison = KeyCurve([
        23: 1.4, 30: 1.4, 38: 1.15, 45: 1.4, 50: 1.38, 55: 1.4, 59: 1.14, 63: 1.4, 67: 1.54, 72: 1.4, 76: 1.42, 80: 1.4,
        85: 1.03, 89: 1.4, 108: 1.5,
    ])

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

    /// Strings that the hammer strikes: one in the lowest octave, two to about key 40, three above.
    static func count(_ key: Int) -> Int { key < 33 ? 1 : key <= 40 ? 2 : 3 }

    /// Nepers a second from decibels a second.
    static func nepers(_ decibels: Double) -> Double { decibels * log(10) / 20 }
}
