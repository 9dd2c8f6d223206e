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
}
