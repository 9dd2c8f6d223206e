import DSP
import Foundation
import Synthesis
import Testing

@Suite("The piano's pedals")
struct PianoPedalTests {
    private func pedal(_ number: UInt8, _ value: UInt8) -> SynthesizerEvent {
        .controller(channel: 0, number: number, value: value)
    }
    private let off = SynthesizerEvent.noteOff(channel: 0, key: 55, velocity: 64)

    /// Level 0.6 to 0.8 s after the stroke, with the key let go at 0.3 s.
    private func level(
        before: [SynthesizerEvent] = [], _ events: [(time: Double, event: SynthesizerEvent)]
    ) -> Double {
        PianoProbe(55, seconds: 1, before: before, events: events).level(0.7, 0.9)
    }

    @Test("sustain holds what the key lets go, and lets go when it comes up")
    func sustain() {
        let free = level([(0.3, off)])
        let held = level([])
        let sustained = level(before: [pedal(64, 127)], [(0.3, off)])
        #expect(free < held - 35)
        #expect(abs(sustained - held) < 1.5)
        #expect(level(before: [pedal(64, 127)], [(0.3, off), (0.35, pedal(64, 0))]) < held - 30)
        #expect(abs(level([(0.2, pedal(64, 127)), (0.3, off)]) - held) < 1.5)
    }

    @Test("half pedal lies in between, and deeper is longer")
    func halfPedal() {
        let levels = [0, 55, 65, 75, 127].map { level(before: [pedal(64, UInt8($0))], [(0.3, off)]) }
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 < $1 - 1 }, "\(levels)")
    }

    @Test("sostenuto holds only what was down when it went down")
    func sostenuto() {
        let held = level([])
        #expect(abs(level([(0.2, pedal(66, 127)), (0.3, off)]) - held) < 1.5)
        #expect(level(before: [pedal(66, 127)], [(0.3, off)]) < held - 35)
        #expect(level([(0.2, pedal(66, 127)), (0.3, off), (0.35, pedal(66, 0))]) < held - 30)
    }

    @Test("una corda is quieter and darker")
    func unaCorda() {
        let (open, soft) = (PianoProbe(60, seconds: 0.4), PianoProbe(60, seconds: 0.4, before: [pedal(67, 127)]))
        #expect(soft.level(0, 0.4) < open.level(0, 0.4) - 2)
        func bright(_ note: PianoProbe) -> Double {
            let (power, hertz) = note.spectrum(0.02, 0.3)
            return power[Int(2_000 / hertz)...].reduce(0, +) / power.reduce(0, +)
        }
        #expect(bright(soft) < 0.7 * bright(open))
    }

    @Test("open strings answer: a silent octave rings on after a staccato note")
    func sympathy() {
        let staccato = SynthesizerEvent.noteOff(channel: 0, key: 55, velocity: 64)
        let dry = PianoProbe(55, seconds: 2, events: [(0.3, staccato)]).level(1.2, 1.8)
        // The lower octave is held down at pianissimo, long before.
        let synthesizer = Synthesizer(sampleRate: PianoProbe.rate, reverb: .off)
        synthesizer.handle(.noteOn(channel: 0, key: 43, velocity: 1))
        _ = render(synthesizer, seconds: 6, rate: PianoProbe.rate)
        synthesizer.handle(.noteOn(channel: 0, key: 55, velocity: 110))
        let sound = render(synthesizer, seconds: 2, rate: PianoProbe.rate, events: [(0.3, staccato)])
        let part = sound.mono[Int(1.2 * 44_100)..<Int(1.8 * 44_100)]
        let answer = part.reduce(0.0) { $0 + Double($1 * $1) } / Double(part.count)
        #expect(10 * log10(answer + 1e-30) > max(dry, -100) + 6)
        #expect(10 * log10(answer + 1e-30) < PianoProbe(55, seconds: 1).level(0, 0.3) - 25, "lightly")
    }

    @Test("a key struck again under the pedal sounds on, and layers stay few")
    func restrike() {
        let synthesizer = Synthesizer(sampleRate: PianoProbe.rate, reverb: .off)
        synthesizer.handle(pedal(64, 127))
        for _ in 0..<20 {
            synthesizer.handle(.noteOn(channel: 0, key: 55, velocity: 100))
            _ = render(synthesizer, seconds: 0.05, rate: PianoProbe.rate)
            synthesizer.handle(off)
        }
        #expect(synthesizer.activeVoices >= 2 && synthesizer.activeVoices <= 4)
    }

    @Test("the pedal catches what the damper has not yet stilled")
    func catching() {
        let held = level([])
        let early = level([(0.3, off), (0.35, pedal(64, 127))])
        let late = level([(0.3, off), (0.45, pedal(64, 127))])
        let never = level([(0.3, off)])
        #expect(early < held - 5 && late < early - 10 && never < late - 10, "\(held) \(early) \(late) \(never)")
    }

    @Test("a stroke under una corda is the softer the further the pedal is down")
    func gradedUnaCorda() {
        let levels = [0, 40, 80, 127].map {
            PianoProbe(60, seconds: 0.5, before: [pedal(67, UInt8($0))]).level(0, 0.4)
        }
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 > $1 + 0.5 }, "\(levels)")
        // Less goes at once and more stays.
        let (open, soft) = (PianoProbe(60, seconds: 4), PianoProbe(60, seconds: 4, before: [pedal(67, 127)]))
        #expect(soft.level(3, 4) - soft.level(0, 0.3) > open.level(3, 4) - open.level(0, 0.3) + 1)
    }

    @Test("sostenuto also catches dampers that the other pedal holds up")
    func sostenutoUnderSustain() {
        let held = level([])
        let caught = level(
            before: [pedal(64, 127)], [(0.2, off), (0.25, pedal(66, 127)), (0.3, pedal(64, 0))])
        #expect(abs(caught - held) < 1.5)
    }

    @Test("a damper that falls is heard, a quick one more, a caught one less")
    func damperNoise() {
        // Below the note nothing but the knock, long over, and the thump.
        func low(_ events: [(time: Double, event: SynthesizerEvent)]) -> Double {
            let (power, hertz) = PianoProbe(76, seconds: 2, events: events).spectrum(1.5, 1.6)
            return 10 * log10(power[Int(60 / hertz)..<Int(350 / hertz)].reduce(0, +))
        }
        let key = SynthesizerEvent.noteOff(channel: 0, key: 76, velocity: 64)
        let (none, falls) = (low([]), low([(1.5, key)]))
        let caught = low([(1.4, pedal(66, 127)), (1.5, key)])
        let quick = low([(1.5, .noteOff(channel: 0, key: 76, velocity: 120))])
        #expect(falls > none + 6, "\(falls) \(none)")
        #expect(quick > falls + 2, "\(quick) \(falls)")
        #expect(caught < falls - 3, "\(caught) \(falls)")
    }

    @Test("the highest strings, which have no dampers, answer without any pedal")
    func openTop() {
        let synthesizer = Synthesizer(sampleRate: PianoProbe.rate, reverb: .off)
        for key in 77...88 { synthesizer.handle(.noteOn(channel: 0, key: UInt8(key), velocity: 120)) }
        _ = render(synthesizer, seconds: 0.5, rate: PianoProbe.rate)
        for key in 77...88 { synthesizer.handle(.noteOff(channel: 0, key: UInt8(key), velocity: 64)) }
        let sound = render(synthesizer, seconds: 0.6, rate: PianoProbe.rate)
        let rest = sound.mono[Int(0.5 * PianoProbe.rate)...]
        let level = 10 * log10(rest.reduce(0.0) { $0 + Double($1 * $1) } / Double(rest.count) + 1e-30)
        #expect(synthesizer.melodic.activeVoices == 0, "all dampers have fallen")
        #expect(level > -110 && level < -50, "\(level) dB")
    }

    @Test("a reset of everything lets the pedals up")
    func everything() {
        let piano = AdditivePiano(sampleRate: 44_100)
        var state = ChannelState()
        state.sustain = 127
        piano.channelChanged(0, to: state, because: .controller(64))
        piano.noteOn(channel: 0, key: 60, velocity: 100)
        piano.noteOff(channel: 0, key: 60, velocity: 64)
        func run(_ seconds: Double) {
            let buffer = MixBuffer(capacity: 4_410)
            for _ in 0..<Int(seconds * 10) { piano.render(adding: buffer.bus, frames: 4_410) }
        }
        run(1)
        #expect(piano.activeVoices == 1)
        piano.channelChanged(0, to: ChannelState(), because: .everything)
        run(1)
        #expect(piano.activeVoices == 0)
    }

    @Test("channels send to the chorus what controller 93 says, and brightness follows controller 74")
    func sendsAndBrightness() {
        func bus(_ number: Int, _ value: UInt8) -> (chorus: Double, bright: Double) {
            let piano = AdditivePiano(sampleRate: 44_100)
            var state = ChannelState()
            state.controllers[number] = value
            piano.channelChanged(0, to: state, because: .controller(UInt8(number)))
            piano.noteOn(channel: 0, key: 60, velocity: 90)
            let buffer = MixBuffer(capacity: 8_192)
            for start in stride(from: 0, to: 8_192, by: 1_024) {
                piano.render(adding: buffer.bus.advanced(by: start), frames: 1_024)
            }
            let sound = (0..<8_192).map { buffer.bus.left[$0] }
            let power = FastFourierTransform(count: 8_192).magnitudes(of: sound).map { Double($0 * $0) }
            let chorus = (0..<8_192).reduce(0.0) { $0 + Double(abs(buffer.bus.chorus?[$1] ?? 0)) }
            return (chorus, power[400...].reduce(0, +) / power.reduce(0, +))
        }
        #expect(bus(93, 0).chorus == 0)
        #expect(abs(bus(93, 127).chorus / bus(93, 64).chorus - 127 / 64) < 0.01)
        #expect(bus(74, 100).bright > 1.5 * bus(74, 64).bright)
        #expect(bus(74, 20).bright < 0.7 * bus(74, 64).bright)
    }
}
