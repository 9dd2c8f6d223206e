import Foundation
import Testing

/// Against measurements of a sampled Steinway.
@Suite("The piano's strings")
struct PianoTuningTests {
    @Test(
        "partials are stretched by stiffness within 25 %",
        arguments: [
            (23, 2.5e-4), (33, 1.09e-4), (45, 1.15e-4), (55, 1.9e-4), (60, 2.9e-4), (69, 7.3e-4), (76, 12.2e-4),
            (85, 26.8e-4), (93, 52e-4), (101, 118e-4),
        ])
    func inharmonicity(key: Int, expected: Double) {
        let note = PianoProbe(key, seconds: 1.5)
        let spectrum = note.spectrum(0.02, 1.5, points: 1 << 17)
        let fundamental = 440 * exp2(Double(key - 69) / 12)
        // (f_n/n)² = f₀²(1 + B·n²): a line over n², weighted towards high partials, where stiffness shows.
        var points: [(x: Double, y: Double)] = []
        let most = key < 50 ? 24 : key < 80 ? 10 : 4
        for n in 1...most {
            let wanted = Double(n) * fundamental * (1 + expected * Double(n * n)).squareRoot()
            guard wanted < 15_000 else { break }
            let found = note.peak(near: wanted, within: 0.25 / Double(n), in: spectrum)
            points.append((Double(n * n), pow(found.frequency / Double(n), 2)))
        }
        let (mx, my) = (
            points.map(\.x).reduce(0, +) / Double(points.count), points.map(\.y).reduce(0, +) / Double(points.count)
        )
        let slope =
            points.reduce(0) { $0 + ($1.x - mx) * ($1.y - my) } / points.reduce(0) { $0 + ($1.x - mx) * ($1.x - mx) }
        let measured = slope / (my - slope * mx)
        #expect(abs(measured / expected - 1) < 0.25, "B is \(measured)")
    }

    @Test(
        "the tuning is stretched within 3 cents",
        arguments: [(23, -16.0), (33, -6), (60, -2), (76, -2), (93, 11), (101, 18), (107, 40)])
    func stretch(key: Int, expected: Double) {
        let note = PianoProbe(key, seconds: 3)
        let fundamental = 440 * exp2(Double(key - 69) / 12)
        let found = note.peak(near: fundamental, within: 0.04, in: note.spectrum(0.02, 2.9, points: 1 << 18))
        let cents = 1200 * log2(found.frequency / fundamental)
        #expect(abs(cents - expected) < 3, "\(cents) cents")
    }

    @Test("partials with a node under the hammer are weak")
    func strikePosition() {
        // |sin(0.12·n·π)|: the 8th partial nearly vanishes, the 4th is at its strongest.
        let note = PianoProbe(45, seconds: 1)
        let spectrum = note.spectrum(0.02, 0.6)
        func amplitude(_ n: Int) -> Double {
            let frequency = 110 * Double(n) * (1 + 1.15e-4 * Double(n * n)).squareRoot()
            return note.peak(near: frequency, within: 0.02, in: spectrum).amplitude
        }
        #expect(amplitude(8) < 0.45 * min(amplitude(7), amplitude(6)))
        #expect(amplitude(8) < 0.6 * amplitude(10))
    }

    @Test("unisons beat: no single exponential fits a partial of three strings")
    func unisons() {
        let note = PianoProbe(60, seconds: 8)
        // Late in the note the level of the sound rises now and then, which pure decay never does.
        let levels = stride(from: 2.0, to: 7.5, by: 0.1).map { note.level($0, $0 + 0.1) }
        let line = note.slope(2, 7.5)
        let residual = levels.indices.map { levels[$0] - (levels[0] + line * 0.1 * Double($0)) }
        #expect((residual.max() ?? 0) - (residual.min() ?? 0) > 1)
    }
}
