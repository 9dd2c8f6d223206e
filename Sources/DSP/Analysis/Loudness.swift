#if canImport(Glibc)
    import Glibc
#endif

/// Programme loudness after ITU-R BS.1770-4.
public enum Loudness {
    /// Integrated loudness in LUFS: K-weighted, blocks of 400 ms every 100 ms, gated at −70 LUFS and 10 LU below the
    /// mean of what is left; −∞ for silence or less than a block.
    ///
    /// - Complexity: O(frames).
    public static func integrated(_ buffer: StereoBuffer) -> Double {
        let hop = Int(0.1 * buffer.sampleRate)
        guard hop > 0, buffer.frames >= 4 * hop else { return -.infinity }
        let left = hopEnergies(buffer.left, hop: hop, sampleRate: buffer.sampleRate)
        let right = hopEnergies(buffer.right, hop: hop, sampleRate: buffer.sampleRate)
        let blocks = (0...(left.count - 4)).map { start in
            (start..<start + 4).reduce(0.0) { $0 + left[$1] + right[$1] } / Double(4 * hop)
        }
        let audible = blocks.filter { level($0) > -70 }
        guard !audible.isEmpty else { return -.infinity }
        let gate = level(mean(audible)) - 10
        return level(mean(audible.filter { level($0) > gate }))
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    private static func level(_ power: Double) -> Double { -0.691 + 10 * log10(power) }

    private static func hopEnergies(_ samples: [Float], hop: Int, sampleRate: Double) -> [Double] {
        var shelf = Self.shelf(sampleRate)
        var highPass = Self.highPass(sampleRate)
        var energies = [Double](repeating: 0, count: samples.count / hop)
        for index in 0..<energies.count * hop {
            let weighted = Double(highPass.process(shelf.process(samples[index])))
            energies[index / hop] += weighted * weighted
        }
        return energies
    }

    /// The first stage of K-weighting at any rate: the analogue prototype behind the standard's 48 kHz table
    /// (De Man 2014).
    private static func shelf(_ sampleRate: Double) -> Biquad {
        let k = tan(.pi * 1_681.974_450_955_533 / sampleRate)
        let q = 0.707_175_236_955_419_6
        let high = pow(10, 3.999_843_853_973_347 / 20)
        let band = pow(high, 0.499_666_774_154_541_6)
        let a0 = 1 + k / q + k * k
        return Biquad(
            b0: (high + band * k / q + k * k) / a0, b1: 2 * (k * k - high) / a0,
            b2: (high - band * k / q + k * k) / a0, a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
    }

    private static func highPass(_ sampleRate: Double) -> Biquad {
        let k = tan(.pi * 38.135_470_876_024_44 / sampleRate)
        let q = 0.500_327_037_323_877_3
        let a0 = 1 + k / q + k * k
        return Biquad(b0: 1, b1: -2, b2: 1, a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
    }
}
