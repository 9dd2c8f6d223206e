import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// The noises of the action, as short-lived modes of soundboard and key bed.
enum PianoNoise {
    /// The knock of a stroke: low modes that thud, and high ones that give the felt its edge.
    static func knock(key: Int, level: Double, sampleRate: Double, seed: UInt64) -> [PianoKeyDesign.Lane] {
        let fundamental = PianoStrings.fundamental(Double(key))
        let low = modes(
            from: 55, to: min(1_200, max(260, 2 * fundamental)), decayTime: 0.2, level: 0.78 * level,
            sampleRate: sampleRate, seed: seed)
        let high = modes(
            from: 900, to: 7_000, decayTime: 0.05, level: 0.025 * level, sampleRate: sampleRate, seed: seed ^ 0xFF)
        return low
            + high.map { lane in
                var lane = lane
                let frequency = abs(lane.partial.omega) * sampleRate / (2 * .pi)
                lane.octaves = PianoHammer.octavesAboveFirst(frequency, key: Double(key))
                return lane
            }
    }

    /// The thump of a damper that falls back on its strings.
    static func thump(key: Int, level: Double, sampleRate: Double, seed: UInt64) -> [PianoKeyDesign.Lane] {
        guard key <= PianoStrings.lastDamper else { return [] }
        return modes(
            from: 60, to: 900, decayTime: 0.12, level: 0.0085 * level, sampleRate: sampleRate, seed: seed)
    }

    /// Sixteen modes spread evenly in pitch, each a little out of place, softer towards the top.
    private static func modes(
        from low: Double, to high: Double, decayTime: Double, level: Double, sampleRate: Double, seed: UInt64
    ) -> [PianoKeyDesign.Lane] {
        let count = PartialBank.lanes
        return (0..<count).compactMap { index in
            func random(_ salt: Int) -> Double { NoiseGenerator.value(seed: seed, index: 5 * index + salt) }
            let frequency = low * pow(high / low, (Double(index) + random(0)) / Double(count))
            guard frequency < 0.45 * sampleRate else { return nil }
            let seconds = decayTime * (0.6 + 0.8 * random(1)) * pow(low / frequency, 0.25)
            let amplitude = level * pow(low / frequency, 0.4) * (0.5 + random(2)) / Double(count).squareRoot()
            let direction: Double = random(3) < 0.5 ? -1 : 1
            return PianoKeyDesign.Lane(
                partial: PartialBank.Partial(
                    amplitude: amplitude, phase: 2 * .pi * random(4),
                    omega: direction * 2 * .pi * frequency / sampleRate,
                    decay: log(1000) / seconds / sampleRate, damping: 0),
                octaves: 0)
        }
    }
}
