import Foundation
import SoundFonts
import Synthesis
import Testing

@Suite("SoundFont regions")
struct SoundFontRegionTests {
    @Test("of a zone's attenuation four tenths are heard", arguments: [50, 100, 500])
    func attenuation(centibels: Int) throws {
        let probe = try FontProbe(FontProbe.font(FontProbe.constant, [(.attenuation, centibels)]))
        probe.noteOn()
        probe.render(300)
        #expect(abs(probe.level(250) + 0.04 * Double(centibels)) < 0.05)
    }

    @Test(
        "below 0 it is gain, 10 dB at most, also against what modulators take away", arguments: [-50, -100, -250, -800])
    func gain(centibels: Int) throws {
        let expected = 0.04 * Double(min(250, -centibels))
        for (velocity, curve) in [(127, 0.0), (64, 40 * log10(64.0 / 127))] {
            let probe = try FontProbe(FontProbe.font(FontProbe.constant, [(.attenuation, centibels)]))
            probe.noteOn(60, velocity)
            probe.render(300)
            #expect(abs(probe.level(250) - expected - curve) < 0.1)
        }
    }

    @Test("panning keeps the power", arguments: [-500, -250, 0, 125, 500])
    func pan(place: Int) throws {
        let probe = try FontProbe(FontProbe.font(FontProbe.constant, [(.pan, place)]))
        probe.tell { $0.pan = 64 }
        probe.noteOn()
        probe.render(300)
        let angle = (Double(place) + 500) / 1_000 * .pi / 2
        #expect(abs(Double(probe.left[250]) - 0.5 * cos(angle)) < 1e-3)
        #expect(abs(Double(probe.right[250]) - 0.5 * sin(angle)) < 1e-3)
    }

    @Test("sends are the generator's and the controller's together")
    func sends() throws {
        let probe = try FontProbe(FontProbe.font(FontProbe.constant, [(.reverbSend, 50), (.chorusSend, 100)]))
        probe.tell { $0.reverbSend = 0 }
        probe.noteOn()
        probe.render(640)
        probe.controller(91, 64)
        probe.controller(93, 64)
        probe.render(640)
        #expect(abs(probe.chorus[600] / probe.left[600] - 5 * 0.1) < 5e-3)
        #expect(abs(probe.chorus[1_200] / probe.left[1_200] - 5 * 0.2) < 5e-3)
        // 5 % and then 15 %.
        #expect(abs(probe.reverb[1_200] / probe.reverb[600] - 3) < 1e-2)
    }

    @Test("a sample starts where its offset says")
    func offsets() throws {
        // A quarter of a period on, a sine is a cosine.
        let probe = try FontProbe(FontProbe.font(FontProbe.sine, [(.startAddressOffset, 25)]))
        probe.noteOn()
        probe.render(500)
        #expect(abs(probe.left[300] - 0.5) < 2e-3)
        let rule = ProbeFont.Rule(
            source: 0x0002, destination: UInt16(Generator.startAddressOffset.rawValue), amount: 50)
        let velocity = try FontProbe(FontProbe.font(FontProbe.sine, rules: [rule]))
        velocity.noteOn(60, 64)
        velocity.render(500)
        #expect(abs(Double(velocity.left[300]) - 0.5 * pow(64.0 / 127, 2)) < 1e-3)
        var late = FontProbe.constant
        late.frames = [Int16](repeating: 0, count: 32_768) + late.frames
        late.loop = 33_000..<34_000
        let coarse = try FontProbe(FontProbe.font(late, [(.startAddressCoarseOffset, 1)]))
        coarse.noteOn()
        coarse.render(300)
        #expect(abs(coarse.level(200)) < 0.05)
    }

    @Test("loops go round always, never, or until the release")
    func loops() throws {
        func length(_ mode: Int, _ generators: [(Generator, Int)] = []) throws -> Int {
            let zone = ProbeFont.Zone(
                generators: [(.sampleModes, mode), (.volumeEnvelopeRelease, 8_000)] + generators)
            let probe = try FontProbe(ProbeFont(samples: [FontProbe.constant], zones: [zone]))
            probe.noteOn()
            probe.render(20_000)
            probe.noteOff()
            probe.render(10_000)
            return (probe.left.lastIndex { abs($0) > 0.1 } ?? 0) + 1
        }
        #expect(abs(try length(0) - 4_000) < 8)
        #expect(abs(try length(2) - 4_000) < 8)
        #expect(try length(1) == 30_000)
        // 20,000 frames are 17,000 beyond the loop's end, so in the loop of 2,000 it stands at 2,000.
        #expect(abs(try length(3) - 22_000) < 8)
        #expect(abs(try length(0, [(.endAddressOffset, -500)]) - 3_500) < 8)
        // With the loop's end moved by 500 the turns are 2,500 long: 20,000 stands at 2,500.
        #expect(abs(try length(3, [(.loopEndAddressOffset, 500)]) - 21_500) < 8)
    }

    @Test("notes of a class end each other, but not what was struck together")
    func exclusiveClass() throws {
        let zones = [
            ProbeFont.Zone(generators: [(.sampleModes, 1), (.exclusiveClass, 1)], keys: 40...41),
            ProbeFont.Zone(generators: [(.sampleModes, 1), (.exclusiveClass, 1)], keys: 40...40),
            ProbeFont.Zone(generators: [(.sampleModes, 1), (.exclusiveClass, 2)], keys: 42...42),
        ]
        let probe = try FontProbe(ProbeFont(samples: [FontProbe.sine], zones: zones))
        probe.noteOn(40)
        probe.render(6_000)
        #expect(probe.instrument.activeVoices == 2)
        probe.noteOn(42)
        probe.render(6_000)
        #expect(probe.instrument.activeVoices == 3)
        probe.noteOn(41)
        probe.render(6_000)
        #expect(probe.instrument.activeVoices == 2)
        probe.noteOn(40, channel: 1)
        probe.render(6_000)
        #expect(probe.instrument.activeVoices == 4)
    }

    @Test("keys and velocities choose regions; fixed ones take the place of the stroke's")
    func ranges() throws {
        let zones = [
            ProbeFont.Zone(generators: [(.sampleModes, 1)], keys: 50...60, velocities: 1...64),
            ProbeFont.Zone(
                generators: [(.sampleModes, 1), (.fixedVelocity, 127)], keys: 60...70, velocities: 1...127),
        ]
        let probe = try FontProbe(ProbeFont(samples: [FontProbe.constant], zones: zones))
        probe.noteOn(55, 65)
        #expect(probe.instrument.activeVoices == 0)
        probe.noteOn(60, 64)
        #expect(probe.instrument.activeVoices == 2)
        probe.instrument.silence(channel: 0)
        probe.render(1_000)
        #expect(probe.instrument.activeVoices == 0)
        probe.noteOn(70, 20)
        probe.render(300)
        #expect(abs(probe.level(1_250)) < 0.05)
    }

    @Test("missing banks, programs and kits are replaced")
    func fallbacks() throws {
        var font = FontProbe.font(FontProbe.constant)
        font.presets = [(0, 0), (0, 5), (8, 5), (128, 0), (128, 24)]
        let instrument = SoundFontInstrument(font: try font.soundFont(), sampleRate: 44_100)
        #expect(instrument.preset(bank: 8, program: 5, isPercussion: false) == 2)
        #expect(instrument.preset(bank: 3, program: 5, isPercussion: false) == 1)
        #expect(instrument.preset(bank: 3, program: 77, isPercussion: false) == 0)
        #expect(instrument.preset(bank: 0, program: 25, isPercussion: true) == 4)
        #expect(instrument.preset(bank: 0, program: 40, isPercussion: true) == 3)
        var settings = SoundFontInstrument.Settings()
        settings.forcedPreset = 1
        let forced = SoundFontInstrument(font: try font.soundFont(), sampleRate: 44_100, settings: settings)
        #expect(forced.preset(bank: 128, program: 0, isPercussion: true) == 1)
    }
}
