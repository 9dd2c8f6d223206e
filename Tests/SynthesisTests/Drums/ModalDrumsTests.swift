import DSP
import Foundation
import Synthesis
import Testing

@Suite("The drum kit")
struct ModalDrumsTests {
    /// Keys, with the centroid in hertz and the seconds to −20 dB of the first second, and the loudness in decibels
    /// beside the font's own piano (middle C), all at velocity 100: measured on FluidR3's Standard kit, played dry by
    /// FluidSynth 2.3.1.
    static let reference: [(key: Int, centroid: Double, time: Double, loudness: Double)] = [
        (27, 427, 0.04, -13.5), (28, 4740, 0.29, 0.8), (29, 204, 0.08, -14.2), (30, 528, 0.09, -9.1),
        (31, 4530, 0.02, -8.4), (32, 1050, 0.02, -14.0), (33, 5520, 0.01, -15.3), (34, 5680, 0.27, 0.3),
        (35, 132, 0.14, -16.3), (36, 137, 0.13, -16.4), (37, 3440, 0.09, -5.7), (38, 629, 0.10, -6.3),
        (39, 2640, 0.11, -1.2), (40, 995, 0.10, -7.2), (41, 217, 0.61, -6.8), (42, 11960, 0.12, -15.5),
        (43, 253, 0.40, -5.2), (44, 11430, 0.09, -15.8), (45, 182, 0.70, -12.3), (46, 7620, 1.10, -11.5),
        (47, 190, 0.58, -11.5), (48, 196, 0.53, -11.4), (49, 5310, 1.74, 1.8), (50, 202, 0.49, -12.4),
        (51, 7400, 0.58, -9.6), (52, 4720, 0.66, -3.6), (53, 3680, 1.29, -6.4), (54, 10730, 0.18, -4.1),
        (55, 6580, 0.57, -5.9), (56, 1620, 0.13, -7.2), (57, 5120, 1.58, 0.9), (58, 4990, 0.91, 2.1),
        (59, 8430, 0.52, -11.1), (60, 1030, 0.07, -4.7), (61, 701, 0.10, -4.4), (62, 1010, 0.06, -7.6),
        (63, 410, 0.21, -6.3), (64, 272, 0.19, -7.3), (65, 1290, 0.32, -2.5), (66, 937, 0.25, -1.9),
        (67, 5920, 0.21, -7.6), (68, 4270, 0.29, -7.1), (69, 12660, 0.06, -7.2), (70, 10620, 0.06, -9.4),
        (71, 3450, 0.14, 0.4), (72, 2820, 0.40, 7.7), (73, 4040, 0.06, -4.2), (74, 3770, 0.42, -3.5),
        (75, 2190, 0.03, -2.1), (76, 1620, 0.03, -4.4), (77, 1310, 0.04, -4.4), (78, 613, 0.24, 2.3),
        (79, 310, 0.53, 3.0), (80, 11660, 0.10, -10.0), (81, 10830, 0.29, -5.6), (82, 11650, 0.22, -8.4),
        (83, 8150, 0.51, -0.6), (84, 10000, 2.28, 3.3), (85, 2890, 0.03, -10.1), (86, 107, 0.31, -13.7),
        (87, 97, 0.36, -11.8),
    ]

    @Test("every drum is as bright and as long as a sampled one, and as loud beside the piano")
    func likeness() {
        let kit = DrumProbe.kit()
        let piano = DrumProbe(AdditivePiano(sampleRate: DrumProbe.rate), [(0, 60, 100)], seconds: 1)
        let middle = piano.centroidAndLoudness.loudness
        for (key, centroid, time, loudness) in Self.reference {
            let stroke = DrumProbe(kit, [(0, key, 100)], seconds: max(1, 2.5 * time))
            let measured = stroke.centroidAndLoudness
            #expect(abs(measured.centroid / centroid - 1) < 0.3, "key \(key): \(measured.centroid) Hz")
            // To the nearest hundredths; the reverberation of the samples' rooms is not imitated.
            let seconds = stroke.time(to: 20)
            #expect(seconds < 1.8 * time + 0.03 && seconds > time / 1.8 - 0.03, "key \(key): \(seconds) s")
            #expect(abs(measured.loudness - middle - loudness) < 4, "key \(key): \(measured.loudness - middle) dB")
        }
    }

    @Test("toms are tuned from low to high")
    func toms() {
        let pitches = [41, 43, 45, 47, 48, 50].map { key in
            let (power, hertz) = DrumProbe(key, seconds: 1).spectrum
            return Double(power.indices.max { power[$0] < power[$1] } ?? 0) * hertz
        }
        #expect(zip(pitches, pitches.dropFirst()).allSatisfy { $1 / $0 > 1.1 && $1 / $0 < 1.3 }, "\(pitches)")
        #expect(pitches[0] > 55 && pitches[5] < 180)
    }

    @Test("a bass drum is deep, a snare has both drum and wires, hi-hats and cymbals are high")
    func registers() {
        for key in [35, 36] { #expect(DrumProbe(key, seconds: 1).share(30, 200) > 0.8) }
        for key in [38, 40] {
            let snare = DrumProbe(key, seconds: 1)
            #expect(snare.share(150, 500) > 0.3, "drum")
            #expect(snare.share(1_000, 16_000) > 0.05, "wires")
        }
        for key in [42, 44, 46, 49, 51, 55, 57, 59] { #expect(DrumProbe(key, seconds: 1).share(2_000, 20_000) > 0.6) }
    }

    @Test("cymbals are long and dense: no partial stands out", arguments: [46, 49, 51, 52, 55, 57, 59])
    func cymbals(key: Int) {
        let cymbal = DrumProbe(key, seconds: 6)
        #expect(cymbal.time(to: 40) > 1.2)
        let power = cymbal.spectrum.power
        // Bins are two thirds of a hertz wide, a partial's peak a few of them.
        #expect((power.max() ?? 1) / power.reduce(0, +) < 0.03)
        let floor = (power.max() ?? 0) * 1e-3
        #expect(power.filter { $0 > floor }.count > 400)
    }

    @Test("a closed or pedalled hi-hat stops an open one, and an open one a closed")
    func hiHats() {
        let open = DrumProbe(DrumProbe.kit(), [(0, 46, 110)], seconds: 1)
        for key in [42, 44] {
            let stopped = DrumProbe(DrumProbe.kit(), [(0, 46, 110), (0.2, key, 30)], seconds: 1)
            #expect(stopped.level(0.6, 0.9) < open.level(0.6, 0.9) - 25)
        }
        let kit = DrumProbe.kit()
        _ = DrumProbe(kit, [(0, 44, 110), (0.01, 42, 110), (0.02, 46, 110)], seconds: 0.1)
        #expect(kit.activeVoices == 1)
        let cymbals = DrumProbe.kit()
        _ = DrumProbe(cymbals, [(0, 46, 110), (0.01, 49, 110)], seconds: 0.1)
        #expect(cymbals.activeVoices == 2)
    }

    @Test("softer strokes are softer and darker, never silent")
    func velocity() {
        for key in [36, 38, 42, 49] {
            let strokes = [10, 50, 90, 127].map { DrumProbe(key, velocity: $0, seconds: 1).centroidAndLoudness }
            #expect(zip(strokes, strokes.dropFirst()).allSatisfy { $0.loudness < $1.loudness - 3 }, "key \(key)")
            #expect(zip(strokes, strokes.dropFirst()).allSatisfy { $0.centroid < $1.centroid }, "key \(key)")
            #expect(strokes[0].loudness > strokes[3].loudness - 55)
        }
    }

    @Test("the mean of the loudest strokes stays in range, and they begin without a step")
    func range() {
        let kit = DrumProbe.kit()
        for key in 27...87 {
            let stroke = DrumProbe(kit, [(0, key, 127)], seconds: 0.4)
            let peak = max(stroke.left.map(abs).max() ?? 0, stroke.right.map(abs).max() ?? 0)
            #expect(peak < 5, "key \(key): \(peak)")
            #expect(abs(stroke.left[0]) < 0.02 * peak && abs(stroke.right[0]) < 0.02 * peak, "key \(key)")
        }
    }

    @Test("keys that no percussion map has are silent; XG's lowest have their relatives")
    func map() {
        let kit = DrumProbe.kit()
        for key in [0, 12, 88, 127] {
            kit.noteOn(channel: 0, key: key, velocity: 100)
            #expect(kit.activeVoices == 0)
        }
        kit.noteOn(channel: 0, key: 13, velocity: 100)
        #expect(kit.activeVoices == 1)
    }

    @Test("level, place and tuning of a single drum are followed")
    func drumKeys() {
        func stroke(_ change: (inout ChannelState) -> Void) -> DrumProbe {
            let kit = DrumProbe.kit()
            var state = ChannelState()
            change(&state)
            kit.channelChanged(0, to: state, because: .everything)
            return DrumProbe(kit, [(0, 47, 100)], seconds: 1)
        }
        let plain = stroke { _ in }
        let soft = stroke { $0.drumKeys[47].level = 64 }
        #expect(abs(soft.level(0, 0.5) - plain.level(0, 0.5) - 40 * log10(64.0 / 127)) < 0.2)
        let left = stroke { $0.drumKeys[47].pan = 1 }
        func energy(_ channel: [Float]) -> Double { channel.reduce(0) { $0 + Double($1 * $1) } }
        #expect(energy(left.left) > 4 * energy(left.right))
        let high = stroke { $0.keyTuning[47] = 700 }
        func pitch(_ probe: DrumProbe) -> Double {
            let power = probe.spectrum.power
            return Double(power.indices.max { power[$0] < power[$1] } ?? 0)
        }
        #expect(abs(pitch(high) / pitch(plain) - exp2(7.0 / 12)) < 0.03)
    }

    @Test("blocks of any size make the same sound")
    func blocks() {
        func render(_ size: Int) -> [Float] {
            let kit = DrumProbe.kit()
            for key in [36, 49, 58] { kit.noteOn(channel: 0, key: key, velocity: 110) }
            let buffer = MixBuffer(capacity: 4_096)
            for start in stride(from: 0, to: 4_096, by: size) {
                kit.render(adding: buffer.bus.advanced(by: start), frames: min(size, 4_096 - start))
            }
            return (0..<4_096).map { buffer.bus.left[$0] }
        }
        #expect(render(4_096) == render(77))
    }
}
