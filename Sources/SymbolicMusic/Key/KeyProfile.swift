/// How much each degree of a key belongs to it: twelve weights from the tonic upwards, for major and for minor.
public struct KeyProfile: Sendable, Equatable {
    /// Weights of a major key, tonic first.
    public var major: [Double]
    /// Weights of a minor key, tonic first.
    public var minor: [Double]

    /// Makes a profile of twelve weights each.
    public init(major: [Double], minor: [Double]) {
        precondition(major.count == 12 && minor.count == 12, "a key profile has twelve weights for each mode")
        self.major = major
        self.minor = minor
    }

    /// Probe-tone ratings of Krumhansl and Kessler, the profile of the Krumhansl–Schmuckler algorithm and of music21's
    /// `analyze('krumhansl')`.
    ///
    /// C. Krumhansl, E. Kessler: Tracing the dynamic changes in perceived tonal organization in a spatial
    /// representation of musical keys, Psychological Review 89 (1982), 334–368; Krumhansl: Cognitive Foundations of
    /// Musical Pitch (1990), table 2.1.
    public static let krumhanslKessler = KeyProfile(
        major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
        minor: [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])

    /// How often each degree occurs in the Essen folk songs, per cent; what music21's `analyze('key')` takes.
    ///
    /// B. Aarden: Dynamic melodic expectancy, Ohio State University (2003), as in the Humdrum tool `keycor`.
    public static let aardenEssen = KeyProfile(
        major: [
            17.7661, 0.145624, 14.9265, 0.160186, 19.8049, 11.3587, 0.291248, 22.062, 0.145624, 8.15494, 0.232998,
            4.95122,
        ],
        minor: [
            18.2648, 0.737619, 14.0499, 16.8599, 0.702494, 14.4362, 0.702494, 18.6161, 4.56621, 1.93186, 7.37619,
            1.75623,
        ])
}
