import DSP
import Foundation
import Testing

@Suite("Reverberation")
struct ReverbTests {
    private static let rooms = [ReverbPreset.room, .hall, .plate]

    @Test("rooms ring as long as they say, and half as long at their damping frequency", arguments: rooms)
    func decayTimes(preset: ReverbPreset) {
        let probe = RoomProbe(preset, seconds: 4)
        #expect(abs(probe.decayTime(around: 500) / preset.decaySeconds - 1) < 0.1)
        #expect(abs(probe.decayTime(around: preset.dampingFrequency) / preset.decaySeconds - 0.5) < 0.08)
    }

    /// What one-pole low-passes of these gains give over an octave, whose lower half rings longer; it is about what
    /// furniture and air do.
    @Test(
        "treble dies sooner, bass not much later",
        arguments: [
            (ReverbPreset.room, [1.02, 1.01, 1, 0.94, 0.82, 0.61]), (.hall, [1.02, 1.02, 0.99, 0.93, 0.77, 0.54]),
            (.plate, [1.01, 1, 1, 0.98, 0.92, 0.79]),
        ])
    func octaves(preset: ReverbPreset, expected: [Double]) {
        let probe = RoomProbe(preset, seconds: 4)
        for (octave, share) in expected.enumerated() {
            let frequency = 125 * exp2(Double(octave))
            let measured = probe.decayTime(around: frequency) / preset.decaySeconds
            #expect(abs(measured / share - 1) < 0.1, "\(frequency) Hz: \(measured)")
        }
    }

    @Test("a constant is not heard", arguments: rooms)
    func offset(preset: ReverbPreset) {
        let probe = RoomProbe(preset, seconds: 4)
        for side in [probe.left, probe.right] {
            let sum = side.reduce(0.0) { $0 + Double($1) }
            let power = side.reduce(0.0) { $0 + Double($1) * Double($1) }
            #expect(sum * sum < 0.01 * power, "\(sum * sum / power)")
        }
    }

    @Test("the decay can be changed while it sounds, and comes back with a reset")
    func changedDecay() {
        let reverb = FeedbackDelayNetwork(preset: .room, sampleRate: 22_050)
        func level(_ frames: Int, pulse: Bool) -> Double {
            var input = [Float](repeating: 0, count: frames)
            if pulse { input[0] = 1 }
            var (left, right) = ([Float](repeating: 0, count: frames), [Float](repeating: 0, count: frames))
            reverb.process(input: input, gain: 1, left: &left, right: &right, frames: frames)
            return 10 * log10(left[(frames / 2)...].reduce(1e-20) { $0 + Double($1 * $1) })
        }
        let usual = level(22_050, pulse: true)
        reverb.reset()
        reverb.setDecay(2)
        let longer = level(22_050, pulse: true)
        #expect(longer > usual + 15)
        reverb.setDecay(0.25)
        #expect(level(11_025, pulse: false) < longer - 60)
        reverb.reset()
        #expect(level(22_050, pulse: true) == usual)
    }

    @Test("the decay is the same at every rate", arguments: [8_000.0, 48_000, 192_000])
    func rates(rate: Double) {
        let probe = RoomProbe(.hall, rate: rate, seconds: 3)
        #expect(abs(probe.decayTime(around: 500) / ReverbPreset.hall.decaySeconds - 1) < 0.1)
        #expect(abs(probe.energy(around: 500) - 3) < 1.5)
    }

    @Test("echoes are as dense as noise from a tenth of a second on", arguments: rooms)
    func density(preset: ReverbPreset) {
        let probe = RoomProbe(preset, seconds: 0.5)
        #expect(probe.echoDensity(at: 0.05) > 0.6)
        for time in [0.1, 0.15, 0.2, 0.3] { #expect(probe.echoDensity(at: time) > 0.85) }
    }

    @Test("no mode stands out of the tail", arguments: rooms)
    func ringing(preset: ReverbPreset) {
        let (early, late) = preset == .room ? (0.1, 0.5) : (0.3, 1.2)
        #expect(RoomProbe(preset, seconds: 2).ringing(early, late) < 15.5)
    }

    @Test("the channels have next to nothing in common, and are equally loud", arguments: rooms)
    func stereo(preset: ReverbPreset) {
        let probe = RoomProbe(preset, seconds: 1)
        #expect(abs(probe.correlation(0.02, 0.2)) < 0.15)
        #expect(abs(probe.correlation(0.2, 1)) < 0.15)
        func power(_ samples: [Float]) -> Double { samples.reduce(0) { $0 + Double($1 * $1) } }
        #expect(abs(10 * log10(power(probe.left) / power(probe.right))) < 1)
    }

    @Test("the first reflection comes after the pause, and blocks do not matter", arguments: [1, 77, 1_000])
    func blocks(size: Int) {
        let whole = RoomProbe(.hall, seconds: 0.5)
        let cut = RoomProbe(.hall, seconds: 0.5, block: size)
        #expect(whole.left == cut.left && whole.right == cut.right)
        let first = Double(whole.left.firstIndex { $0 != 0 } ?? 0) / whole.rate
        #expect(first > 0.020 && first < 0.030)
    }

    @Test("silence in, silence out, at every rate", arguments: [8_000.0, 44_100, 192_000])
    func silence(rate: Double) {
        for preset in Self.rooms {
            let reverb = FeedbackDelayNetwork(preset: preset, sampleRate: rate)
            var (left, right) = ([Float](repeating: 0, count: 512), [Float](repeating: 0, count: 512))
            reverb.process(input: [Float](repeating: 0, count: 512), gain: 1, left: &left, right: &right, frames: 512)
            #expect(left.allSatisfy { $0 == 0 } && right.allSatisfy { $0 == 0 })
            #expect(reverb.isSilent)
        }
    }

    @Test("stops by itself, and begins anew after a reset")
    func stops() {
        let reverb = FeedbackDelayNetwork(preset: .room, sampleRate: 8_000)
        func burst(_ frames: Int) -> [Float] {
            var input = [Float](repeating: 0, count: frames)
            input[100] = 1
            var (left, right) = (input, input)
            reverb.process(input: input, gain: 1, left: &left, right: &right, frames: frames)
            return left
        }
        let first = burst(16_000)
        #expect(reverb.isSilent)
        #expect(abs(first[13_500]) < 1e-6 && first[15_900] == 0)
        _ = burst(4_000)
        #expect(!reverb.isSilent)
        reverb.reset()
        #expect(burst(4_000) == Array(first[..<4_000]))
    }

    @Test("sounds at different times add up, rests between them included")
    func sums() {
        func response(_ impulses: [Int]) -> [Float] {
            let reverb = FeedbackDelayNetwork(preset: .room, sampleRate: 16_000)
            var input = [Float](repeating: 0, count: 80_000)
            for impulse in impulses { input[impulse] = 1 }
            var left = [Float](repeating: 0, count: input.count)
            var right = left
            reverb.process(input: input, gain: 1, left: &left, right: &right, frames: input.count)
            return left
        }
        let (whole, first, second) = (response([5, 50_000]), response([5]), response([50_000]))
        #expect(whole.indices.allSatisfy { abs(whole[$0] - first[$0] - second[$0]) < 1e-6 })
    }
}
