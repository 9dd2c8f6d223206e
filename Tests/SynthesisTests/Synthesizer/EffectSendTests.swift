import DSP
import Foundation
import SoundFonts
import Synthesis
import Testing

/// How much of the room and the chorus a channel gets, measured as the energy of what they add beside the dry sound's.
///
/// References: FluidSynth 2.3.1 at its default settings playing a font of the same noise, with and without -R and -C:
/// reverb −25.2 dB at controller 91 = 40 and −15.2 at 127, chorus −7.5 dB at controller 93 = 40 and +2.5 at 127; both
/// proportional to the send, which the specification has at 20 % for 127 (8.4.8, 8.4.9).
@Suite("Effect sends")
struct EffectSendTests {
    /// Two seconds of noise between 300 and 1200 Hz.
    private static let noise: ProbeFont.Sample = {
        var generator = NoiseGenerator(seed: 7)
        let phases = (30...120).map { (Double($0) * 10, Double(generator.next()) * .pi) }
        let wave = (0..<44_100).map { frame in
            phases.reduce(0.0) { $0 + sin(2 * .pi * $1.0 * Double(frame) / 44_100 + $1.1) }
        }
        let peak = wave.map(abs).max() ?? 1
        let frames = wave.map { Int16(16_000 * $0 / peak) }
        return ProbeFont.Sample(frames: frames + frames)
    }()

    private func font(_ generators: [(Generator, Int)] = []) throws -> SoundFontInstrument {
        let font = ProbeFont(samples: [Self.noise], zones: [.init(generators: generators)])
        let instrument = SoundFontInstrument(font: try font.soundFont(), sampleRate: 44_100)
        instrument.prepare(preset: 0)
        return instrument
    }

    private func sound(
        _ instrument: any Instrument, keys: ClosedRange<UInt8>, reverb: ReverbPreset, chorus: Bool,
        _ controllers: [(UInt8, UInt8)]
    ) -> [Float] {
        let synthesizer = Synthesizer(
            sampleRate: 44_100, melodic: instrument, percussion: instrument, reverb: reverb, chorus: chorus)
        for (number, value) in controllers {
            synthesizer.handle(.controller(channel: 0, number: number, value: value))
        }
        for key in keys { synthesizer.handle(.noteOn(channel: 0, key: key, velocity: 100)) }
        var (left, right) = ([Float](repeating: 0, count: 132_300), [Float](repeating: 0, count: 132_300))
        synthesizer.render(left: &left, right: &right, frames: 132_300)
        return left + right
    }

    /// Decibels of what reverb and chorus add, relative to the dry sound.
    private func wet(
        _ make: () throws -> any Instrument, keys: ClosedRange<UInt8> = 60...60, reverb: ReverbPreset = .off,
        chorus: Bool = false, _ controllers: [(UInt8, UInt8)]
    ) rethrows -> Double {
        let dry = sound(try make(), keys: keys, reverb: .off, chorus: false, controllers)
        let all = sound(try make(), keys: keys, reverb: reverb, chorus: chorus, controllers)
        let added = zip(all, dry).reduce(0.0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
        return 10 * log10(added / dry.reduce(0.0) { $0 + Double($1) * Double($1) } + 1e-20)
    }

    private func computedPiano() -> any Instrument { AdditivePiano(sampleRate: 44_100) }

    @Test("the room is within 3 dB of FluidSynth's", arguments: [(40, -25.2), (127, -15.2)])
    func room(value: UInt8, reference: Double) throws {
        let level = try wet({ try font() }, reverb: .room, [(91, value)])
        #expect(abs(level - reference) < 3, "\(level) dB")
    }

    @Test("the chorus is within a decibel of FluidSynth's", arguments: [(40, -7.5), (127, 2.5)])
    func chorus(value: UInt8, reference: Double) throws {
        let level = try wet({ try font() }, chorus: true, [(93, value)])
        #expect(abs(level - reference) < 1, "\(level) dB")
    }

    @Test("a font's own sends count as much as the controllers that come to the same")
    func generators() throws {
        let own = try wet({ try font([(.reverbSend, 200)]) }, reverb: .room, [(91, 0)])
        #expect(abs(own - (try wet({ try font() }, reverb: .room, [(91, 127)]))) < 0.1)
        let chorus = try wet({ try font([(.chorusSend, 200)]) }, chorus: true, [(93, 0)])
        #expect(abs(chorus - (try wet({ try font() }, chorus: true, [(93, 127)]))) < 0.1)
    }

    /// All keys of three octaves at once, for a room is some decibels louder or softer from one partial to the next; and
    /// softer above the noise's 1200 Hz, where the piano has partials too.
    @Test("the piano gets as much of them as a font", arguments: [40, 127] as [UInt8])
    func piano(value: UInt8) throws {
        let room = try wet({ try font() }, reverb: .room, [(91, value)])
        let piano = wet(computedPiano, keys: 48...84, reverb: .room, [(91, value)])
        #expect(abs(piano - room) < 1.5, "\(piano) dB, not \(room)")
        let chorus = try wet({ try font() }, chorus: true, [(93, value)])
        #expect(abs(wet(computedPiano, chorus: true, [(91, 0), (93, value)]) - chorus) < 1)
    }

    @Test("a hall and a plate, which somebody chose, are heard more")
    func others() throws {
        let room = try wet({ try font() }, reverb: .room, [])
        for preset in [ReverbPreset.hall, .plate] {
            let level = try wet({ try font() }, reverb: preset, [])
            #expect(level > room + 3 && level < room + 8, "\(preset): \(level) dB")
        }
    }

    @Test("where effects are off the sound is that beside effects of which nothing is heard")
    func noEffects() throws {
        func play(reverb: ReverbPreset, chorus: Bool) throws -> [Float] {
            // An instrument of samples and one of partials, each with drums beside it.
            var sound: [Float] = []
            for instrument in [try font(), computedPiano()] {
                let synthesizer = Synthesizer(
                    sampleRate: 44_100, melodic: instrument, reverb: reverb, reverbAmount: 0, chorus: chorus,
                    chorusAmount: 0)
                for channel in [0, 9] as [UInt8] {
                    synthesizer.handle(.controller(channel: channel, number: 91, value: 90))
                    synthesizer.handle(.controller(channel: channel, number: 93, value: 90))
                    for key in 40...44 as ClosedRange<UInt8> {
                        synthesizer.handle(.noteOn(channel: channel, key: key, velocity: 100))
                    }
                }
                var (left, right) = ([Float](repeating: 0, count: 9_000), [Float](repeating: 0, count: 9_000))
                synthesizer.render(left: &left, right: &right, frames: 9_000)
                sound += left + right
            }
            return sound
        }
        let dry = try play(reverb: .off, chorus: false)
        #expect(dry.contains { abs($0) > 0.01 })
        for (reverb, chorus) in [(ReverbPreset.room, true), (.hall, false), (.off, true)] {
            let beside = try play(reverb: reverb, chorus: chorus)
            #expect((beside == dry) as Bool, "\(reverb), chorus \(chorus)")
        }
    }
}
