import DSP
import Foundation
import StandardMIDIFile
import SymbolicMusic
import Synthesis
import Testing

@Suite("Damaged MIDI files, from bytes to sound")
struct MutatedFileTests {
    /// A file with everything in it.
    private var seed: [UInt8] {
        var controls: [ControlEvent] = []
        for (index, number) in [0, 32, 101, 100, 6, 38, 99, 98, 6, 64, 65, 84, 126, 96].enumerated() {
            controls.append(ControlEvent(tick: 20 * index, kind: .controller(UInt8(number), UInt8(index * 9 % 128))))
        }
        controls.append(ControlEvent(tick: 300, kind: .program(19)))
        controls.append(ControlEvent(tick: 310, kind: .pitchBend(3_000)))
        let notes = (0..<20).map { Note(onset: 30 * $0, duration: 45, pitch: UInt8(40 + $0), velocity: 90) }
        return MIDIFile(
            Score(
                title: "Seed",
                tracks: [
                    ScoreTrack(name: "One", channel: 0, notes: notes, controls: controls),
                    ScoreTrack(name: "Two", channel: 9, isPercussion: true, notes: notes, port: 1),
                ],
                tempoMap: TempoMap(ticksPerQuarter: 480, changes: [.init(tick: 100, microsecondsPerQuarter: 300_000)]),
                endTick: 700,
                systemExclusives: [
                    SystemExclusiveEvent(tick: 0, bytes: [0x7E, 0x7F, 9, 3]),
                    SystemExclusiveEvent(tick: 9, bytes: [0x41, 0x10, 0x42, 0x12, 0x40, 0x00, 0x7F, 0x00, 0x41]),
                    SystemExclusiveEvent(tick: 30, port: 1, bytes: [0x7F, 0x7F, 4, 1, 0, 99]),
                ])
        ).serialized()
    }

    private let cases = FuzzCases.range(usually: 300)

    private func mutated(_ bytes: [UInt8], _ noise: inout NoiseGenerator) -> [UInt8] {
        var result = bytes
        for _ in 0...Int(noise.nextBits() % 6) {
            let place = Int(noise.nextBits()) % result.count
            switch noise.nextBits() % 6 {
            case 0: result[place] = UInt8(truncatingIfNeeded: noise.nextBits())
            case 1: result[place] ^= 1 << UInt8(noise.nextBits() % 8)
            case 2: result[place] = [0x00, 0x7F, 0x80, 0xFF, 0xF0, 0xF7][Int(noise.nextBits() % 6)]
            case 3: result.remove(at: place)
            case 4: result.insert(UInt8(truncatingIfNeeded: noise.nextBits()), at: place)
            default:
                let count = min(result.count - place, Int(noise.nextBits() % 40))
                result.insert(
                    contentsOf: Array(result[place..<place + count]), at: Int(noise.nextBits()) % result.count)
            }
            if result.isEmpty { return [0] }
        }
        return result
    }

    @Test("whatever can be read can be laid out, played and written, or is refused")
    func play() {
        let seed = seed
        let reader = MIDIFileReader(policy: .lenient)
        var (left, right) = ([Float](repeating: 0, count: 512), [Float](repeating: 0, count: 512))
        var played = 0
        for number in cases {
            var noise = NoiseGenerator(seed: UInt64(number) &+ 99)
            guard let read = try? reader.read(mutated(seed, &noise)) else { continue }
            let score = Score(read.file)
            let again = Score(MIDIFile(score)).systemExclusives
            #expect(again.map(\.bytes) == score.systemExclusives.map(\.bytes), "case \(number)")
            #expect(again.map(\.port) == score.systemExclusives.map(\.port), "case \(number)")
            guard let sequencer = try? ScoreSequencer(score, sampleRate: 44_100, limit: 7_200) else { continue }
            played += 1
            let frames = sequencer.events.map(\.frame)
            #expect(zip(frames, frames.dropFirst()).allSatisfy { $0 <= $1 }, "case \(number)")
            #expect((frames.first ?? 0) >= 0 && (frames.last ?? 0) <= sequencer.endFrame)
            let spied = SpiedSynthesizer()
            for timed in sequencer.events { spied.synthesizer.handle(timed.event) }
            spied.synthesizer.render(left: &left, right: &right, frames: 512)
            #expect(left.allSatisfy { $0.isFinite } && right.allSatisfy { $0.isFinite }, "case \(number)")
        }
        #expect(played > cases.count / 2)
    }
}
