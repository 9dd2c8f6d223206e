import Foundation
import SoundFonts
import Synthesis
import Testing

@Suite("SoundFont pedals")
struct SoundFontPedalTests {
    /// A sound that dies away with 24 dB a second and is damped with 96.
    private func ringing() throws -> FontProbe {
        try FontProbe(
            FontProbe.font(
                FontProbe.constant,
                [
                    (.volumeEnvelopeDecay, 2_400), (.volumeEnvelopeSustain, 1_000), (.volumeEnvelopeRelease, 0),
                ]))
    }

    /// One that sounds as long as its key is down.
    private func sustained() throws -> FontProbe {
        try FontProbe(FontProbe.font(FontProbe.constant, [(.volumeEnvelopeRelease, 0)]))
    }

    /// Decibels a second over the next fifth of one.
    private func fall(_ probe: FontProbe) -> Double {
        let first = probe.left.count + 100
        probe.render(first + 8_820 + 64 - probe.left.count)
        return (probe.level(first) - probe.level(first + 8_820)) * 5
    }

    @Test("a pedal on its way down slows the release by degrees", arguments: [0, 40, 48, 56, 64, 72, 80, 90, 95])
    func halfPedal(value: UInt8) throws {
        let probe = try ringing()
        probe.noteOn()
        probe.render(1_000)
        probe.controller(64, value)
        probe.noteOff()
        let weight = 1 - max(0, Double(value) - 40) / 56
        #expect(abs(fall(probe) - (96 * weight * weight + 24 * (1 - weight * weight))) < 0.5)
        // It follows the pedal while it goes on.
        probe.controller(64, 68)
        #expect(abs(fall(probe) - 42) < 0.5)
    }

    @Test("all the way down, from 96, it holds", arguments: [96, 127])
    func whole(value: UInt8) throws {
        let probe = try ringing()
        probe.controller(64, value)
        probe.noteOn()
        probe.render(1_000)
        probe.noteOff()
        #expect(abs(fall(probe) - 24) < 0.2)
        probe.controller(64, 0)
        #expect(abs(fall(probe) - 96) < 0.5)
    }

    @Test("pressed again it catches what still rings, without a jump, and lets it go again")
    func caught() throws {
        let probe = try ringing()
        probe.noteOn()
        probe.render(1_000)
        probe.noteOff()
        probe.render(4_407)
        let before = probe.level(probe.left.count - 1)
        probe.controller(64, 127)
        probe.render(128)
        #expect(abs(probe.level(probe.left.count - 128) - before) < 0.05)
        #expect(abs(fall(probe) - 24) < 0.2)
        probe.controller(64, 0)
        #expect(abs(fall(probe) - 96) < 0.5)
        probe.render(seconds: 1)
        #expect(probe.instrument.activeVoices == 0)
    }

    @Test("a sample that ends by itself is caught at the level where it is")
    func oneShot() throws {
        let long = ProbeFont.Sample(frames: [Int16](repeating: 16_384, count: 30_000))
        let zone = ProbeFont.Zone(generators: [(.volumeEnvelopeRelease, 0)])
        let probe = try FontProbe(ProbeFont(samples: [long], zones: [zone]))
        probe.noteOn()
        probe.render(1_000)
        probe.noteOff()
        probe.render(4_410)
        probe.controller(64, 127)
        probe.render(1_000)
        let level = probe.level(probe.left.count - 1)
        #expect(abs(level + 9.6) < 0.3)
        #expect(abs(fall(probe)) < 0.01)
        probe.render(20_000)
        #expect(probe.instrument.activeVoices == 0)
    }

    @Test("for sounds that go on as long as their key the pedal is a switch, and catches nothing")
    func sustainedSounds() throws {
        for (value, speed) in [(63, 96.0), (64, 0), (127, 0)] as [(UInt8, Double)] {
            let probe = try sustained()
            probe.controller(64, value)
            probe.noteOn()
            probe.render(1_000)
            probe.noteOff()
            #expect(abs(fall(probe) - speed) < 0.5)
        }
        let probe = try sustained()
        probe.noteOn()
        probe.render(1_000)
        probe.noteOff()
        probe.render(1_000)
        probe.controller(64, 127)
        #expect(abs(fall(probe) - 96) < 0.5)
    }

    @Test("what the pedal has let go ends, even if it is pressed in the same moment or the release changes under it")
    func changedPedal() throws {
        for isHeldFirst in [true, false] {
            let probe = try sustained()
            probe.noteOn()
            if isHeldFirst { probe.controller(64, 127) }
            probe.render(1_000)
            probe.noteOff()
            probe.controller(64, 0)
            probe.controller(64, 127)
            #expect(abs(fall(probe) - 96) < 0.5)
            // Half of the default range of the release time.
            probe.controller(72, 32)
            #expect(fall(probe) > 96)
            probe.render(seconds: 1)
            #expect(probe.instrument.activeVoices == 0)
        }
    }

    @Test("a note that is let go before its delay has passed is over")
    func delayed() throws {
        for isPedalled in [false, true] {
            let probe = try FontProbe(FontProbe.font(FontProbe.constant, [(.volumeEnvelopeDelay, 0)]))
            if isPedalled { probe.controller(64, 127) }
            probe.noteOn()
            probe.render(1_000)
            probe.noteOff()
            #expect(probe.instrument.activeVoices == (isPedalled ? 1 : 0))
            probe.controller(64, 0)
            #expect(probe.instrument.activeVoices == 0)
            probe.render(seconds: 1.2)
            #expect(probe.left.allSatisfy { $0 == 0 })
        }
    }

    @Test("a note of an exclusive class that was choked stays so")
    func choked() throws {
        let zone = ProbeFont.Zone(generators: [
            (.sampleModes, 1), (.volumeEnvelopeDecay, 2_400), (.volumeEnvelopeSustain, 1_000), (.exclusiveClass, 1),
        ])
        let probe = try FontProbe(ProbeFont(samples: [FontProbe.sine], zones: [zone]))
        probe.noteOn(60)
        probe.render(500)
        probe.noteOn(64)
        probe.controller(64, 127)
        probe.render(6_000)
        #expect(probe.instrument.activeVoices == 1)
    }

    @Test("the sostenuto holds what was down")
    func sostenuto() throws {
        let probe = try FontProbe(FontProbe.font(FontProbe.sine))
        probe.noteOn(60)
        probe.render(100)
        probe.controller(66, 127)
        probe.noteOn(64)
        probe.render(100)
        probe.noteOff(60)
        probe.noteOff(64)
        probe.render(3_000)
        #expect(probe.instrument.activeVoices == 1)
        probe.controller(66, 0)
        probe.render(3_000)
        #expect(probe.instrument.activeVoices == 0)
    }

    @Test("the soft pedal takes 2.5 dB and an octave of the cut-off at its end, from its middle on")
    func soft() throws {
        func level(_ value: UInt8, _ generators: [(Generator, Int)] = [], sine: Bool = false) throws -> Double {
            let probe = try FontProbe(FontProbe.font(sine ? FontProbe.sine : FontProbe.constant, generators))
            probe.controller(67, value)
            probe.noteOn()
            probe.render(4_900)
            return sine ? probe.level(490..<4_900) : probe.level(4_800)
        }
        #expect(abs(try level(63)) < 0.02)
        #expect(abs(try level(64) + 2.5 * 64 / 127) < 0.05)
        #expect(abs(try level(127) + 2.5) < 0.05)
        // A cut-off an octave over the sine's 441 Hz comes down on it.
        let filter = [(Generator.filterCutoff, FontProbe.timecents(882 / 8.175_799))]
        #expect(abs(try level(127, filter, sine: true) + 2.5 + 3.01) < 0.2)
    }
}
