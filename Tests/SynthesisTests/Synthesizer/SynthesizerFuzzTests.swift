import CAllocationCounter
import DSP
import Foundation
import Synthesis
import Testing

@Suite("Synthesizer, whatever it is told")
struct SynthesizerFuzzTests {
    /// Events of all kinds, rather meaningful ones: numbers lean to those that are used, messages begin well.
    private struct EventSource {
        var noise: NoiseGenerator

        mutating func bits(_ count: UInt64) -> UInt8 { UInt8(UInt64(noise.nextBits()) % count) }

        mutating func event() -> SynthesizerEvent {
            let channel = bits(4) == 0 ? bits(256) : bits(4)
            switch bits(16) {
            case 0...3: return .noteOn(channel: channel, key: bits(256), velocity: bits(256))
            case 4, 5: return .noteOff(channel: channel, key: bits(256), velocity: bits(256))
            case 6...9:
                let favourites: [UInt8] = [0, 5, 6, 6, 6, 32, 38, 64, 65, 68, 74, 84, 96, 97, 98, 99, 100, 101, 126]
                let number = bits(2) == 0 ? bits(256) : favourites[Int(bits(UInt64(favourites.count)))]
                let values: [UInt8] = [0, 1, 2, 3, 6, 14, 24, 100, 120, 127]
                let value = bits(2) == 0 ? bits(256) : values[Int(bits(UInt64(values.count)))]
                return .controller(channel: channel, number: number, value: value)
            case 10: return .program(channel: channel, number: bits(256))
            case 11: return .pitchBend(channel: channel, value: Int16(truncatingIfNeeded: noise.nextBits()))
            case 12: return .channelPressure(channel: channel, value: bits(256))
            case 13: return .keyPressure(channel: channel, key: bits(256), value: bits(256))
            default: return .systemExclusive(port: bits(256), bytes: message())
            }
        }

        mutating func message() -> [UInt8] {
            let starts: [[UInt8]] = [
                [], [0x7E, 0x7F, 0x09], [0x7F, 0x7F, 0x04], [0x7E, 0x7F, 0x08], [0x7F, 0x7F, 0x08],
                [0x7F, 0x7F, 0x0A, 0x01], [0x41, 0x10, 0x42, 0x12, 0x40], [0x41, 0x10, 0x42, 0x12, 0x40, 0x11],
                [0x41, 0x10, 0x42, 0x12, 0x41], [0x43, 0x10, 0x4C, 0x00, 0x00], [0x43, 0x10, 0x4C, 0x08],
                [0x43, 0x10, 0x4C, 0x30],
            ]
            var bytes = starts[Int(bits(UInt64(starts.count)))]
            let limit: UInt64 = bits(10) == 0 ? 420 : 12
            for _ in 0..<Int(bits(2)) * Int(UInt64(noise.nextBits()) % limit) + Int(bits(12)) {
                bytes.append(bits(bits(200) == 0 ? 256 : 128))
            }
            if bytes.first == 0x41, bytes.count > 5, bits(8) != 0 {
                bytes.append(UInt8((128 - bytes.dropFirst(4).reduce(0) { $0 + Int($1) } % 128) % 128))
            }
            if bytes.first == 0x7E, bits(2) == 0 { bytes.append(bytes.reduce(0, ^) & 127) }
            return bytes
        }
    }

    /// Runs of 300 events; `MUSICGEN_FUZZ_CASES` makes it more of them.
    private var cases: Int { ProcessInfo.processInfo.environment["MUSICGEN_FUZZ_CASES"].flatMap(Int.init) ?? 150 }

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
        for seed in 0..<cases {
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
        for seed in 0..<min(cases, 2_000) {
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
