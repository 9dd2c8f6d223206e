#if canImport(Glibc)
    import Glibc
#endif

/// What the hammer and the soundboard make of a stroke: the strength of each partial.
enum PianoHammer {
    /// Where the hammer strikes, as a share of the string's length (Chaigne and Askenfelt, JASA 1994).
    static let position = 0.12

    /// Milliseconds of contact at fortissimo: about 4 in the bass, 2 in the middle, under 1 in the treble.
    static let contact = KeyCurve([21: 4, 45: 2.8, 60: 2, 84: 1, 108: 0.6])

    /// Steepness of the spectrum above its knee in dB per octave, by velocity.
    static let tilt = KeyCurve([1: 37, 30: 35, 55: 32, 80: 19, 110: 15.5, 127: 14.5])

    /// Decibels from the loudest stroke, by velocity; with what the tilt adds, 16 to 18 dB from 40 to 115.
    static let level = KeyCurve([
        1: -33, 20: -23.3, 40: -15.8, 60: -10.3, 80: -6.5, 100: -2.9, 115: -0.7, 127: 1,
    ])

    /// What those decibels are multiplied by: the less a key's partials lose to the tilt, the more the level must do.
    static let span = KeyCurve([60: 1, 69: 0.97, 76: 1, 84: 1.06, 96: 1.1])

    /// The velocity at which the key tables are made.
    static let referenceTilt = 15.5

    /// Decibels over the keyboard at fortissimo, so that the registers balance.
    static let balance = KeyCurve([21: -1.5, 33: 0, 48: 0.5, 60: 0, 72: -1, 84: -3, 96: -5.5, 108: -9])

    /// The frequency above which the spectrum falls.
    static func knee(_ key: Double) -> Double { hypot(1_150, 0.8 * PianoStrings.fundamental(key)) }

    /// Octaves above the knee, rounded at the corner, beyond those of the first partial: velocity changes how much
    /// stronger or weaker a partial is than the first.
    static func octavesAboveFirst(_ frequency: Double, key: Double) -> Double {
        max(0, octavesAboveKnee(frequency, key: key) - octavesAboveKnee(PianoStrings.fundamental(key), key: key))
    }

    /// Octaves above the knee, rounded at the corner.
    static func octavesAboveKnee(_ frequency: Double, key: Double) -> Double {
        let ratio = frequency / knee(key)
        return 0.5 * log2(1 + ratio * ratio)
    }

    /// |sin(0.12·n·π)|: partials with a node where the hammer strikes are weak; the felt's width leaves a little.
    static func comb(_ partial: Int) -> Double { max(0.1, abs(sin(position * Double(partial) * .pi))) }

    /// The amplitude of a partial at the reference tilt, up to a factor of the key's.
    static func strength(_ key: Double, partial: Int, frequency: Double) -> Double {
        comb(partial) * pow(10, PianoPartials.level(key, frequency) / 20)
    }
}
