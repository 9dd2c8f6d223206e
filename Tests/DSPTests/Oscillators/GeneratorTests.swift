import DSP
import Foundation
import Testing

@Suite("Noise and envelopes")
struct GeneratorTests {
    @Test("noise is repeatable, even and white")
    func noise() {
        var (a, b, c) = (NoiseGenerator(seed: 5), NoiseGenerator(seed: 5), NoiseGenerator(seed: 6))
        let samples = (0..<50_000).map { _ in a.next() }
        #expect(samples == (0..<50_000).map { _ in b.next() })
        #expect(samples.prefix(9) != (0..<9).map { _ in c.next() }[...])
        #expect(samples.allSatisfy { $0 >= -1 && $0 <= 1 })
        let power = samples.reduce(0.0) { $0 + Double($1 * $1) } / 50_000
        #expect(abs(power - 1.0 / 3) < 0.01)
        let neighbours = zip(samples, samples.dropFirst()).reduce(0.0) { $0 + Double($1.0 * $1.1) } / 50_000
        #expect(abs(neighbours) < 0.01)
    }

    @Test("an envelope rises, rests at its level and falls 60 dB in its release")
    func envelope() {
        var envelope = Envelope(attack: 0.01, decay: 0.02, sustain: 0.5, release: 0.1, sampleRate: 10_000)
        #expect(envelope.next() == 0)
        envelope.start()
        let rise = (0..<100).map { _ in envelope.next() }
        #expect(abs((rise.last ?? 0) - 1) < 1e-3)
        for _ in 0..<1_000 { _ = envelope.next() }
        #expect(abs(envelope.value - 0.5) < 1e-4)
        envelope.release()
        for _ in 0..<1_000 { _ = envelope.next() }
        #expect(abs(envelope.value - 0.000_5) < 2e-5)
        for _ in 0..<1_000 { _ = envelope.next() }
        #expect(envelope.stage == .idle)
    }

    @Test("a ramp arrives on its last frame")
    func ramp() {
        var ramp = LinearRamp(1)
        ramp.move(to: 3, frames: 4)
        #expect((0..<6).map { _ in ramp.next() } == [1.5, 2, 2.5, 3, 3, 3])
    }
}
