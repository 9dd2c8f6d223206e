/// What to compose: everything that, with the model, decides the piece.
public struct CompositionSettings: Codable, Sendable, Equatable {
    /// How long the piece should be; it ends at a good place near there.
    public enum Length: Codable, Sendable, Equatable {
        /// Bars.
        case bars(Int)
        /// Seconds at the piece's tempo.
        case seconds(Double)
        /// Tokens of the model.
        case tokens(Int)
    }

    /// Decides every random choice.
    public var seed: UInt64
    /// How freely tokens are drawn.
    public var sampling: SamplingSettings
    /// How long the piece should be.
    public var length: Length
    /// Quarters a minute; nil lets the model choose.
    public var tempo: Double?
    /// The metre, such as 3 and 4; nil lets the model choose.
    public var meter: Meter?
    /// Greatest share of slices that may repeat the one before, 0…1.
    public var repetitionLimit: Double

    /// A metre that is asked for.
    public struct Meter: Codable, Sendable, Equatable {
        /// Beats in a bar.
        public var numerator: Int
        /// The note that a beat is.
        public var denominator: Int

        /// Makes a metre.
        public init(numerator: Int, denominator: Int) {
            self.numerator = numerator
            self.denominator = denominator
        }
    }

    /// Makes settings.
    public init(
        seed: UInt64, sampling: SamplingSettings = SamplingSettings(), length: Length = .bars(32),
        tempo: Double? = nil, meter: Meter? = nil, repetitionLimit: Double = 0.18
    ) {
        self.seed = seed
        self.sampling = sampling
        self.length = length
        self.tempo = tempo
        self.meter = meter
        self.repetitionLimit = repetitionLimit
    }
}
