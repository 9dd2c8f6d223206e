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
    static let tilt = KeyCurve([1: 58, 30: 54, 55: 52, 80: 22.5, 110: 15.5, 127: 14.5])

    /// Decibels from the loudest stroke, by velocity: with what little the tilt adds, 17 dB from 40 to 115.
    static let level = KeyCurve([
        1: -35, 20: -25, 40: -17.3, 60: -11.5, 80: -7, 100: -3.1, 115: -0.7, 127: 1,
    ])

    /// The velocity at which the key tables are made.
    static let referenceTilt = 15.5

    /// Decibels over the keyboard at fortissimo, so that the registers balance.
    static let balance = KeyCurve([21: -3, 33: -1, 48: 0, 60: -0.3, 72: -1.5, 84: -3.5, 96: -6, 108: -9])

    /// The frequency in hertz above which a softer stroke takes from the spectrum: it rises with the key, as the time
    /// of contact falls.
    static func knee(_ key: Double) -> Double { 2_150 * exp2((key - 64) / 60) }

    /// Octaves above the knee, rounded at the corner, beyond those of the first partial: velocity changes how much
    /// stronger or weaker a partial is than the first.
    static func octavesAboveFirst(_ frequency: Double, key: Double) -> Double {
        max(0, octavesAboveKnee(frequency, key: key) - octavesAboveKnee(PianoStrings.fundamental(key), key: key))
    }

    /// Octaves above the knee, rounded at the corner: of a low pass of order 6, since felt that is softly pressed
    /// leaves the low partials alone and lets next to nothing of the high ones through.
    static func octavesAboveKnee(_ frequency: Double, key: Double) -> Double {
        log2(1 + pow(frequency / knee(key), 6)) / 6
    }

    /// |sin(0.12·n·π)|: partials with a node where the hammer strikes are weak; the felt's width leaves a little.
    static func comb(_ partial: Int) -> Double { max(0.1, abs(sin(position * Double(partial) * .pi))) }

    /// The amplitude of a partial at the reference tilt, up to a factor of the key's.
    static func strength(_ key: Double, partial: Int, frequency: Double) -> Double {
        comb(partial) * pow(10, PianoPartials.level(key, frequency) / 20)
    }
}
