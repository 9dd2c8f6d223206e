import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// The oscillators of one key, worked out from the piano's figures.
struct PianoKeyDesign {
    /// An oscillator, its octaves above the hammer's knee, and whether it is of the sound that stays.
    struct Lane {
        var partial: PartialBank.Partial
        var octaves: Double
        var stays = false
    }

    /// Root mean square of a key's first half second at the loudest stroke, before balance.
    static let loudest = 0.226
    /// Partials beyond which a key's spectrum is inaudible.
    static let mostPartials = 110
    /// Partials of a key whose unisons beat; higher ones are too weak for it to be heard.
    static let mostBeating = 16
    /// Decibels under the strongest partial at which partials are left out.
    static let floor = -84.0

    private(set) var strings: [Lane] = []
    private(set) var knock: [Lane] = []
    private(set) var thump: [Lane] = []

    init(key: Int, sampleRate: Double) {
        // Keys beyond the piano's 88 keep the construction of the outermost ones at their own pitch.
        let seed = UInt64(key) &* 0x51_7C_C1_B7_27_22_0A_95
        let made = Self.strings(key: key, sampleRate: sampleRate, seed: seed)
        strings = made.lanes
        let level = Self.loudest * pow(10, PianoHammer.balance(Double(key)) / 20)
        let scale = level / made.energy.squareRoot()
        for index in strings.indices { strings[index].partial.amplitude *= scale }
        knock = PianoNoise.knock(key: key, level: level, sampleRate: sampleRate, seed: seed ^ 0xA5A5)
        thump = PianoNoise.thump(key: key, level: level, sampleRate: sampleRate, seed: seed ^ 0x5A5A)
    }

    /// What is heard of one partial in the first half second, whatever its decay, the number of its strings and how they
    /// beat: the mean square of its oscillators' sum.
    private static func energy(of lanes: [Lane], sampleRate: Double) -> Double {
        let frames = 0.5 * sampleRate
        var sum = 0.0
        for a in lanes {
            for b in lanes {
                // The integral of exp(−(d + i·w)·t) over those frames.
                let d = a.partial.decay + b.partial.decay
                let w = a.partial.omega - b.partial.omega
                let left = exp(-d * frames)
                let integral = (d * (1 - left * cos(w * frames)) + w * left * sin(w * frames)) / (d * d + w * w)
                sum += a.partial.amplitude * b.partial.amplitude * integral
            }
        }
        return sum / frames
    }

    private static func strings(key: Int, sampleRate: Double, seed: UInt64) -> (lanes: [Lane], energy: Double) {
        let position = Double(key)
        let limit = 0.45 * sampleRate
        var frequencies: [(n: Int, frequency: Double, strength: Double)] = []
        for n in 1...mostPartials {
            let frequency = PianoStrings.frequency(position, partial: n)
            if frequency >= limit { break }
            // Real soundboards favour some partials and swallow others.
            let scatter = pow(10, 0.15 * scatter(n) * (2 * NoiseGenerator.value(seed: seed, index: 7 * n) - 1))
            let strength = PianoHammer.strength(position, partial: n, frequency: frequency) * scatter
            frequencies.append((n, frequency, strength))
        }
        let strongest = frequencies.map(\.strength).max() ?? 0
        let least = strongest * pow(10, floor / 20)
        var lanes: [(lane: Lane, life: Double)] = []
        var energy = 0.0
        for (n, frequency, strength) in frequencies where strength >= least {
            let partial = partial(key, n, frequency, strength, sampleRate, seed)
            energy += Self.energy(of: partial, sampleRate: sampleRate)
            lanes += partial.map { (lane: $0, life: log($0.partial.amplitude / least) / $0.partial.decay) }
        }
        return (lanes.sorted { $0.life > $1.life }.map(\.lane), energy)
    }

    /// How much a partial may be off what the maps say, 0…1: the low ones, which make a key what it is beside its
    /// neighbours, little.
    private static func scatter(_ n: Int) -> Double { min(1, Double(n) / 12) }

    private static func partial(
        _ key: Int, _ n: Int, _ frequency: Double, _ strength: Double, _ sampleRate: Double, _ seed: UInt64
    ) -> [Lane] {
        func random(_ index: Int) -> Double { NoiseGenerator.value(seed: seed, index: 7 * n + index) }
        let position = Double(key)
        let wander = pow(2, 0.3 * scatter(n) * (random(1) - 0.5))
        let early = PianoStrings.nepers(PianoPartials.earlyDecay(position, frequency)) * wander
        let late =
            PianoStrings.nepers(PianoPartials.lateDecay(position, partial: n, frequency: frequency)) * wander
        let lateShare =
            n == 1 ? PianoPartials.firstLateShare(position) : PianoPartials.lateShare(position, frequency)
        let share = pow(10, lateShare / 20) * (0.8 + 0.4 * random(2))
        let phase = 2 * Double.pi * random(3)
        let direction: Double = random(4) < 0.5 ? -1 : 1
        let damper = log(1000) / PianoStrings.damperTime(position) * (1 + frequency / 4000)
        let damping = key > PianoStrings.lastDamper ? 0 : damper / sampleRate
        let octaves = PianoHammer.octavesAboveFirst(frequency, key: position)

        func lane(_ part: Double, stays: Bool, cents: Double) -> Lane {
            let turned = frequency * exp2(cents / 1200)
            return Lane(
                partial: PartialBank.Partial(
                    amplitude: strength * part, phase: phase,
                    omega: direction * 2 * .pi * turned / sampleRate, decay: (stays ? late : early) / sampleRate,
                    damping: damping),
                octaves: octaves, stays: stays)
        }
        // Unisons begin together and drift apart: what falls early beats, and what stays does.
        let spread = PianoStrings.unison(position)
        let prompt =
            PianoStrings.count(key) == 3 && n <= mostBeating
            ? [
                lane(0.54 * (1 - share), stays: false, cents: 0.46 * spread),
                lane(0.46 * (1 - share), stays: false, cents: -0.54 * spread),
            ]
            : [lane(1 - share, stays: false, cents: 0)]
        let lasting =
            PianoStrings.count(key) >= 2 && n <= mostBeating
            ? [
                lane(0.7 * share, stays: true, cents: 0.3 * spread),
                lane(0.3 * share, stays: true, cents: -0.7 * spread),
            ]
            : [lane(share, stays: true, cents: 0.3 * spread)]
        return prompt + lasting
    }
}
