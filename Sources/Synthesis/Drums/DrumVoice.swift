import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// What one drum of the General MIDI percussion map sounds like: a range of modes and how long they ring.
struct DrumVoice {
    /// Modes of a drum.
    static let modes = 48

    private let key: Int
    private let low: Double
    private let high: Double
    private let seconds: Double
    private let level: Double
    private let bodyLevel: Double

    init(key: Int) {
        self.key = key
        switch key {
        case 35, 36: (low, high, seconds, level, bodyLevel) = (48, 150, 0.45, 0.12, 1.0)
        case 38, 40: (low, high, seconds, level, bodyLevel) = (180, 8_000, 0.22, 0.5, 0.35)
        case 37, 39, 75, 76, 77: (low, high, seconds, level, bodyLevel) = (900, 5_000, 0.08, 0.4, 0.1)
        case 41, 43, 45, 47, 48, 50:
            let pitch = 80 * exp2(Double(key - 41) / 9)
            (low, high, seconds, level, bodyLevel) = (pitch, 4 * pitch, 0.4, 0.15, 0.7)
        case 42, 44: (low, high, seconds, level, bodyLevel) = (5_500, 14_000, 0.07, 0.22, 0)
        case 46: (low, high, seconds, level, bodyLevel) = (5_000, 14_000, 0.5, 0.2, 0)
        case 49, 52, 55, 57: (low, high, seconds, level, bodyLevel) = (1_800, 13_000, 1.8, 0.25, 0)
        case 51, 53, 59: (low, high, seconds, level, bodyLevel) = (2_500, 11_000, 1.2, 0.16, 0)
        case 54, 69, 70, 82: (low, high, seconds, level, bodyLevel) = (6_000, 13_000, 0.1, 0.2, 0)
        default:
            let pitch = 120 * exp2(Double(key % 24) / 12)
            (low, high, seconds, level, bodyLevel) = (pitch, 6 * pitch, 0.25, 0.2, 0.4)
        }
    }

    /// The drum's modes at the loudest stroke.
    func partials(sampleRate: Double) -> [PartialBank.Partial] {
        (0..<Self.modes).compactMap { index in
            func random(_ salt: Int) -> Double {
                NoiseGenerator.value(seed: UInt64(key) &* 0xD1B5_4A32_D192_ED03, index: 5 * index + salt)
            }
            let isBody = index == 0
            let place = isBody ? 0 : (Double(index) + random(0)) / Double(Self.modes)
            let frequency = low * pow(high / low, place)
            guard frequency < 0.45 * sampleRate else { return nil }
            let amplitude = isBody ? 0.4 * bodyLevel : 0.4 * level / Double(Self.modes).squareRoot() * 2
            let time = isBody ? seconds : seconds * (0.5 + random(1)) * 0.8
            return PartialBank.Partial(
                amplitude: amplitude, phase: 2 * .pi * random(2),
                omega: (random(3) < 0.5 ? -1 : 1) * 2 * .pi * frequency / sampleRate,
                decay: log(1000) / time / sampleRate, damping: 0)
        }
    }
}
