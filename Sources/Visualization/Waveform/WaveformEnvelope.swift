/// The extremes and the power of a sound over equal stretches of time: all that a small picture of it needs.
public struct WaveformEnvelope: Sendable, Equatable {
    /// A stretch of time.
    public struct Column: Sendable, Equatable {
        /// Lowest sample.
        public var minimum: Float
        /// Highest sample.
        public var maximum: Float
        /// Root of the mean square.
        public var rms: Float
    }

    /// The stretches in order.
    public let columns: [Column]
    /// Length in seconds.
    public let duration: Double

    /// Measures channels of equal length together.
    ///
    /// - Parameters:
    ///   - columnCount: stretches, at least 1; fewer if there are fewer frames.
    ///   - channels: samples of each channel; those that are not finite count as 0.
    /// - Complexity: O(n) in the number of samples.
    public init(channels: [[Float]], sampleRate: Int, columnCount: Int = 320) {
        let frames = channels.map(\.count).min() ?? 0
        duration = sampleRate > 0 ? Double(frames) / Double(sampleRate) : 0
        let count = min(max(1, columnCount), frames)
        columns = (0..<count).map { index in
            let range = (index * frames / count)..<((index + 1) * frames / count)
            var column = Column(minimum: .infinity, maximum: -.infinity, rms: 0)
            var squares = 0.0
            for channel in channels {
                for sample in channel[range] {
                    let value = sample.isFinite ? sample : 0
                    column.minimum = min(column.minimum, value)
                    column.maximum = max(column.maximum, value)
                    squares += Double(value) * Double(value)
                }
            }
            column.rms = Float((squares / Double(range.count * channels.count)).squareRoot())
            return column
        }
    }
}
