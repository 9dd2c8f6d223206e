import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// The modes of one drum, worked out from its figures.
struct DrumVoice {
    /// Decibels under the loudest octave at which the field ends.
    private static let floor = -42.0

    private let figures: DrumFigures
    private let seed: UInt64

    /// Makes a drum; nil where the map has nothing.
    init?(key: Int) {
        guard let figures = DrumFigures.of(key) else { return nil }
        self.figures = figures
        seed = UInt64(key) &* 0xD1B5_4A32_D192_ED03
    }

    /// The drum's modes at the loudest stroke, those that ring longest first.
    func partials(sampleRate: Double) -> [PartialBank.Partial] {
        let all = tones(sampleRate) + (0..<figures.levels.count).flatMap { field($0, sampleRate) }
        func life(_ partial: PartialBank.Partial) -> Double { log(partial.amplitude / 1e-5) / partial.decay }
        return all.sorted { life($0) > life($1) }
    }

    /// The pitched part: the lowest tone begins with the stroke, without a step.
    private func tones(_ sampleRate: Double) -> [PartialBank.Partial] {
        figures.tones.enumerated().compactMap { index, tone in
            guard tone.hertz < 0.45 * sampleRate else { return nil }
            let random = NoiseGenerator.value(seed: seed, index: 7 * index + 900_001)
            return PartialBank.Partial(
                amplitude: pow(10, tone.level / 20), phase: index == 0 ? -.pi / 2 : 2 * .pi * random,
                omega: 2 * .pi * tone.hertz / sampleRate, decay: log(1000) / tone.seconds / sampleRate, damping: 0)
        }
    }

    /// One octave of the field: modes at even distances, each a little out of place, in strength and in decay.
    private func field(_ octave: Int, _ sampleRate: Double) -> [PartialBank.Partial] {
        let count = counts[octave]
        let centre = figures.lowest * exp2(Double(octave))
        let low = centre / 2.0.squareRoot()
        let high = min(centre * 2.0.squareRoot(), 19_000)
        let first = counts[..<octave].reduce(0, +)
        return (0..<count).compactMap { index in
            func random(_ salt: Int) -> Double { NoiseGenerator.value(seed: seed, index: 7 * (first + index) + salt) }
            var frequency = low + (high - low) * (Double(index) + random(0)) / Double(count)
            var phase = 2 * .pi * random(2)
            if figures.rattle > 0 {
                // Modes at multiples of the rate, nearly in phase, are a row of strokes.
                frequency = max(1, (frequency / figures.rattle).rounded()) * figures.rattle
                phase = 1.2 * (random(2) - 0.5)
            }
            guard frequency < 0.45 * sampleRate else { return nil }
            let seconds = decayTime(log2(frequency / figures.lowest)) * exp2(1.6 * (random(1) - 0.5))
            return PartialBank.Partial(
                amplitude: pow(10, figures.levels[octave] / 20) / Double(count).squareRoot() * (0.5 + random(4)),
                phase: phase, omega: (random(3) < 0.5 ? -1 : 1) * 2 * .pi * frequency / sampleRate,
                decay: log(1000) / seconds / sampleRate, damping: 0)
        }
    }

    /// Modes in each octave: more the higher it is and the more of the sound's energy it has.
    private var counts: [Int] {
        let energies = zip(figures.levels, figures.seconds).map { $0 + 10 * log10($1) }
        let most = energies.max() ?? 0
        let firstOctave = log2(figures.lowest / 50)
        let weights = energies.enumerated().map { octave, energy -> Double in
            let below = energy - most
            guard below >= Self.floor else { return 0 }
            let height: Double = exp2(0.55 * (firstOctave + Double(octave)))
            return height * min(1, max(0.15, pow(10, below / 60)))
        }
        let sum = weights.reduce(0, +)
        return weights.map { $0 > 0 ? max(3, Int(Double(figures.modes) * $0 / sum)) : 0 }
    }

    /// Seconds for 60 dB, so many octaves above the lowest.
    private func decayTime(_ octave: Double) -> Double {
        let last = figures.seconds.count - 1
        let place = min(Double(last), max(0, octave))
        let below = min(Int(place), max(0, last - 1))
        let above = min(below + 1, last)
        let share = place - Double(below)
        return exp((1 - share) * log(figures.seconds[below]) + share * log(figures.seconds[above]))
    }

    /// Frames until the stroke is at its loudest.
    func attackFrames(sampleRate: Double) -> Int { max(1, Int(figures.rise * 1e-3 * sampleRate)) }

    /// Left, right and width, before the channel's mix.
    var placement: (left: Float, right: Float, width: Float) {
        (Float(1 - 0.5 * figures.pan), Float(1 + 0.5 * figures.pan), Float(figures.width))
    }
}
