import Synthesis
import Testing

@Suite("Controllers")
struct ControllerTests {
    @Test("every controller is kept as it came and told")
    func raw() {
        let spied = SpiedSynthesizer()
        for number in 0..<120 as Range<UInt8> {
            spied.melodic.forget()
            spied.controls([(number, 99)], channel: 3)
            #expect(spied.melodic.states[3].controllers[Int(number)] == 99)
            #expect(spied.melodic.changes.contains { $0.channel == 3 && $0.change == .controller(number) })
        }
        #expect(spied.state(2).controllers[7] == 100)
    }

    @Test("channels 16 to 31 are their own, beyond they fold")
    func channels() {
        let spied = SpiedSynthesizer()
        spied.controls([(7, 11)], channel: 20)
        spied.controls([(7, 12)], channel: 36)
        #expect(spied.state(20).volume == 11 && spied.state(4).volume == 12)
        spied.on(60, 25)
        spied.on(60, 24)
        #expect(spied.percussion.log == ["on 25 60 100"])
        #expect(spied.melodic.log == ["on 24 60 100"])
    }

    @Test("reset of controllers leaves what RP-015 says it must")
    func reset() {
        let spied = SpiedSynthesizer()
        for number in 0..<98 as Range<UInt8> where number != 6 && number != 38 { spied.controls([(number, 90)]) }
        spied.program(17)
        spied.controls([(101, 0), (100, 0), (6, 12), (100, 1), (6, 80), (100, 5), (6, 1)])
        spied.synthesizer.handle(.pitchBend(channel: 0, value: 99))
        spied.synthesizer.handle(.channelPressure(channel: 0, value: 88))
        spied.synthesizer.handle(.keyPressure(channel: 0, key: 61, value: 77))
        #expect(spied.state().pressure == 88 && spied.state().keyPressure[61] == 77)
        spied.melodic.forget()
        spied.controls([(121, 0)])
        let state = spied.state()
        #expect(state.pitchBend == 0 && state.pressure == 0 && state.keyPressure[61] == 0)
        #expect(state.registeredParameter == 0x3FFF)
        for number in [1, 64, 65, 66, 67] { #expect(state.controllers[number] == 0, "\(number)") }
        #expect(state.expression == 127)
        for number in [0, 7, 10, 32, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 91, 92, 93, 94, 95] {
            #expect(state.controllers[number] == 90, "\(number)")
        }
        #expect(state.program == 17 && state.bendRange == 12 && state.modulationDepth == 100)
        #expect(state.tuning == 0.25)
        for change in [.pitchBend, .pressure, .keyPressure(61), .controller(64)] as [ChannelChange] {
            #expect(spied.melodic.changes.contains { $0.change == change }, "\(change)")
        }
        // Nothing is selected any more.
        spied.controls([(6, 7)])
        #expect(spied.state().modulationDepth == 100)
    }

    @Test("mode messages end what they must")
    func modes() {
        func log(_ number: UInt8) -> [String] {
            let spied = SpiedSynthesizer()
            spied.controls([(number, 0)], channel: 2)
            return spied.melodic.log
        }
        #expect(log(120) == ["silence 2"])
        #expect(log(121) == [])
        #expect(log(122) == [])
        for number in 123...127 as ClosedRange<UInt8> { #expect(log(number) == ["release 2"]) }
    }

    @Test("pressures are told as they are")
    func pressures() {
        let spied = SpiedSynthesizer()
        spied.synthesizer.handle(.channelPressure(channel: 4, value: 200))
        spied.synthesizer.handle(.keyPressure(channel: 4, key: 60, value: 55))
        #expect(spied.melodic.changes.map(\.change) == [.pressure, .keyPressure(60)])
        #expect(spied.state(4).pressure == 72 && spied.state(4).keyPressure[60] == 55)
    }
}
