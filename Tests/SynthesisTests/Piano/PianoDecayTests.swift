import Foundation
import Synthesis
import Testing

@Suite("The piano's decay")
struct PianoDecayTests {
    @Test(
        "20 dB take as long as on a sampled grand, within a factor of 1.5",
        arguments: [(23, 3.3), (38, 1.8), (50, 1.9), (59, 1.1), (67, 0.56), (76, 0.40), (85, 0.56)])
    func timeToMinus20(key: Int, expected: Double) {
        let time = PianoProbe(key, velocity: 115, seconds: 6).timeToMinus20
        #expect(time > expected / 1.5 && time < expected * 1.5, "\(time) s")
    }

    @Test("what is left decays 2 to 15 times slower", arguments: [23, 38, 50, 59, 67, 76, 85])
    func twoStages(key: Int) {
        let note = PianoProbe(key, velocity: 115, seconds: 8)
        let ratio = note.slope(0.04, 0.5) / note.slope(2, 8)
        // The lowest strings come last: there the table itself says 3.
        #expect(ratio > (key < 30 ? 1.8 : 3) && ratio < 15, "\(ratio)")
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
