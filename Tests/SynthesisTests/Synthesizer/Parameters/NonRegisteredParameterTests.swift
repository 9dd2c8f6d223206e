import Foundation
import SoundFonts
import Synthesis
import Testing

@Suite("Non-registered parameters")
struct NonRegisteredParameterTests {
    private func after(_ pairs: [(UInt8, UInt8)], channel: UInt8 = 0) -> ChannelState {
        let spied = SpiedSynthesizer()
        spied.controls(pairs, channel: channel)
        return spied.state(Int(channel))
    }

    private func offset(_ generator: Generator, _ state: ChannelState) -> Float {
        state.generatorOffsets[Int(generator.rawValue)]
    }

    private func override(_ generator: Generator, _ state: ChannelState) -> Float {
        state.generatorOverrides[Int(generator.rawValue)]
    }

    /// Data entry of 14 bits, centred, coarse half first.
    private func data(_ value: Int) -> [(UInt8, UInt8)] {
        [(6, UInt8((value + 8_192) >> 7)), (38, UInt8((value + 8_192) & 127))]
    }

    @Test("SoundFont: generators by number, in their steps")
    func soundFont() {
        let cutoff = after([(99, 120), (98, 8)] + data(-600))
        #expect(offset(.filterCutoff, cutoff) == -1_200)
        #expect(offset(.vibratoLFOFrequency, after([(99, 120), (98, 24)] + data(100))) == 400)
        #expect(offset(.attenuation, after([(99, 120), (98, 48)] + data(77))) == 77)
        #expect(offset(.pan, after([(99, 120), (98, 17)] + data(-500))) == -500)
        // Fine half first, as the specification's example sends it.
        let fineFirst = after([(99, 120), (98, 8), (38, UInt8(8_292 & 127)), (6, UInt8(8_292 >> 7))])
        #expect(offset(.filterCutoff, fineFirst) == 200)
        let untouched: [Generator] = [
            .instrument, .sample, .keyRange, .exclusiveClass, .sampleModes, .overridingRootKey,
        ]
        for generator in untouched {
            let state = after([(99, 120), (98, generator.rawValue)] + data(5))
            #expect(offset(generator, state) == 0, "\(generator)")
        }
    }

    @Test("SoundFont: LSBs from 100 count hundreds, and generators beyond the last move nothing")
    func hundreds() {
        func moved(_ selection: [(UInt8, UInt8)]) -> [Int] {
            let state = after([(99, 120)] + selection + data(5))
            return (0..<60).filter { state.generatorOffsets[$0] != 0 }
        }
        #expect(moved([(98, 8)]) == [8])
        #expect(moved([(98, 100), (98, 8)]) == [])
        #expect(moved([(98, 101), (98, 102), (98, 100), (98, 8)]) == [])
        #expect(moved([(98, 100)]) == [])
        #expect(moved([(98, 100), (99, 120), (98, 8)]) == [8], "the MSB starts anew")
        #expect(moved(Array(repeating: (98, 102), count: 1_000) + [(98, 8)]) == [])
    }

    @Test("AWE32: the table of the developers' pack")
    func awe() {
        func set(_ lsb: UInt8, _ value: Int) -> ChannelState { after([(99, 127), (98, lsb)] + data(value)) }
        // 0.25 s of delay in steps of 4 ms: −2400 timecents.
        #expect(abs(override(.modulationLFODelay, set(0, 63)) - -2_386.3) < 0.1)
        #expect(abs(override(.vibratoLFODelay, set(2, 250)) - 0) < 0.1)
        // 97 · 0.084 Hz = 8.148 Hz, six cents under absolute cent 0 (8.1758 Hz).
        #expect(abs(override(.modulationLFOFrequency, set(1, 97)) - -5.9) < 0.1)
        #expect(override(.vibratoLFOFrequency, set(3, 0)) == -16_000)
        #expect(abs(override(.volumeEnvelopeAttack, set(11, 1_000))) < 0.1)
        #expect(abs(override(.volumeEnvelopeHold, set(12, 2_000)) - 1_200) < 0.1)
        #expect(abs(override(.volumeEnvelopeDecay, set(13, 500)) - 1_200) < 0.1)
        #expect(override(.volumeEnvelopeSustain, set(14, 100)) == 750)
        #expect(override(.volumeEnvelopeRelease, set(15, 0)) == -12_000)
        #expect(offset(.fineTune, set(16, -50)) == -50)
        #expect(override(.modulationLFOToPitch, set(17, 64)) == 600)
        #expect(override(.vibratoLFOToPitch, set(18, -64)) == -600)
        #expect(override(.modulationEnvelopeToPitch, set(19, 128)) == 127 * 9.375)
        #expect(override(.modulationLFOToVolume, set(20, 64)) == 120)
        // Measured on an Audigy 2 (S. Christian Collins, Filter NRPN Test): 100, 910 and 8000 Hz; 10 and 19.84 dB.
        for (value, hertz) in [(0, 100.0), (13, 157), (38, 371), (64, 910), (89, 2_156), (127, 8_000)] {
            let cents = 1_200 * log2(hertz / 8.175_799)
            #expect(abs(Double(override(.filterCutoff, set(21, value))) - cents) < 6)
        }
        #expect(abs(override(.filterResonance, set(22, 64)) - 100) < 0.01)
        #expect(abs(override(.filterResonance, set(22, 127)) - 198.4) < 0.1)
        #expect(override(.modulationLFOToFilterCutoff, set(23, 64)) == 63 * 56.25)
        #expect(override(.modulationEnvelopeToFilterCutoff, set(24, -127)) == -127 * 56.25)
        #expect(override(.chorusSend, set(25, 255)) == 1_000)
        #expect(override(.reverbSend, set(26, 51)) == 200)
        let nothing = set(27, 5)
        #expect((0..<60).allSatisfy { nothing.generatorOverrides[$0].isNaN && nothing.generatorOffsets[$0] == 0 })
        // Small values by controller 38 alone.
        #expect(override(.modulationLFOToPitch, after([(99, 127), (98, 17), (38, 32)])) == 300)
    }

    @Test("overrides stand in place of a value, offsets are added")
    func adjusted() {
        let plain = after([])
        #expect(plain.adjusted(generator: 8, value: 5_000) == 5_000)
        let both = after([(99, 127), (98, 17)] + data(64) + [(99, 120), (98, 5)] + data(10))
        #expect(both.adjusted(generator: 5, value: 33) == 620)
    }

    @Test("GS: the tone of a part, by NRPN and by message, and it stays when controllers are reset")
    func tone() {
        let expected: [(UInt8, Generator, Float)] = [
            (0x08, .vibratoLFOFrequency, 937.5), (0x09, .vibratoLFOToPitch, 39.0625), (0x0A, .vibratoLFODelay, 2_812.5),
            (0x20, .filterCutoff, 3_750), (0x21, .filterResonance, 187.5), (0x63, .volumeEnvelopeAttack, 4_687.5),
            (0x64, .volumeEnvelopeDecay, 2_812.5), (0x66, .volumeEnvelopeRelease, 2_812.5),
        ]
        for (lsb, generator, amount) in expected {
            #expect(offset(generator, after([(99, 1), (98, lsb), (6, 114)])) == amount)
            #expect(offset(generator, after([(99, 1), (98, lsb), (6, 114), (6, 14)])) == -amount)
            #expect(offset(generator, after([(99, 1), (98, lsb), (6, 114), (121, 0)])) == amount)
        }
        #expect(offset(.modulationEnvelopeRelease, after([(99, 1), (98, 0x66), (6, 114)])) == 2_812.5)
        let spied = SpiedSynthesizer()
        spied.roland([0x40, 0x11, 0x32], [114])
        #expect(offset(.filterCutoff, spied.state()) == 3_750)
        spied.yamaha([0x08, 0x00, 0x18], [64])
        #expect(offset(.filterCutoff, spied.state()) == 0)
    }

    @Test("reset of controllers ends the offsets of SoundFont and AWE32 parameters")
    func reset() {
        let state = after(
            [(99, 120), (98, 8)] + data(5) + [(99, 127), (98, 17)] + data(5) + [(99, 1), (98, 0x20), (6, 65), (121, 0)])
        #expect(offset(.filterCutoff, state) == 75)
        #expect(override(.modulationLFOToPitch, state).isNaN)
    }

    @Test("GS: drums one by one, on drum parts only")
    func drums() {
        let all: [(UInt8, UInt8)] = [
            (99, 0x18), (98, 40), (6, 67), (99, 0x1A), (98, 40), (6, 90), (99, 0x1C), (98, 40), (6, 1),
            (99, 0x1D), (98, 40), (6, 10), (99, 0x1E), (98, 40), (6, 20),
        ]
        let state = after(all, channel: 9)
        #expect(state.keyTuning[40] == 300 && state.keyTuning[41] == 0)
        let key = state.drumKeys[40]
        #expect(key.level == 90 && key.pan == 1 && key.reverbSend == 10 && key.chorusSend == 20)
        #expect(abs(key.gain - 90.0 * 90 / (127 * 127)) < 1e-6)
        #expect(state.drumKeys[41] == DrumKey())
        let melodic = after(all, channel: 8)
        #expect(melodic.drumKeys[40] == DrumKey() && melodic.keyTuning[40] == 0)
    }

    @Test("drum set-ups of GS and XG, and key-based controllers")
    func drumMessages() {
        let spied = SpiedSynthesizer()
        spied.roland([0x40, 0x1A, 0x15], [2])
        // Levels from key 36 on, in the first set-up.
        spied.roland([0x41, 0x02, 36], [10, 11, 12])
        #expect((36...38).map { spied.state(9).drumKeys[$0].level } == [10, 11, 12])
        #expect(spied.state(10).drumKeys[36] == DrumKey())
        spied.roland([0x41, 0x14, 36], [100])
        #expect(spied.state(10).drumKeys[36].pan == 100 && spied.state(9).drumKeys[36].pan == 0)
        spied.yamaha([0x30, 50, 0x00], [62, 74, 99])
        #expect(spied.state(9).keyTuning[50] == -190)
        #expect(spied.state(9).drumKeys[50].level == 99)
        spied.exclusive([0x7F, 0x7F, 0x0A, 0x01, 9, 60, 7, 55, 10, 3, 91, 4])
        let key = spied.state(9).drumKeys[60]
        #expect(key.level == 55 && key.pan == 3 && key.reverbSend == 4 && key.chorusSend == 127)
        spied.yamaha([0x00, 0x00, 0x7D], [0])
        #expect(spied.state(9).drumKeys[60] == DrumKey() && spied.state(9).keyTuning[50] == 0)
    }
}
