import DSP
import Foundation
import Synthesis
import Testing

@Suite("The piano's evenness")
struct PianoEvennessTests {
    /// Level of the first half second in dB, its centroid in hertz, and seconds to −20 dB, 1.6 at most.
    private struct Figures {
        var level: Double
        var centroid: Double
        var time: Double
    }

    private func figures(_ piano: AdditivePiano, key: Int, velocity: Int) -> Figures {
        let note = DrumProbe(piano, [(0, key, velocity)], seconds: 1.6)
        let points = 1 << 15
        let both = zip(note.left, note.right).prefix(22_050).map { $0 + $1 }
        let magnitudes = FastFourierTransform(count: points).magnitudes(of: both)
        var (sum, moment) = (0.0, 0.0)
        for (bin, magnitude) in magnitudes.enumerated() {
            sum += magnitude * magnitude
            moment += magnitude * magnitude * Double(bin) * DrumProbe.rate / Double(points)
        }
        let levels = (0..<155).map { note.level(Double($0) * 0.01, Double($0) * 0.01 + 0.05) }
        let top = levels.max() ?? 0
        let start = levels.firstIndex(of: top) ?? 0
        let end = levels[start...].firstIndex { $0 < top - 20 } ?? levels.count
        return Figures(level: note.level(0, 0.5), centroid: moment / sum, time: 0.01 * Double(end - start))
    }

    @Test(
        "no key sticks out: neighbours within 1 dB, 25 % in brightness and 22 % in decay", arguments: [20, 70, 120])
    func neighbours(velocity: Int) {
        let piano = AdditivePiano(sampleRate: DrumProbe.rate)
        let all = (21...108).map { figures(piano, key: $0, velocity: velocity) }
        for (index, pair) in zip(all, all.dropFirst()).enumerated() {
            let (a, b) = pair
            let key = 22 + index
            #expect(abs(b.level - a.level) < 1, "key \(key): \(b.level - a.level) dB")
            #expect(abs(log(b.centroid / a.centroid)) < log(1.25), "key \(key): \(a.centroid), \(b.centroid) Hz")
            // Levels are taken every hundredth of a second.
            #expect(abs(b.time - a.time) < 0.22 * max(a.time, b.time) + 0.011, "key \(key): \(a.time), \(b.time) s")
        }
    }
}
