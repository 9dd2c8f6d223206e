import Synthesis
import Testing

@Suite("Registered parameters")
struct RegisteredParameterTests {
    private func after(_ pairs: [(UInt8, UInt8)]) -> ChannelState {
        let spied = SpiedSynthesizer()
        spied.controls(pairs)
        return spied.state()
    }

    private func rpn(_ number: UInt8, _ data: [(UInt8, UInt8)]) -> ChannelState {
        after([(101, 0), (100, number)] + data)
    }

    @Test("pitch bend range in semitones and cents")
    func bendRange() {
        #expect(rpn(0, [(6, 12)]).bendRange == 12)
        #expect(rpn(0, [(6, 7), (38, 50)]).bendRange == 7.5)
        #expect(rpn(0, [(6, 7), (38, 50), (6, 3)]).bendRange == 3, "a new coarse value puts the fine one to 0")
        #expect(rpn(0, [(38, 50), (6, 7)]).bendRange == 7.5, "fine first")
    }

    @Test("fine and coarse tuning")
    func tuning() {
        #expect(rpn(1, [(6, 64), (38, 0)]).tuning == 0)
        #expect(rpn(1, [(6, 96)]).tuning == 0.5)
        #expect(rpn(1, [(6, 0)]).tuning == -1)
        #expect(abs(rpn(1, [(6, 127), (38, 127)]).tuning - 8_191.0 / 8_192) < 1e-12)
        #expect(rpn(2, [(6, 52)]).tuning == -12)
        #expect(after([(101, 0), (100, 2), (6, 66), (100, 1), (6, 32)]).tuning == 1.5)
    }

    @Test("coarse tuning leaves drums alone, fine tuning does not")
    func drums() {
        let spied = SpiedSynthesizer()
        spied.controls([(101, 0), (100, 2), (6, 66), (100, 1), (6, 32)], channel: 9)
        #expect(spied.state(9).tuning == -0.5)
    }

    @Test("modulation depth: semitones and 128ths of one")
    func depth() {
        #expect(rpn(5, [(6, 1)]).modulationDepth == 100)
        #expect(rpn(5, [(6, 0), (38, 64)]).modulationDepth == 50)
    }

    @Test("null selects nothing, and an NRPN takes the selection away")
    func null() {
        #expect(after([(101, 0), (100, 0), (101, 127), (100, 127), (6, 12)]).bendRange == 2)
        #expect(after([(101, 0), (100, 0), (99, 1), (98, 2), (6, 12)]).bendRange == 2)
        #expect(after([(101, 0), (100, 0)]).registeredParameter == 0)
        #expect(after([(101, 0), (100, 0), (99, 1)]).registeredParameter == 0x3FFF)
        #expect(after([(6, 12), (38, 3)]).bendRange == 2)
    }

    @Test("increment and decrement by each parameter's unit (RP-018)")
    func steps() {
        #expect(rpn(0, [(96, 0)]).bendRange == 2.01)
        #expect(rpn(0, [(6, 5), (38, 99), (96, 0)]).bendRange == 6)
        #expect(rpn(0, [(6, 6), (97, 0)]).bendRange == 5.99)
        #expect(abs(rpn(1, [(96, 0)]).tuning - 1.0 / 8_192) < 1e-12)
        #expect(rpn(2, [(96, 0), (96, 0)]).tuning == 2)
        #expect(rpn(2, [(6, 0), (97, 0)]).tuning == -64, "it stops at the end")
        #expect(abs(rpn(5, [(97, 0)]).modulationDepth - 63 / 1.28) < 1e-12)
        #expect(after([(96, 0), (97, 0)]).bendRange == 2)
    }
}
