import DSP
import Foundation
import Testing

/// How sound begins and ends in the rooms, by the measures of ISO 3382-1.
///
/// In a room whose sound decays evenly from the first reflection on, C80 follows from the decay time: Barron and Lee's
/// revised theory (JASA 84, 1988), which halls obey. It gives 5.9 dB for 0.7 s, −1.6 dB for 2.1 s, where the great halls
/// lie (Beranek, 2004: −3 to 0 dB, empty), and 0.4 dB for a plate of 1.5 s, which has no reflections of its own before.
@Suite("Clarity of the rooms")
struct RoomClarityTests {
    @Test(
        "C80 is what a room of its decay has, and the sound decays evenly from its beginning",
        arguments: [(ReverbPreset.room, 4.9...6.9), (.hall, -2.6 ... -0.6), (.plate, -0.6...1.4)])
    func clarity(preset: ReverbPreset, range: ClosedRange<Double>) {
        let probe = RoomProbe(preset, seconds: 2 * preset.decaySeconds)
        let octaves = [500.0, 1_000]
        let clarity = octaves.map(probe.clarity(around:)).reduce(0, +) / 2
        #expect(range.contains(clarity), "\(clarity) dB")
        for octave in octaves {
            let (early, all) = (probe.earlyDecayTime(around: octave), probe.decayTime(around: octave))
            #expect(abs(early / all - 1) < 0.12, "\(octave) Hz: \(early / all)")
            let theory = 10 * log10(exp(6 * log(10) * 0.08 / all) - 1)
            #expect(abs(probe.clarity(around: octave) - theory) < 1.2, "\(octave) Hz")
        }
    }

    @Test("nothing comes back in the tail", arguments: [ReverbPreset.room, .hall, .plate])
    func flutter(preset: ReverbPreset) {
        let probe = RoomProbe(preset, seconds: 1)
        for channel in [probe.left, probe.right] {
            let tail = channel[Int(0.1 * probe.rate)..<Int(min(1, 0.7 * preset.decaySeconds) * probe.rate)]
            func repetition(_ samples: some Collection<Float>) -> Double {
                RoomProbe.repetition(samples, decay: preset.decaySeconds, rate: probe.rate)
            }
            #expect(repetition(tail) < 0.17)
            // With an echo 31 ms later, half as large, it would be seen.
            let lag = Int(0.031 * probe.rate)
            #expect(repetition(zip(tail.dropFirst(lag), tail).map { $0 + 0.5 * $1 }) > 0.3)
        }
    }

    @Test("a plate is dense at once, a room and a hall after a few reflections")
    func beginning() {
        func density(_ preset: ReverbPreset, _ time: Double) -> Double {
            let probe = RoomProbe(preset, seconds: 0.3)
            return probe.echoDensity(at: Double(probe.left.firstIndex { $0 != 0 } ?? 0) / probe.rate + time)
        }
        #expect(density(.plate, 0.01) > 0.7 && density(.plate, 0.02) > 0.8)
        #expect(density(.room, 0.02) > 0.65 && density(.hall, 0.02) > 0.5)
    }
}
