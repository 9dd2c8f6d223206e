/// Peak and mean level of sound as it passes.
public struct LevelMeter: Sendable, Equatable {
    /// The largest magnitude so far.
    public private(set) var peak: Float = 0
    private var squares = 0.0
    private var count = 0

    /// An empty meter.
    public init() {}

    /// The root mean square so far.
    public var rms: Float { count == 0 ? 0 : Float((squares / Double(count)).squareRoot()) }

    /// Adds samples of any channel.
    public mutating func add(_ samples: UnsafeBufferPointer<Float>) {
        for sample in samples {
            peak = max(peak, abs(sample))
            squares += Double(sample) * Double(sample)
        }
        count += samples.count
    }

    /// Starts again.
    public mutating func reset() { self = LevelMeter() }
}
