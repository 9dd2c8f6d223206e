import Synthesis
import Testing

@Suite("MIDI Polyphonic Expression")
struct ZoneTests {
    private func zone(_ members: UInt8, master: UInt8 = 0) -> SpiedSynthesizer {
        let spied = SpiedSynthesizer()
        configure(spied, members, master)
        return spied
    }

    private func configure(_ spied: SpiedSynthesizer, _ members: UInt8, _ master: UInt8) {
        spied.controls([(101, 0), (100, 6), (6, members)], channel: master)
    }

    private func ranges(_ spied: SpiedSynthesizer) -> [Double] { (0..<16).map { spied.state($0).bendRange } }

    @Test("members bend by 48 semitones, masters by 2; the lower zone counts up, the upper down")
    func ranges() {
        #expect(ranges(zone(3)) == [2, 48, 48, 48] + Array(repeating: 2, count: 12))
        #expect(ranges(zone(2, master: 15)) == Array(repeating: 2, count: 13) + [48, 48, 2])
        #expect(ranges(zone(15)) == [2] + Array(repeating: 48, count: 15))
        #expect(ranges(zone(3, master: 5)) == Array(repeating: 2, count: 16), "only 1 and 16 are masters")
        let port = zone(1, master: 16)
        #expect(port.state(17).bendRange == 48 && port.state(1).bendRange == 2)
    }

    @Test("the newer zone takes from the older, and no members end a zone")
    func overlap() {
        let spied = zone(10)
        configure(spied, 6, 15)
        // The lower zone keeps 8: channels 2 to 9.
        spied.controls([(7, 1)], channel: 0)
        spied.controls([(7, 2)], channel: 15)
        #expect((0..<16).map { spied.state($0).volume } == [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2])
        configure(spied, 14, 0)
        spied.controls([(7, 3)], channel: 15)
        #expect(spied.state(14).volume != 3, "the upper zone is gone")
        configure(spied, 0, 0)
        #expect(ranges(spied) == Array(repeating: 2, count: 16))
        configure(spied, 15, 0)
        configure(spied, 15, 15)
        #expect(ranges(spied) == Array(repeating: 48, count: 15) + [2])
    }

    @Test("the master's wheel and a note's add up")
    func bends() {
        let spied = zone(3)
        spied.synthesizer.handle(.pitchBend(channel: 1, value: 4_096))
        spied.synthesizer.handle(.pitchBend(channel: 0, value: -4_096))
        let state = spied.state(1)
        #expect(state.pitchBend == 4_096 && state.tuning == -1)
        #expect(abs(Double(state.pitchRatio(key: 60)) - 3.775) < 0.001, "23 semitones")
        #expect(spied.state(2).pitchBend == 0 && spied.state(2).tuning == -1)
        #expect(spied.melodic.changes.contains { $0.channel == 2 && $0.change == .tuning })
        #expect(spied.state(4).tuning == 0)
    }

    @Test("the range sent to one member counts for all, and the master's for itself")
    func sensitivity() {
        let spied = zone(3)
        spied.controls([(101, 0), (100, 0), (6, 24)], channel: 2)
        spied.controls([(101, 0), (100, 0), (6, 12)], channel: 0)
        #expect(Array(ranges(spied).prefix(5)) == [12, 24, 24, 24, 2])
    }

    @Test("pressure takes the greater, controller 74 adds up around its middle")
    func dimensions() {
        let spied = zone(3)
        spied.synthesizer.handle(.channelPressure(channel: 1, value: 50))
        spied.synthesizer.handle(.channelPressure(channel: 0, value: 30))
        #expect((0..<5).map { spied.state($0).pressure } == [30, 50, 30, 30, 0])
        spied.controls([(74, 100)], channel: 1)
        spied.controls([(74, 34)], channel: 0)
        #expect((0..<5).map { spied.state($0).controllers[74] } == [34, 70, 34, 34, 64])
    }

    @Test("pedals, programs and volumes are the master's")
    func shared() {
        let spied = zone(3)
        spied.controls([(64, 127), (7, 80), (0, 8)], channel: 0)
        spied.program(19, channel: 0)
        spied.controls([(64, 0), (0, 3)], channel: 1)
        spied.program(4, channel: 1)
        #expect((0..<5).map { spied.state($0).sustain } == [127, 127, 127, 127, 0])
        #expect((0..<5).map { spied.state($0).program } == [19, 19, 19, 19, 0])
        #expect((0..<5).map { spied.state($0).bank } == [8, 8, 8, 8, 0])
        #expect((0..<5).map { spied.state($0).volume } == [80, 80, 80, 80, 100])
        spied.controls([(121, 0)], channel: 0)
        #expect(spied.state(3).sustain == 0)
        spied.melodic.forget()
        spied.controls([(120, 0)], channel: 0)
        #expect(spied.melodic.log == ["silence 0", "silence 1", "silence 2", "silence 3"])
    }

    @Test("a new zone sounds as its master does and ends the notes of its channels")
    func entering() {
        let spied = SpiedSynthesizer()
        spied.program(30)
        spied.controls([(7, 70)])
        spied.controls([(7, 20)], channel: 1)
        spied.synthesizer.handle(.pitchBend(channel: 1, value: 55))
        spied.melodic.forget()
        configure(spied, 2, 0)
        #expect(spied.state(1).program == 30 && spied.state(1).volume == 70 && spied.state(1).pitchBend == 0)
        #expect(spied.melodic.log == ["release 0", "release 1", "release 2"])
        configure(spied, 2, 15)
        #expect(spied.melodic.log.suffix(3) == ["release 13", "release 14", "release 15"])
    }

    @Test("reset ends all zones")
    func reset() {
        let spied = zone(15)
        spied.synthesizer.reset()
        #expect(ranges(spied) == Array(repeating: 2, count: 16))
    }
}
