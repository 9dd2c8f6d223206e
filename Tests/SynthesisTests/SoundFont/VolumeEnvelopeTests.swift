import Foundation
import SoundFonts
import Synthesis
import Testing

@Suite("SoundFont volume envelope")
struct SoundFontVolumeEnvelopeTests {
    private func probe(_ generators: [(Generator, Int)]) throws -> FontProbe {
        try FontProbe(FontProbe.font(FontProbe.constant, generators))
    }

    @Test("the sustain level is reached exactly", arguments: [30, 120, 400])
    func sustain(centibels: Int) throws {
        let probe = try probe([
            (.volumeEnvelopeDecay, FontProbe.timecents(0.2)), (.volumeEnvelopeSustain, centibels),
        ])
        probe.noteOn()
        probe.render(seconds: 0.4)
        #expect(abs(probe.level(17_000) + Double(centibels) / 10) < 0.02)
    }

    @Test("the release falls 96 dB in its time", arguments: [0.5, 1, 2])
    func release(seconds: Double) throws {
        let probe = try probe([(.volumeEnvelopeRelease, FontProbe.timecents(seconds))])
        probe.noteOn()
        probe.render(4_001)
        probe.noteOff()
        probe.render(seconds: 0.6 * seconds)
        let early = 4_001 + Int(0.1 * seconds * FontProbe.rate)
        let late = 4_001 + Int(0.5 * seconds * FontProbe.rate)
        #expect(abs(probe.level(4_000)) < 0.02)
        #expect(abs(probe.level(early) - probe.level(late) - 38.4) < 0.2)
        #expect(abs(probe.level(early) + 9.6) < 0.1)
    }

    @Test("delay, attack, hold and decay take their times")
    func times() throws {
        let probe = try probe([
            (.volumeEnvelopeDelay, FontProbe.timecents(0.1)), (.volumeEnvelopeAttack, FontProbe.timecents(0.5)),
            (.volumeEnvelopeHold, FontProbe.timecents(0.25)), (.volumeEnvelopeDecay, FontProbe.timecents(1)),
            (.volumeEnvelopeSustain, 1_000),
        ])
        probe.noteOn()
        probe.render(seconds: 2)
        func frame(_ seconds: Double) -> Int { Int(seconds * FontProbe.rate) }
        #expect(abs((probe.left.firstIndex { $0 != 0 } ?? 0) - frame(0.1)) <= 2)
        // A line in amplitude.
        #expect(abs(Double(probe.left[frame(0.225)]) / 0.5 - 0.25) < 0.002)
        #expect(abs(Double(probe.left[frame(0.35)]) / 0.5 - 0.5) < 0.002)
        #expect(abs(probe.level(frame(0.605))) < 0.02)
        #expect(abs(probe.level(frame(0.84))) < 0.02)
        // A line in decibels.
        #expect(abs(probe.level(frame(1.1)) + 24) < 0.2)
        #expect(abs(probe.level(frame(1.35)) + 48) < 0.2)
        #expect(probe.instrument.activeVoices == 0)
    }

    @Test("the attack is heard from the first frame on and reaches its peak in a millisecond by default")
    func shortest() throws {
        let probe = try probe([])
        probe.render(37)
        probe.noteOn()
        probe.render(200)
        #expect(probe.left.firstIndex { $0 != 0 } == 37)
        #expect(probe.left[37] < 0.05)
        #expect(abs(probe.level(37 + 44)) < 0.02)
        #expect(zip(probe.left, probe.left.dropFirst()).allSatisfy { $1 - $0 < 0.013 })
    }

    @Test("keys scale hold and decay")
    func keyScaling() throws {
        func level(_ key: Int, at seconds: Double) throws -> Double {
            let probe = try probe([
                (.volumeEnvelopeHold, FontProbe.timecents(0.5)), (.keyToVolumeEnvelopeHold, 100),
                (.volumeEnvelopeDecay, FontProbe.timecents(1)), (.keyToVolumeEnvelopeDecay, 100),
                (.volumeEnvelopeSustain, 1_000),
            ])
            probe.noteOn(key)
            probe.render(seconds: seconds + 0.01)
            return probe.level(Int(seconds * FontProbe.rate))
        }
        // A hold of 0.5 s and 96 dB/s at key 60, half as long and twice as fast an octave above.
        #expect(abs(try level(60, at: 0.7) + 19.2) < 0.2)
        #expect(abs(try level(72, at: 0.24)) < 0.02)
        #expect(abs(try level(72, at: 0.35) + 19.2) < 0.3)
        #expect(abs(try level(48, at: 0.99)) < 0.02)
        #expect(abs(try level(48, at: 1.2) + 9.6) < 0.2)
    }
}
