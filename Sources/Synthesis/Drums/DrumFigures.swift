/// What one drum of the General MIDI percussion map sounds like, in figures.
///
/// A drum is a few tones and a dense field of modes, whose level and decay are given octave by octave. Levels, decays
/// and tones were measured on the Standard kit of FluidR3 (F. Wen, MIT licence) and fitted until the modes measured
/// alike: energy and decay in each octave, and the loudness beside a piano's middle C at the same velocity. Deviations
/// from it: toms are tuned in even steps, bass drums, snares and hi-hats are 2 to 3 dB louder, crashes, whistles and
/// what rattles 3 dB softer.
struct DrumFigures: Sendable {
    /// Modes in the field.
    var modes: Int
    /// Milliseconds until the stroke is at its loudest: the beads of a shaker take their time.
    var rise: Double
    /// Where it stands, −1 left to 1 right, as the audience sees it.
    var pan: Double
    /// How wide it is, 0…1.
    var width: Double
    /// Strokes a second of what rattles or is scraped; 0 for one stroke.
    var rattle = 0.0
    /// Hertz, decibels and seconds for 60 dB of what has a pitch.
    var tones: [(hertz: Double, level: Double, seconds: Double)] = []
    /// The centre in hertz of the field's lowest octave.
    var lowest: Double
    /// Decibels of the field in each octave from there on; −120 where there is nothing.
    var levels: [Double]
    /// Seconds for 60 dB in each octave.
    var seconds: [Double]

    /// The figures of a key; nil where the map has nothing.
    static func of(_ key: Int) -> DrumFigures? {
        let key = alias[key] ?? key
        return kit(key) ?? percussion(key)
    }

    /// What Yamaha's XG puts below key 27, by its nearest relative above.
    private static let alias = [
        13: 86, 14: 87, 15: 27, 16: 28, 17: 29, 18: 30, 19: 39, 20: 33, 21: 33, 22: 34, 23: 32, 24: 33, 25: 38, 26: 39,
    ]
}
