import Foundation
import Testing

@Suite("The piano's hammer")
struct PianoVelocityTests {
    private static let keys = [52, 60, 69, 76, 81]

    @Test("velocity 40 to 115 spans 15.5 to 18.5 dB on every key and 16 to 18 on the mean")
    func level() {
        var sum = 0.0
        for key in [40, 52, 60, 69, 76, 84] {
            let span =
                PianoProbe(key, velocity: 115, seconds: 1).level(0, 1)
                - PianoProbe(key, velocity: 40, seconds: 1).level(0, 1)
            #expect(span > 15.5 && span < 18.5, "key \(key): \(span) dB")
            sum += span / 6
        }
        #expect(sum > 16 && sum < 18)
    }

    /// Energy above a frequency in dB of the whole, 20 to 220 ms, the mean over keys.
    private func energy(above limit: Double, velocity: Int) -> Double {
        let values = Self.keys.map { key in
            let (power, hertz) = PianoProbe(key, velocity: velocity, seconds: 0.3).spectrum(0.02, 0.22)
            let high = power[Int(limit / hertz)...].reduce(0, +)
            return 10 * log10(high / power.reduce(0, +))
        }
        return values.reduce(0, +) / Double(values.count)
    }

    @Test(
        "the harder the stroke, the more lies above 3 kHz",
        arguments: [(30, -62.0 ... -40.0), (55, -49 ... -30), (80, -31 ... -22), (110, -29 ... -19)])
    func brightness(velocity: Int, range: ClosedRange<Double>) {
        let measured = energy(above: 3_000, velocity: velocity)
        #expect(range.contains(measured), "\(measured) dB")
    }

    @Test(
        "the softer the stroke, the steeper the spectrum falls above 800 Hz",
        arguments: [(30, -27.0), (55, -28), (80, -20), (110, -16)])
    func tilt(velocity: Int, expected: Double) {
        let values = [52, 55, 60, 64, 69, 72, 76, 81].map {
            PianoProbe($0, velocity: velocity, seconds: 0.3).tilt
        }
        let mean = values.reduce(0, +) / Double(values.count)
        #expect(abs(mean - expected) < 1.5, "\(mean) dB per octave")
    }

    @Test("brightness rises with every step of velocity")
    func monotone() {
        let values = [20, 45, 70, 95, 120].map { energy(above: 3_000, velocity: $0) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("the knock under the note is 20 to 28 dB down at fortissimo")
    func knock() {
        var sum = 0.0
        for key in [52, 60, 67, 72, 76, 81] {
            let (power, hertz) = PianoProbe(key, velocity: 110, seconds: 0.2).spectrum(0, 0.12)
            let limit = 0.75 * 440 * exp2(Double(key - 69) / 12)
            let level = 10 * log10(power[..<Int(limit / hertz)].reduce(0, +) / power.reduce(0, +))
            #expect(level > -31 && level < -18, "key \(key): \(level) dB")
            sum += level / 6
        }
        #expect(sum > -28 && sum < -20, "\(sum) dB")
    }

    @Test("the same stroke always sounds the same")
    func repeatable() {
        #expect(PianoProbe(64, velocity: 77, seconds: 0.5).sound == PianoProbe(64, velocity: 77, seconds: 0.5).sound)
    }

    @Test("bass stands left, treble right, and a note is wider than a point")
    func stereo() {
        func balance(_ key: Int) -> Double {
            let sound = PianoProbe(key, seconds: 0.5).sound
            let left = sound.left.reduce(0.0) { $0 + Double($1 * $1) }
            let right = sound.right.reduce(0.0) { $0 + Double($1 * $1) }
            return 10 * log10(right / left)
        }
        #expect(balance(28) < -1.5)
        #expect(balance(100) > 1.5)
        #expect(balance(28) < balance(50) && balance(78) < balance(100))
        let sound = PianoProbe(64, seconds: 0.5).sound
        let product = zip(sound.left, sound.right).reduce(0.0) { $0 + Double($1.0 * $1.1) }
        let powers = sound.left.reduce(0.0) { $0 + Double($1 * $1) } * sound.right.reduce(0.0) { $0 + Double($1 * $1) }
        #expect(product / powers.squareRoot() < 0.97 && product / powers.squareRoot() > 0.3)
    }
}
