import StandardMIDIFile
import SymbolicMusic
import Synthesis
import Testing

@Suite("Seeking")
struct ChaseTests {
    /// Everything that lasts: controllers, data entry, messages, modes, on both ports.
    private var piece: Score {
        let controls =
            [
                (0, .controller(0, 8)), (0, .program(5)), (10, .controller(101, 0)), (10, .controller(100, 0)),
                (10, .controller(6, 12)), (20, .pitchBend(4_000)), (30, .channelPressure(9)), (40, .keyPressure(61, 7)),
                (50, .controller(64, 127)), (2_000, .controller(64, 0)), (2_000, .program(6)),
            ] as [(Int, ControlEvent.Kind)]
        let events = controls.map { ControlEvent(tick: $0.0, kind: $0.1) }
        let notes = [Note(onset: 0, duration: 3_000, pitch: 60), Note(onset: 1_500, duration: 3_000, pitch: 64)]
        return Score(
            ticksPerQuarter: 22_050,
            tracks: [
                ScoreTrack(channel: 2, notes: notes, controls: events),
                ScoreTrack(channel: 2, notes: notes, controls: events, port: 1),
            ], endTick: 4_000,
            systemExclusives: [
                SystemExclusiveEvent(tick: 0, bytes: [0x43, 0x10, 0x4C, 0, 0, 0x7E, 0]),
                SystemExclusiveEvent(tick: 60, bytes: [0x7F, 0x7F, 4, 4, 0, 52]),
                SystemExclusiveEvent(tick: 2_000, bytes: [0x7F, 0x7F, 4, 4, 0, 76]),
            ])
    }

    @Test("all that lasts is as it is there, forwards and back, and no note sounds that began before")
    func states() throws {
        let renderer = try ScoreRenderer(piece)
        let synthesizer = renderer.synthesizer
        for frame in [1_000, 3_000, 1_000] {
            renderer.seek(toSeconds: Double(frame) / 44_100)
            let isEarly = frame == 1_000
            for channel in [2, 18] {
                let state = synthesizer.state(ofChannel: channel)
                #expect(state.bank == 8 && state.program == (isEarly ? 5 : 6))
                #expect(state.bendRange == 12 && state.pitchBend == 4_000)
                #expect(state.pressure == 9 && state.keyPressure[61] == 7)
                #expect(state.sustain == (isEarly ? 127 : 0))
                #expect(state.tuning == (isEarly ? -12 : 12))
            }
            #expect(synthesizer.standard == .xg)
            #expect(synthesizer.activeVoices == 0)
        }
    }

    @Test("from the start, everything sounds as it would have without looking ahead")
    func restart() throws {
        func block(_ renderer: ScoreRenderer) -> [Float] {
            var (left, right) = ([Float](repeating: 0, count: 3_500), [Float](repeating: 0, count: 3_500))
            renderer.render(left: &left, right: &right, frames: 3_500)
            return left + right
        }
        let (plain, sought) = (try ScoreRenderer(piece), try ScoreRenderer(piece))
        sought.seek(toSeconds: 3_000.0 / 44_100)
        sought.seek(toSeconds: 0)
        let (first, second) = (block(plain), block(sought))
        #expect((first == second) as Bool && first.contains { $0 != 0 })
    }
}
