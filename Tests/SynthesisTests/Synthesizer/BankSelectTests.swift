import Synthesis
import Testing

@Suite("Bank and program")
struct BankSelectTests {
    /// Bank and drums after controllers 0 and 32 and a program change, "128d" for a drum part in bank 128.
    private func choose(_ standard: MIDIStandard, _ msb: UInt8, _ lsb: UInt8, channel: UInt8 = 0) -> String {
        let spied = SpiedSynthesizer(standard: standard)
        spied.controls([(0, msb), (32, lsb)], channel: channel)
        spied.program(5, channel: channel)
        return describe(spied.state(Int(channel)))
    }

    private func describe(_ state: ChannelState) -> String { "\(state.bank)" + (state.isPercussion ? "d" : "") }

    @Test("General MIDI has no banks")
    func generalMIDI() {
        #expect(choose(.gm, 8, 3) == "0")
        #expect(choose(.gm, 127, 0) == "0")
        #expect(choose(.gm, 8, 3, channel: 9) == "128d")
    }

    @Test("GS takes its variation from the MSB and ignores the LSB")
    func roland() {
        #expect(choose(.gs, 8, 3) == "8")
        #expect(choose(.gs, 8, 3, channel: 9) == "128d")
    }

    @Test("General MIDI 2: 121 is melodic with the LSB's variation, 120 a drum part, others count for nothing")
    func generalMIDI2() {
        #expect(choose(.gm2, 121, 3) == "3")
        #expect(choose(.gm2, 120, 0) == "128d")
        #expect(choose(.gm2, 121, 0, channel: 9) == "0")
        #expect(choose(.gm2, 5, 3) == "0")
        #expect(choose(.gm2, 5, 3, channel: 9) == "128d")
    }

    @Test("XG: 127 and 126 are drums, 64 effects, else the LSB is the variation")
    func yamaha() {
        #expect(choose(.xg, 0, 18) == "18")
        #expect(choose(.xg, 127, 0) == "128d")
        #expect(choose(.xg, 126, 0) == "128d")
        #expect(choose(.xg, 64, 0) == "64")
        #expect(choose(.xg, 0, 0, channel: 9) == "128d")
        let spied = SpiedSynthesizer(standard: .xg)
        spied.program(3, channel: 9)
        #expect(describe(spied.state(9)) == "128d")
        spied.yamaha([0x08, 0x09, 0x07], [0])
        spied.controls([(0, 0), (32, 3)], channel: 9)
        spied.program(3, channel: 9)
        #expect(describe(spied.state(9)) == "3")
        // A part that bank 127 made a drum part is melodic again with bank 0.
        spied.controls([(0, 127)], channel: 2)
        spied.program(0, channel: 2)
        #expect(describe(spied.state(2)) == "128d")
        spied.controls([(0, 0)], channel: 2)
        spied.program(0, channel: 2)
        #expect(describe(spied.state(2)) == "0")
    }

    @Test("MMA: both bytes make the bank")
    func manufacturers() {
        #expect(choose(.mma, 1, 3) == "131")
        #expect(choose(.mma, 1, 3, channel: 25) == "128d")
    }

    @Test("a bank counts from the next program change on")
    func late() {
        let spied = SpiedSynthesizer()
        spied.controls([(0, 8)])
        #expect(spied.state().bank == 0)
        spied.program(5)
        #expect(spied.state().bank == 8 && spied.state().program == 5)
        #expect(spied.melodic.states[0].bank == 8)
    }

    @Test(
        "resets choose the standard, reset the channels of their port, and end its sound",
        arguments: [
            ([0x7E, 0x7F, 0x09, 0x01], MIDIStandard.gm), ([0x7E, 0x7F, 0x09, 0x03], .gm2),
            ([0x41, 0x10, 0x42, 0x12, 0x40, 0x00, 0x7F, 0x00, 0x41], .gs),
            ([0x41, 0x10, 0x42, 0x12, 0x00, 0x00, 0x7F, 0x01, 0x00], .gs),
            ([0x43, 0x10, 0x4C, 0x00, 0x00, 0x7E, 0x00], .xg),
            ([0xF0, 0x43, 0x10, 0x4C, 0x00, 0x00, 0x7E, 0x00, 0xF7], .xg),
        ] as [([UInt8], MIDIStandard)])
    func resets(bytes: [UInt8], standard: MIDIStandard) {
        let spied = SpiedSynthesizer(standard: .mma)
        spied.controls([(7, 3), (101, 0), (100, 0), (6, 12)])
        spied.controls([(7, 3)], channel: 16)
        spied.program(9)
        spied.melodic.forget()
        spied.exclusive(bytes)
        #expect(spied.synthesizer.standard == standard)
        #expect(spied.state().volume == 100 && spied.state().bendRange == 2 && spied.state().program == 0)
        #expect(spied.state(9).isPercussion && spied.state(9).bank == 128)
        #expect(spied.state(16).volume == 3, "the other port stays")
        #expect(spied.melodic.log.contains("silence 0") && !spied.melodic.log.contains("silence 16"))
        #expect(spied.melodic.changes.contains { $0.channel == 0 && $0.change == .everything })
        spied.exclusive([0x7E, 0x7F, 0x09, 0x02])
        #expect(spied.synthesizer.standard == .mma, "General MIDI off")
        spied.exclusive(bytes)
        spied.synthesizer.reset()
        #expect(spied.synthesizer.standard == .mma)
    }

    @Test("a channel that becomes a drum part goes to the drums' instrument with all it has been told")
    func drumPart() {
        let spied = SpiedSynthesizer()
        spied.controls([(7, 33), (64, 127)], channel: 10)
        spied.on(60, 10)
        // "Use for rhythm part" of block B, channel 11.
        spied.roland([0x40, 0x1A, 0x15], [1])
        #expect(describe(spied.state(10)) == "128d")
        #expect(spied.melodic.log == ["on 10 60 100", "release 10"])
        #expect(spied.melodic.states[10].sustain == 0, "whom nobody will tell that the pedal has risen")
        #expect(spied.percussion.states[10].sustain == 127)
        #expect(spied.percussion.states[10].volume == 33 && spied.percussion.states[10].bank == 128)
        spied.on(36, 10)
        #expect(spied.percussion.log == ["on 10 36 100"])
        spied.roland([0x40, 0x1A, 0x15], [0])
        spied.on(61, 10)
        #expect(spied.melodic.log.last == "on 10 61 100")
        #expect(describe(spied.state(10)) == "0")
    }

    @Test("GS's blocks: 0 is channel 10, 1 to 9 the first nine, A to F the rest")
    func blocks() {
        for (block, channel) in [(0, 9), (1, 0), (9, 8), (10, 10), (15, 15)] {
            let spied = SpiedSynthesizer()
            spied.roland([0x40, 0x10 | UInt8(block), 0x19], [77])
            #expect((0..<16).filter { spied.state($0).volume == 77 } == [channel])
        }
    }

    @Test("XG's part mode, and both XG's and GS's tone of a part")
    func partMode() {
        let spied = SpiedSynthesizer(standard: .xg)
        spied.yamaha([0x08, 0x03, 0x07], [2])
        #expect(describe(spied.state(3)) == "128d")
        spied.yamaha([0x08, 0x03, 0x07], [0])
        #expect(describe(spied.state(3)) == "0")
        // Bank MSB, LSB and program in one message.
        spied.yamaha([0x08, 0x04, 0x01], [0, 18, 30])
        #expect(spied.state(4).bank == 18 && spied.state(4).program == 30)
        let other = SpiedSynthesizer()
        other.roland([0x40, 0x15, 0x00], [8, 30])
        #expect(other.state(4).bank == 8 && other.state(4).program == 30)
    }

    @Test("one instrument for all is told once and rendered once")
    func shared() {
        let spy = SpyInstrument()
        let synthesizer = Synthesizer(sampleRate: 48_000, melodic: spy, percussion: spy, reverb: .off)
        synthesizer.handle(.noteOn(channel: 9, key: 36, velocity: 1))
        synthesizer.handle(.noteOn(channel: 0, key: 60, velocity: 1))
        #expect(spy.log == ["on 9 36 1", "on 0 60 1"])
        var (left, right) = ([Float](repeating: 0, count: 100), [Float](repeating: 0, count: 100))
        synthesizer.render(left: &left, right: &right, frames: 100)
        #expect(spy.rendered == 100)
        #expect(left.allSatisfy { $0 == 0.5 })
    }
}
