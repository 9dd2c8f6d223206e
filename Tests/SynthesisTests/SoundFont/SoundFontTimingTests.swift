import CAllocationCounter
import DSP
import Foundation
import SoundFonts
import Synthesis
import Testing

@Suite("SoundFont timing and voices")
struct SoundFontTimingTests {
    @Test("fifty onsets at odd frames are on their frames")
    func onsets() throws {
        let short = ProbeFont.Sample(frames: [Int16](repeating: 16_384, count: 300))
        let probe = try FontProbe(ProbeFont(samples: [short], zones: [.init()]))
        var wanted: [Int] = []
        for index in 0..<50 {
            probe.render(977 + 2 * (index * 7 % 13) + index % 2)
            wanted.append(probe.left.count)
            probe.noteOn(60, 20 + index)
        }
        probe.render(1_000)
        let found = probe.left.indices.filter { probe.left[$0] != 0 && ($0 == 0 || probe.left[$0 - 1] == 0) }
        #expect(found == wanted)
    }

    /// A busy piece on a font with everything that moves.
    private func piece(threads: Int = 1, step: Int, polyphony: Int = 24) throws -> FontProbe {
        let zones = [
            ProbeFont.Zone(
                generators: [
                    (.sampleModes, 1), (.vibratoLFOToPitch, 30), (.modulationLFOToVolume, 20), (.filterCutoff, 9_000),
                    (.modulationEnvelopeToFilterCutoff, 1_200), (.modulationEnvelopeDecay, -1_200),
                    (.volumeEnvelopeDecay, 0), (.volumeEnvelopeSustain, 200), (.volumeEnvelopeRelease, -2_000),
                    (.filterResonance, 60), (.pan, -100),
                ]),
            ProbeFont.Zone(
                generators: [(.sampleModes, 3), (.volumeEnvelopeDelay, -8_000), (.volumeEnvelopeRelease, -3_000)]),
        ]
        let probe = try FontProbe(ProbeFont(samples: [FontProbe.sine], zones: zones)) {
            $0.threads = threads
            $0.polyphony = polyphony
        }
        for index in 0..<120 {
            probe.noteOn(30 + index * 29 % 70, 30 + index * 17 % 97)
            if index % 5 == 0 { probe.controller([1, 11, 74, 64, 10, 66][index / 5 % 6], UInt8(index)) }
            if index % 7 == 3 { probe.tell(because: .pitchBend) { $0.pitchBend = Int16(index * 50 - 3_000) } }
            probe.render(61 + index * 37 % 311, step: step)
            if index > 6 { probe.noteOff(30 + (index - 6) * 29 % 70) }
        }
        probe.render(3_000, step: step)
        return probe
    }

    @Test("samples depend neither on the division into calls nor on threads")
    func independence() throws {
        let whole = try piece(step: 4_096)
        #expect((whole.left.map { abs($0) }.max() ?? 0) > 0.5)
        for step in [1, 7, 64, 100] {
            let divided = try piece(step: step)
            #expect(divided.left == whole.left && divided.right == whole.right, "\(step)")
            #expect(divided.reverb == whole.reverb)
        }
        let single = try piece(step: 4_096, polyphony: 100)
        let threaded = try piece(threads: 3, step: 4_096, polyphony: 100)
        #expect(threaded.left == single.left && threaded.right == single.right)
    }

    @Test("a voice that gives way does not click")
    func stealing() throws {
        let probe = try FontProbe(FontProbe.font(FontProbe.sine(period: 200))) { $0.polyphony = 3 }
        for key in [60, 61, 62] { probe.noteOn(key, 90) }
        probe.render(5_025)
        #expect(probe.instrument.activeVoices == 3)
        probe.noteOn(64, 100)
        probe.render(2_000)
        #expect(probe.instrument.activeVoices == 3)
        // The slope of four sines at their steepest, and of an attack of a millisecond.
        let slope = zip(probe.left, probe.left.dropFirst()).dropFirst(4_990).prefix(500).map { abs($1 - $0) }
        let steepest: Float = 4 * 0.5 * 2 * 3.1416 / 150 * 0.6
        #expect((slope.max() ?? 1) < steepest + 0.5 / 43)
        // The jerk of a cut would be a good part of the amplitude.
        let bends = (4_990..<5_490).map { (frame: Int) -> Float in
            let neighbours = probe.left[frame + 1] + probe.left[frame - 1]
            return abs(neighbours - 2 * probe.left[frame])
        }
        #expect((bends.max() ?? 1) < 0.02)
    }

    @Test("released voices give way first, then the quietest; never the note that is struck")
    func priorities() throws {
        let font = FontProbe.font(FontProbe.sine, [(.volumeEnvelopeRelease, 3_000)])
        let probe = try FontProbe(font) { $0.polyphony = 3 }
        probe.noteOn(48, 127)
        probe.render(1_000)
        probe.noteOn(60, 20)
        probe.noteOn(72, 60)
        probe.render(1_000)
        probe.noteOff(48)
        probe.render(1_000)
        // The loud one was let go, so the quiet ones stay.
        probe.noteOn(84, 40)
        probe.render(2_000)
        probe.noteOff(60)
        probe.noteOff(72)
        probe.noteOff(84)
        probe.noteOff(48)
        probe.render(2_000)
        let level = probe.level(6_000..<7_000)
        #expect(level < -10)
    }

    @Test("a key that is struck again under the pedal sounds twice")
    func pedal() throws {
        let probe = try FontProbe(FontProbe.font(FontProbe.sine))
        probe.controller(64, 127)
        for _ in 0..<2 {
            probe.noteOn()
            probe.render(500)
            probe.noteOff()
            probe.render(3_000)
        }
        #expect(probe.instrument.activeVoices == 2)
        probe.controller(64, 0)
        probe.render(4_000)
        #expect(probe.instrument.activeVoices == 0)
    }

    @Test("ten thousand notes at once keep to the polyphony")
    func crowd() throws {
        let probe = try FontProbe(FontProbe.font(FontProbe.sine)) { $0.polyphony = 64 }
        for index in 0..<10_000 { probe.noteOn(index * 7 % 128, 1 + index % 127) }
        #expect(probe.instrument.activeVoices == 64)
        probe.render(1_000)
        #expect(probe.instrument.activeVoices == 64)
        #expect(probe.left.allSatisfy { $0.isFinite })
        probe.instrument.silence(channel: 0)
        probe.render(2_000)
        #expect(probe.instrument.activeVoices == 0)
    }

    @Test("what was not prepared is left out and counted")
    func missed() throws {
        let font = FontProbe.font(FontProbe.sine)
        let instrument = SoundFontInstrument(font: try font.soundFont(), sampleRate: 44_100)
        instrument.noteOn(channel: 0, key: 60, velocity: 100)
        #expect(instrument.missedRegions == 1 && instrument.activeVoices == 0)
        instrument.prepare(notes: [NoteUse(key: 60, velocity: 100)])
        instrument.noteOn(channel: 0, key: 60, velocity: 100)
        #expect(instrument.missedRegions == 1 && instrument.activeVoices == 1)
    }

    @Test("playing takes nothing from the heap and locks nothing")
    func noAllocation() throws {
        let zone = ProbeFont.Zone(
            generators: [(.sampleModes, 1), (.filterCutoff, 9_000), (.vibratoLFOToPitch, 20), (.exclusiveClass, 3)])
        let probe = try FontProbe(
            ProbeFont(samples: [FontProbe.sine], zones: [zone, .init(generators: [(.sampleModes, 3)])])
        ) { $0.polyphony = 32 }
        let buffer = MixBuffer(capacity: 64)
        let instrument = probe.instrument
        var state = probe.state
        let count = FlushToZero.during {
            instrument.render(adding: buffer.bus, frames: 64)
            allocation_counter_start()
            for index in 0..<600 {
                instrument.noteOn(channel: index % 16, key: 30 + index % 70, velocity: 100)
                instrument.noteOff(channel: index % 16, key: 30 + (index + 60) % 70, velocity: 64)
                state.controllers[[1, 7, 10, 11, 64, 66, 67, 74, 91][index % 9]] = UInt8(index % 128)
                state.pitchBend = Int16(index)
                instrument.channelChanged(index % 16, to: state, because: .everything)
                if index % 50 == 49 { instrument.silence(channel: index % 16) }
                instrument.legato(channel: 0, from: 40, to: 41, velocity: 90, glide: nil)
                instrument.render(adding: buffer.bus, frames: 64)
            }
            return allocation_counter_stop()
        }
        #expect(count == 0 || count == -1, "\(count) calls")
        #expect(instrument.activeVoices > 10)
    }
}
