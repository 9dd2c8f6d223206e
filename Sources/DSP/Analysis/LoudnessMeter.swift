#if canImport(Glibc)
    import Glibc
#endif

/// Loudness of a programme as it passes, after ITU-R BS.1770-5, Annex 1.
///
/// K-weighted, blocks of 400 ms every 100 ms, gated at −70 LUFS and 10 LU below the mean of what is left. Channels
/// count alike, as left, right and centre do. It keeps 80 bytes a second and channel.
public struct LoudnessMeter: Sendable {
    /// A second-order filter in double precision: at 192 kHz the high-pass at 38 Hz needs it.
    private struct Filter: Sendable {
        let b0: Double, b1: Double, b2: Double, a1: Double, a2: Double
        var z1 = 0.0, z2 = 0.0

        @inline(__always)
        mutating func process(_ x: Double) -> Double {
            let y = b0 * x + z1
            z1 = b1 * x - a1 * y + z2
            z2 = b2 * x - a2 * y
            return y
        }
    }

    private struct Channel: Sendable {
        var shelf: Filter
        var highPass: Filter
        /// Energies of whole hops, and of the one that fills.
        var energies: [Double] = []
        var energy = 0.0
        var count = 0
    }

    private let hop: Int
    private var channels: [Channel]

    /// Makes a meter for so many channels, which may be given any lengths in any order.
    public init(sampleRate: Double, channels: Int) {
        hop = max(1, Int(0.1 * sampleRate))
        let first = Channel(shelf: Self.shelf(sampleRate), highPass: Self.highPass(sampleRate))
        self.channels = [Channel](repeating: first, count: max(1, channels))
    }

    /// Adds samples of one channel.
    ///
    /// - Precondition: there is such a channel.
    public mutating func add(_ samples: some Sequence<Float>, channel: Int) {
        for sample in samples {
            let weighted = channels[channel].highPass.process(channels[channel].shelf.process(Double(sample)))
            channels[channel].energy += weighted * weighted
            channels[channel].count += 1
            if channels[channel].count == hop {
                channels[channel].energies.append(channels[channel].energy)
                channels[channel].energy = 0
                channels[channel].count = 0
            }
        }
    }

    /// Integrated loudness in LUFS so far; −∞ for silence or less than a block.
    ///
    /// - Complexity: O(frames / hop).
    public var integrated: Double {
        let hops = channels.map(\.energies.count).min() ?? 0
        guard hops >= 4 else { return -.infinity }
        let sums = (0..<hops).map { hop in channels.reduce(0.0) { $0 + $1.energies[hop] } }
        let blocks = (0...hops - 4).map { start in sums[start..<start + 4].reduce(0, +) / Double(4 * hop) }
        let audible = blocks.filter { Self.level($0) > -70 }
        guard !audible.isEmpty else { return -.infinity }
        let gate = Self.level(Self.mean(audible)) - 10
        return Self.level(Self.mean(audible.filter { Self.level($0) > gate }))
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    private static func level(_ power: Double) -> Double { -0.691 + 10 * log10(power) }

    /// The first stage of K-weighting at any rate: the analogue prototype behind the standard's 48 kHz table
    /// (De Man 2014).
    private static func shelf(_ sampleRate: Double) -> Filter {
        let k = tan(.pi * 1_681.974_450_955_533 / sampleRate)
        let q = 0.707_175_236_955_419_6
        let high = pow(10, 3.999_843_853_973_347 / 20)
        let band = pow(high, 0.499_666_774_154_541_6)
        let a0 = 1 + k / q + k * k
        return Filter(
            b0: (high + band * k / q + k * k) / a0, b1: 2 * (k * k - high) / a0,
            b2: (high - band * k / q + k * k) / a0, a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
    }

    private static func highPass(_ sampleRate: Double) -> Filter {
        let k = tan(.pi * 38.135_470_876_024_44 / sampleRate)
        let q = 0.500_327_037_323_877_3
        let a0 = 1 + k / q + k * k
        return Filter(b0: 1, b1: -2, b2: 1, a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
    }
}
