import Foundation
import Synthesis
import Testing

@Suite("The piano's decay")
struct PianoDecayTests {
    /// Keys, and dB/s early (0.04–0.5 s) and late (2–8 s) and seconds to −20 dB of a sampled Steinway, fortissimo.
    static let table: [(key: Int, early: Double, late: Double, time: Double)] = [
        (23, -8, -2.7, 3.3), (38, -15.5, -3.6, 1.8), (50, -14, -2.9, 1.9), (59, -14, -4.1, 1.1),
        (67, -40, -8.6, 0.56), (76, -52, -1.2, 0.40), (85, -18, -2.8, 0.56),
    ]

    @Test("notes decay as on a sampled grand: slopes within 25 %, −20 dB within a factor of 1.25", arguments: table)
    func decay(key: Int, early: Double, late: Double, time: Double) {
        let note = PianoProbe(key, velocity: 110, seconds: 8)
        let measured = (note.slope(0.04, 0.5), note.slope(2, 8), note.timeToMinus20)
        #expect(abs(measured.0 / early - 1) < 0.25, "early \(measured.0) dB/s")
        #expect(abs(measured.1 / late - 1) < 0.25, "late \(measured.1) dB/s")
        #expect(measured.2 > time / 1.25 && measured.2 < time * 1.25, "\(measured.2) s")
    }

    @Test("what is left decays 3 to 15 times slower", arguments: [38, 50, 59, 67, 72, 80])
    func twoStages(key: Int) {
        let note = PianoProbe(key, velocity: 110, seconds: 8)
        let ratio = note.slope(0.04, 0.5) / note.slope(2, 8)
        #expect(ratio > 3 && ratio < 15, "\(ratio)")
    }

    @Test("the treble of the highest keys dies away within a second or two", arguments: [93, 96, 101, 104, 108])
    func highestKeys(key: Int) {
        let note = PianoProbe(key, velocity: 110, seconds: 3)
        func power(_ from: Double) -> Double {
            let spectrum = note.spectrum(from, from + 0.2)
            return spectrum.power.enumerated().reduce(0) {
                $0 + (Double($1.offset) * spectrum.hertz > 5_000 ? $1.element : 0)
            }
        }
        #expect(10 * log10(power(1.5) / power(0.02)) < -45)
    }

    /// Seconds to −20 dB, and dB/s from half a second on: means of three sampled grands (FluidR3, MuseScore General,
    /// TimGM6mb; velocity 110, played by FluidSynth), which themselves differ by a factor of two.
    @Test(
        "the highest octaves decay as sampled grands do, within a factor of 1.7",
        arguments: [
            (91, 0.2, 12.0), (93, 0.18, 15), (97, 0.13, 21), (101, 0.12, 24), (105, 0.08, 25), (108, 0.09, 23),
        ])
    func top(key: Int, time: Double, late: Double) {
        let note = PianoProbe(key, velocity: 110, seconds: 2.1)
        #expect(abs(log(note.timeToMinus20 / time)) < log(1.7), "\(note.timeToMinus20) s")
        let slope = -note.slope(0.7, 2)
        #expect(abs(log(slope / late)) < log(1.7), "\(slope) dB/s")
    }

    @Test("high partials decay faster, within a factor of 2 of the loss law of Bensa et al. for C4")
    func losses() {
        func law(_ n: Int) -> Double { 1.1 + 2.7e-4 * pow(Double(n) * .pi / 0.63, 2) }
        let note = PianoProbe(60, velocity: 110, seconds: 5)
        let (early, late) = (note.spectrum(1, 2), note.spectrum(3, 4))
        func decay(_ n: Int) -> Double {
            let frequency = Double(n) * 261.6 * (1 + 2.9e-4 * Double(n * n)).squareRoot()
            let levels = [early, late].map {
                20 * log10(note.peak(near: frequency, within: 0.3 / Double(n), in: $0).amplitude)
            }
            return levels[0] - levels[1]
        }
        func mean(_ range: ClosedRange<Int>, _ value: (Int) -> Double) -> Double {
            range.map(value).reduce(0, +) / Double(range.count)
        }
        let ratio = mean(14...18, decay) / mean(2...6, decay)
        let expected = mean(14...18, law) / mean(2...6, law)
        #expect(ratio > expected / 2 && ratio < expected * 2, "\(ratio) for \(expected)")
    }

    @Test("dynamics hardly change how fast a note decays")
    func dynamics() {
        let (soft, loud) = (PianoProbe(60, velocity: 40, seconds: 4), PianoProbe(60, velocity: 115, seconds: 4))
        #expect(abs(soft.slope(0.2, 2) / loud.slope(0.2, 2) - 1) < 0.2)
    }

    @Test("a damper ends the sound, slower in the bass", arguments: [(36, 0.9), (60, 0.45), (84, 0.25)])
    func release(key: Int, seconds: Double) {
        let off = SynthesizerEvent.noteOff(channel: 0, key: UInt8(key), velocity: 64)
        let note = PianoProbe(key, seconds: 3, events: [(0.5, off)])
        let held = PianoProbe(key, seconds: 3)
        #expect(note.level(0.5 + seconds, 0.5 + seconds + 0.1) < held.level(0.4, 0.5) - 40)
        #expect(note.level(0.5, 0.53) > held.level(0.4, 0.5) - 12, "the damper takes time")
        #expect(held.level(0.5 + seconds, 0.6 + seconds) > held.level(0.4, 0.5) - 40)
    }

    @Test("the highest strings have no dampers")
    func undamped() {
        let off = SynthesizerEvent.noteOff(channel: 0, key: 96, velocity: 64)
        let note = PianoProbe(96, seconds: 1, events: [(0.1, off)])
        #expect(abs(note.level(0.2, 0.4) - PianoProbe(96, seconds: 1).level(0.2, 0.4)) < 0.5)
    }
}
