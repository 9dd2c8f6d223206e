/// A metre from a tick on.
public struct MeterChange: Sendable, Hashable {
    /// From when, in ticks.
    public var tick: Int
    /// Beats in a bar, at least 1.
    public var numerator: Int
    /// The note that a beat is: 1, 2, 4, 8, …
    public var denominator: Int

    /// Makes a metre change.
    public init(tick: Int = 0, numerator: Int, denominator: Int) {
        self.tick = tick
        self.numerator = numerator
        self.denominator = denominator
    }
}
