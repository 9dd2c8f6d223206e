import CAllocationCounter
import DSP
import Foundation
import SoundFonts
import Synthesis
import Testing

@Suite("Synthesizer, whatever it is told")
struct SynthesizerFuzzTests {
    /// Runs of 300 events.
    private let cases = FuzzCases.range(usually: 150)

    private func isSound(_ state: ChannelState) -> Bool {
        (0..<128).allSatisfy {
            state.controllers[$0] < 128 && state.keyPressure[$0] < 128 && state.keyTuning[$0].isFinite
        }
            && (0..<60).allSatisfy { state.generatorOffsets[$0].isFinite && !state.generatorOverrides[$0].isInfinite }
            && state.bendRange.isFinite && (0...128).contains(state.bendRange) && abs(state.tuning) < 600
            && state.pitchRatio(key: 60).isFinite && state.pressure < 128 && state.program < 128
    }

    @Test("random events leave every channel sound, and the same events do the same again")
    func events() {
        for seed in cases {
            var source = EventSource(noise: NoiseGenerator(seed: UInt64(seed)))
            let standard = MIDIStandard.allCases[seed % MIDIStandard.allCases.count]
            let (first, second) = (SpiedSynthesizer(standard: standard), SpiedSynthesizer(standard: standard))
            for _ in 0..<300 {
                let event = source.event()
                first.synthesizer.handle(event)
                second.synthesizer.handle(event)
            }
            #expect((0..<32).allSatisfy { isSound(first.state($0)) }, "seed \(seed)")
            #expect(first.melodic.log == second.melodic.log && first.percussion.log == second.percussion.log)
            first.synthesizer.reset()
            let fresh = SpiedSynthesizer(standard: standard)
            for channel in 0..<32 {
                #expect(first.state(channel).bank == fresh.state(channel).bank)
                #expect(first.state(channel).isPercussion == (channel & 15 == 9))
                #expect(first.state(channel).bendRange == 2 && first.state(channel).tuning == 0)
            }
        }
    }

    @Test("a note struck on a spy is let go, moved or ended, never forgotten, once all keys are up")
    func noHangingNotes() {
        for seed in cases.prefix(2_000) {
            let spied = SpiedSynthesizer()
            var noise = NoiseGenerator(seed: UInt64(seed) &+ 7_777)
            func pick(_ count: UInt64) -> UInt8 { UInt8(UInt64(noise.nextBits()) % count) }
            for _ in 0..<200 {
                switch pick(8) {
                case 0...2: spied.on(60 + pick(6))
                case 3...5: spied.off(60 + pick(6))
                case 6: spied.controls([([64, 68, 65, 84][Int(pick(4))], pick(2) * 127)])
                default: if pick(4) == 0 { spied.controls([(126 + pick(2), 0)]) }
                }
            }
            spied.controls([(64, 0), (68, 0)])
            for key in 60..<66 as Range<UInt8> { for _ in 0..<200 { spied.off(key) } }
            var sounding = [Int](repeating: 0, count: 128)
            for line in spied.melodic.log {
                let words = line.split(separator: " ")
                switch words[0] {
                case "on": sounding[Int(words[2]) ?? 0] += 1
                case "off": sounding[Int(words[2]) ?? 0] = max(0, sounding[Int(words[2]) ?? 0] - 1)
                case "legato":
                    let keys = words[2].split(separator: "-").compactMap { Int($0) }
                    sounding[keys[0]] = max(0, sounding[keys[0]] - 1)
                    sounding[keys[1]] += 1
                default: sounding = [Int](repeating: 0, count: 128)
                }
            }
            #expect(sounding.allSatisfy { $0 == 0 }, "seed \(seed)")
        }
    }

    @Test("a SoundFont whose channels are told anything stays finite, and the same blocks or others sound the same")
    func soundFont() throws {
        let font = FontProbe.font(
            FontProbe.sine, [(.volumeEnvelopeRelease, -2_400), (.vibratoLFOToPitch, 20), (.filterCutoff, 9_000)])
        var heard = 0
        // The last ones found a voice that began with what was left in its filter.
        for seed in Array(cases.prefix(min(cases.count, 2_000) / 10)) + [37, 41, 109] {
            func play(_ step: Int) throws -> [Float] {
                var settings = SoundFontInstrument.Settings()
                settings.polyphony = 24
                let instrument = SoundFontInstrument(
                    font: try font.soundFont(), sampleRate: 44_100, settings: settings)
                instrument.prepare(preset: 0)
                let synthesizer = Synthesizer(
                    sampleRate: 44_100, melodic: instrument, percussion: instrument, polyphony: 24)
                var source = EventSource(noise: NoiseGenerator(seed: UInt64(seed) &+ 31))
                var (left, right) = ([Float](repeating: 0, count: 9_600), [Float](repeating: 0, count: 9_600))
                for index in 0..<300 {
                    synthesizer.handle(source.event())
                    left.withUnsafeMutableBufferPointer { left in
                        right.withUnsafeMutableBufferPointer { right in
                            for done in stride(from: 0, to: 32, by: step) {
                                let frame = index * 32 + done
                                synthesizer.render(
                                    left: left.baseAddress! + frame, right: right.baseAddress! + frame, frames: step)
                            }
                        }
                    }
                }
                // When none sounds it tells how many fade, for which there are as many slots again.
                #expect(synthesizer.activeVoices <= 48, "seed \(seed)")
                return left + right
            }
            let sound = try play(32)
            #expect(sound.allSatisfy { $0.isFinite && abs($0) < 100 }, "seed \(seed)")
            heard += sound.contains { $0 != 0 } ? 1 : 0
            #expect((sound == (try play(8))) as Bool, "seed \(seed)")
        }
        #expect(heard > 10)
    }

    @Test("whatever was told, once keys and pedals are up nothing is left, and threads and blocks change no sample")
    func silenceInTheEnd() throws {
        let generators: [(Generator, Int)] = [
            (.volumeEnvelopeRelease, -3_000), (.vibratoLFOToPitch, 20), (.filterCutoff, 10_000), (.filterResonance, 60),
            (.modulationEnvelopeToFilterCutoff, 1_200), (.modulationEnvelopeDecay, -1_200),
        ]
        // One sound that goes on and one that dies away, with a pedal each of its kind.
        let ringing = [(Generator.volumeEnvelopeDecay, 2_400), (.volumeEnvelopeSustain, 1_000)]
        let pedals: [UInt8] = [
            1, 7, 10, 11, 64, 64, 65, 66, 67, 68, 71, 72, 73, 74, 75, 76, 77, 78, 84, 91, 93, 126, 127,
        ]
        var heard = 0
        // 1,062 and 3,054 found releases that stood still under a pedal, 270,047 notes let go while they waited to begin.
        let found = [38, 41, 42, 1_062, 3_054, 270_047]
        for seed in Array(cases.prefix(max(8, min(cases.count, 2_000) / 20))) + found {
            func play(threads: Int, step: Int) throws -> [Float] {
                let font = FontProbe.font(FontProbe.sine, generators + (seed % 2 == 0 ? [] : ringing))
                var settings = SoundFontInstrument.Settings()
                settings.polyphony = 80
                settings.threads = threads
                let instrument = SoundFontInstrument(
                    font: try font.soundFont(), sampleRate: 44_100, settings: settings)
                instrument.prepare(preset: 0)
                let synthesizer = Synthesizer(
                    sampleRate: 44_100, melodic: instrument, percussion: instrument, polyphony: 80, threads: threads)
                var (left, right) = ([Float](repeating: 0, count: 12_800), [Float](repeating: 0, count: 12_800))
                var source = EventSource(noise: NoiseGenerator(seed: UInt64(seed) &+ 911))
                func render(_ frames: Range<Int>) {
                    left.withUnsafeMutableBufferPointer { left in
                        right.withUnsafeMutableBufferPointer { right in
                            for frame in stride(from: frames.lowerBound, to: frames.upperBound, by: step) {
                                synthesizer.render(
                                    left: left.baseAddress! + frame, right: right.baseAddress! + frame, frames: step)
                            }
                        }
                    }
                }
                for index in 0..<100 {
                    for channel in 0..<4 as Range<UInt8> {
                        synthesizer.handle(
                            .noteOn(channel: channel, key: 30 + source.bits(70), velocity: 40 + source.bits(88)))
                        synthesizer.handle(
                            .controller(
                                channel: channel, number: pedals[Int(source.bits(UInt64(pedals.count)))],
                                value: source.bits(128)))
                    }
                    synthesizer.handle(source.event())
                    render(index * 128..<(index + 1) * 128)
                }
                for channel in 0..<32 as Range<UInt8> {
                    for (number, value) in [(72, 64), (75, 64), (64, 0), (66, 0), (121, 0), (123, 0)]
                        as [(UInt8, UInt8)]
                    {
                        synthesizer.handle(.controller(channel: channel, number: number, value: value))
                    }
                }
                let loud = left + right
                for _ in 0..<20 { render(0..<12_800) }
                #expect(synthesizer.activeVoices == 0, "seed \(seed)")
                return loud + left + right
            }
            let sound = try play(threads: 1, step: 64)
            #expect(sound.allSatisfy { $0.isFinite && abs($0) < 1_000 }, "seed \(seed)")
            heard += sound.contains { $0 != 0 } ? 1 : 0
            #expect((sound == (try play(threads: 3, step: 128))) as Bool, "seed \(seed)")
        }
        #expect(heard > 6)
    }

    @Test("no event takes memory or locks")
    func noAllocation() {
        let synthesizer = Synthesizer(sampleRate: 48_000, polyphony: 16)
        var source = EventSource(noise: NoiseGenerator(seed: 5))
        let events = (0..<20_000).map { _ in source.event() }
        var (left, right) = ([Float](repeating: 0, count: 64), [Float](repeating: 0, count: 64))
        let count = left.withUnsafeMutableBufferPointer { left in
            right.withUnsafeMutableBufferPointer { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return Int64(-2) }
                for event in events.prefix(100) { synthesizer.handle(event) }
                allocation_counter_start()
                for index in events.indices {
                    synthesizer.handle(events[index])
                    if index % 64 == 0 { synthesizer.render(left: left, right: right, frames: 64) }
                }
                return allocation_counter_stop()
            }
        }
        #expect(count == 0 || count == -1, "\(count) calls")
        #expect(left.allSatisfy { $0.isFinite })
    }
}
