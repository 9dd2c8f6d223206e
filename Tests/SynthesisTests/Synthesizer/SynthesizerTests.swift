import DSP
import Foundation
import Synthesis
import Testing

@Suite("Synthesizer")
struct SynthesizerTests {
    private let rate = 44_100.0

    private func level(_ buffer: StereoBuffer) -> Double { Decibels.level(buffer.rms) }

    private func play(_ before: [SynthesizerEvent], channel: UInt8 = 0, key: UInt8 = 60) -> StereoBuffer {
        let synthesizer = Synthesizer(sampleRate: rate, reverb: .off)
        for event in before { synthesizer.handle(event) }
        synthesizer.handle(.noteOn(channel: channel, key: key, velocity: 100))
        return render(synthesizer, seconds: 0.5, rate: rate)
    }

    private func controller(_ number: UInt8, _ value: UInt8) -> SynthesizerEvent {
        .controller(channel: 0, number: number, value: value)
    }

    @Test("volume and expression are squares", arguments: [7, 11] as [UInt8])
    func volume(number: UInt8) {
        let full = level(play([controller(number, 127)]))
        let half = level(play([controller(number, 64)]))
        #expect(abs(full - half - 40 * log10(127.0 / 64)) < 0.05)
        #expect(play([controller(number, 0)]).peak == 0)
    }

    @Test("pan moves the sound; hard left leaves the right to the faint answer of open strings")
    func pan() {
        let left = play([controller(10, 0)])
        let (near, far) = (left.left.map { abs($0) }.max() ?? 0, left.right.map { abs($0) }.max() ?? 0)
        #expect(Decibels.level(near) > -40)
        #expect(Decibels.level(far / near) < -45)
    }

    @Test("the pitch wheel bends by its range")
    func bend() {
        func pitch(_ before: [SynthesizerEvent]) -> Double {
            let samples = play(before, key: 69).mono
            let magnitudes = FastFourierTransform(count: 1 << 16).magnitudes(of: samples)
            let top = magnitudes.indices.max { magnitudes[$0] < magnitudes[$1] } ?? 0
            return Double(top) * rate / 65_536
        }
        let straight = pitch([])
        let up = pitch([.pitchBend(channel: 0, value: 8_191)])
        #expect(abs(1_200 * log2(up / straight) - 200) < 4)
        let wide = pitch([
            controller(101, 0), controller(100, 0), controller(6, 12), .pitchBend(channel: 0, value: -8_192),
        ])
        #expect(abs(1_200 * log2(wide / straight) + 1_200) < 6)
    }

    @Test("all sound off ends it at once, all notes off as the dampers do, and the pedal still holds")
    func endings() {
        func after(_ events: [SynthesizerEvent], pedal: Bool = false) -> Double {
            let synthesizer = Synthesizer(sampleRate: rate, reverb: .off)
            if pedal { synthesizer.handle(controller(64, 127)) }
            synthesizer.handle(.noteOn(channel: 0, key: 60, velocity: 100))
            _ = render(synthesizer, seconds: 0.2, rate: rate)
            for event in events { synthesizer.handle(event) }
            _ = render(synthesizer, seconds: 0.05, rate: rate)
            return level(render(synthesizer, seconds: 0.1, rate: rate))
        }
        let on = after([])
        #expect(after([controller(120, 0)]) == -.infinity)
        #expect(after([controller(123, 0)]) < on - 10)
        #expect(abs(after([controller(123, 0)], pedal: true) - after([], pedal: true)) < 1)
    }

    @Test("reset of controllers keeps volume, pan and program")
    func resetControllers() {
        let synthesizer = Synthesizer(sampleRate: rate)
        let events: [SynthesizerEvent] = [
            controller(7, 50), controller(10, 20), controller(11, 30), controller(64, 127),
            .pitchBend(channel: 0, value: 99), .program(channel: 0, number: 17), controller(121, 0),
        ]
        for event in events { synthesizer.handle(event) }
        let state = synthesizer.state(ofChannel: 0)
        #expect(state.volume == 50 && state.pan == 20 && state.program == 17)
        #expect(state.expression == 127 && state.sustain == 0 && state.pitchBend == 0)
    }

    @Test("drums sound on channel 10 and end by themselves", arguments: [35, 38, 42, 49] as [UInt8])
    func drums(key: UInt8) {
        let synthesizer = Synthesizer(sampleRate: rate, reverb: .off)
        synthesizer.handle(.noteOn(channel: 9, key: key, velocity: 100))
        #expect(render(synthesizer, seconds: 0.2, rate: rate).peak > 0.01)
        _ = render(synthesizer, seconds: 12, rate: rate)
        #expect(synthesizer.isSilent)
    }

    @Test("a changed volume has no steps")
    func noZipper() {
        let synthesizer = Synthesizer(sampleRate: rate, reverb: .off)
        synthesizer.handle(.noteOn(channel: 0, key: 36, velocity: 100))
        var events: [(time: Double, event: SynthesizerEvent)] = []
        for index in 0..<40 {
            events.append((time: 0.3 + 0.005 * Double(index), event: controller(7, index % 2 == 0 ? 0 : 100)))
        }
        let sound = render(synthesizer, seconds: 0.6, rate: rate, events: events)
        func largestStep(_ range: Range<Int>) -> Float {
            range.map { abs(sound.left[$0 + 1] - sound.left[$0]) }.max() ?? 0
        }
        #expect(largestStep(13_000..<22_000) < 1.2 * largestStep(6_000..<13_000))
    }

    @Test("no event can break it")
    func anyEvent() {
        let synthesizer = Synthesizer(sampleRate: rate, polyphony: 8)
        var noise = NoiseGenerator(seed: 11)
        for _ in 0..<3_000 {
            let bits = noise.nextBits()
            let (a, b, c) = (UInt8(bits & 255), UInt8(bits >> 8 & 255), UInt8(bits >> 16 & 255))
            switch bits >> 28 {
            case 0...5: synthesizer.handle(.noteOn(channel: a, key: b, velocity: c))
            case 6...8: synthesizer.handle(.noteOff(channel: a, key: b, velocity: c))
            case 9...12: synthesizer.handle(.controller(channel: a, number: b, value: c))
            case 13: synthesizer.handle(.program(channel: a, number: b))
            default: synthesizer.handle(.pitchBend(channel: a, value: Int16(truncatingIfNeeded: bits)))
            }
            let sound = render(synthesizer, seconds: 0.001, rate: rate)
            #expect(sound.left.allSatisfy { $0.isFinite })
        }
        #expect(synthesizer.melodic.activeVoices <= 8)
    }
}
