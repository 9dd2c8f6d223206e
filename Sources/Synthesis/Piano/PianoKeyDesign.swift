import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// The oscillators of one key, worked out from the piano's figures.
struct PianoKeyDesign {
    /// An oscillator and its octaves above the hammer's knee.
    struct Lane {
        var partial: PartialBank.Partial
        var octaves: Double
    }

    /// Amplitude of the strings' sum at the loudest stroke, before balance.
    static let loudest = 0.16
    /// Partials beyond which a key's spectrum is inaudible.
    static let mostPartials = 110
    /// Decibels under the strongest partial at which partials are left out.
    static let floor = -84.0

    private(set) var strings: [Lane] = []
    private(set) var knock: [Lane] = []
    private(set) var thump: [Lane] = []

    init(key: Int, sampleRate: Double) {
        // Keys beyond the piano's 88 keep the construction of the outermost ones at their own pitch.
        let seed = UInt64(key) &* 0x51_7C_C1_B7_27_22_0A_95
        strings = Self.strings(key: key, sampleRate: sampleRate, seed: seed)
        let energy = strings.reduce(0) { $0 + $1.partial.amplitude * $1.partial.amplitude }.squareRoot()
        let level = Self.loudest * pow(10, PianoHammer.balance(Double(key)) / 20)
        for index in strings.indices { strings[index].partial.amplitude *= level / energy }
        knock = PianoNoise.knock(key: key, level: level, sampleRate: sampleRate, seed: seed ^ 0xA5A5)
        thump = PianoNoise.thump(key: key, level: level, sampleRate: sampleRate, seed: seed ^ 0x5A5A)
    }

    private static func strings(key: Int, sampleRate: Double, seed: UInt64) -> [Lane] {
        let position = Double(key)
        let limit = 0.45 * sampleRate
        var frequencies: [(n: Int, frequency: Double, strength: Double)] = []
        for n in 1...mostPartials {
            let frequency = PianoStrings.frequency(position, partial: n)
            if frequency >= limit { break }
            // Real soundboards favour some partials and swallow others.
            let scatter = pow(10, 0.15 * (2 * NoiseGenerator.value(seed: seed, index: 7 * n) - 1))
            let strength = PianoHammer.strength(position, partial: n, frequency: frequency) * scatter
            frequencies.append((n, frequency, strength))
        }
        let strongest = frequencies.map(\.strength).max() ?? 0
        let least = strongest * pow(10, floor / 20)
        var lanes: [(lane: Lane, life: Double)] = []
        for (n, frequency, strength) in frequencies where strength >= least {
            for lane in partial(key, n, frequency, strength, sampleRate, seed) {
                let life = log(lane.partial.amplitude / least) / lane.partial.decay
                lanes.append((lane, life))
            }
        }
        return lanes.sorted { $0.life > $1.life }.map(\.lane)
    }

    private static func partial(
        _ key: Int, _ n: Int, _ frequency: Double, _ strength: Double, _ sampleRate: Double, _ seed: UInt64
    ) -> [Lane] {
        func random(_ index: Int) -> Double { NoiseGenerator.value(seed: seed, index: 7 * n + index) }
        let position = Double(key)
        let friction = PianoStrings.friction(position, partial: n)
        let wander = pow(2, 0.5 * (random(1) - 0.5))
        let early = PianoStrings.nepers(PianoStrings.earlyDecay(position)) * friction * wander
        // What stays moves along the soundboard, which takes high partials less eagerly.
        let late = PianoStrings.nepers(PianoStrings.lateDecay(position)) * friction.squareRoot() * wander
        let share = PianoStrings.lateShare(position) * (0.6 + 0.8 * random(2))
        let phase = 2 * Double.pi * random(3)
        let direction: Double = random(4) < 0.5 ? -1 : 1
        let damper = log(1000) / PianoStrings.damperTime(position) * (1 + frequency / 4000)
        let damping = key > PianoStrings.lastDamper ? 0 : damper / sampleRate
        let octaves = PianoHammer.octavesAboveFirst(frequency, key: position)

        func lane(_ part: Double, decay: Double, cents: Double) -> Lane {
            let turned = frequency * exp2(cents / 1200)
            return Lane(
                partial: PartialBank.Partial(
                    amplitude: strength * part, phase: phase,
                    omega: direction * 2 * .pi * turned / sampleRate, decay: decay / sampleRate, damping: damping),
                octaves: octaves)
        }
        // Unisons lie 1–2 cents apart (Kirk, JASA 1959).
        let spread = 1 + random(5)
        // While the bridge couples them they move together: what is left of the beating is slow.
        let coupled = spread * min(1, 200 / frequency)
        switch (PianoStrings.count(key), n) {
        case (1, _):
            return [lane(1 - share, decay: early, cents: 0), lane(share, decay: late, cents: 0.3 * spread)]
        case (2, ...40):
            return [
                lane(1 - share, decay: early, cents: 0), lane(0.6 * share, decay: late, cents: 0.5 * spread),
                lane(0.4 * share, decay: late, cents: -0.5 * spread),
            ]
        case (3, ...16):
            return [
                lane(0.6 * (1 - share), decay: early, cents: 0.4 * coupled),
                lane(0.4 * (1 - share), decay: early * 0.9, cents: -0.6 * coupled),
                lane(0.6 * share, decay: late, cents: 0.5 * spread),
                lane(0.4 * share, decay: late, cents: -0.5 * spread),
            ]
        default:
            return [lane(1 - share, decay: early, cents: 0), lane(share, decay: late, cents: 0.5 * spread)]
        }
    }
}
