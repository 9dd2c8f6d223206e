import Synthesis
import Testing

@Suite("Tuning by messages")
struct TuningMessageTests {
    private func dump(_ header: [UInt8], name: String = "test            ", _ data: [UInt8]) -> [UInt8] {
        let body = [0x7E, 0x7F, 0x08] + header + Array(name.utf8) + data
        return body + [body.reduce(0, ^) & 127]
    }

    /// Keys of 440 Hz tuning, all half a semitone high.
    private let high: [UInt8] = (0..<128 as Range<UInt8>).flatMap { [$0, 0x40, 0] }

    @Test("single notes, at once, for channels on that program; the specification's frequencies")
    func notes() {
        let spied = SpiedSynthesizer()
        // MIDI 1.0 "MIDI Tuning": 3C 00 00 is middle C, 3D 00 00 a semitone above, 45 00 01 0.0061 cents over A.
        spied.exclusive([
            0x7F, 0x7F, 0x08, 0x02, 0, 4, 60, 0x3D, 0, 0, 61, 0x3C, 0x40, 0, 69, 0x45, 0, 1, 62, 127, 127, 127,
        ])
        let state = spied.state()
        #expect(state.keyTuning[60] == 100 && state.keyTuning[61] == -50 && state.keyTuning[62] == 0)
        #expect(abs(state.keyTuning[69] - 0.0061) < 1e-4)
        #expect(spied.melodic.changes.contains { $0.channel == 0 && $0.change == .tuning })
        #expect(spied.state(9).keyTuning[60] == 0, "drums keep their pitch unless they choose a program")
        spied.controls([(101, 0), (100, 3), (6, 0)], channel: 9)
        #expect(spied.state(9).keyTuning[60] == 100)
    }

    @Test("banks and programs, chosen by RPN 3 and 4")
    func programs() {
        let spied = SpiedSynthesizer()
        spied.exclusive([0x7E, 0x7F, 0x08, 0x07, 5, 9, 1, 60, 0x3D, 0, 0])
        #expect(spied.state().keyTuning[60] == 0)
        spied.controls([(101, 0), (100, 4), (6, 5), (100, 3), (6, 9)])
        #expect(spied.state().keyTuning[60] == 100)
        spied.exclusive([0x7F, 0x7F, 0x08, 0x07, 5, 9, 1, 60, 0x3E, 0, 0])
        #expect(spied.state().keyTuning[60] == 200)
        spied.controls([(101, 0), (100, 3), (97, 0)])
        #expect(spied.state().keyTuning[60] == 0, "program 8 is equal temperament")
        #expect(spied.state(1).keyTuning[60] == 0)
    }

    @Test("bulk dumps, with and without bank; a wrong checksum or a missing byte changes nothing")
    func bulk() {
        for (header, bank) in [([0x01, 3], 0), ([0x04, 2, 3], 2)] as [([UInt8], UInt8)] {
            let spied = SpiedSynthesizer()
            spied.controls([(101, 0), (100, 4), (6, bank), (100, 3), (6, 3)])
            var message = dump(header, high)
            spied.exclusive(Array(message.dropLast()))
            message[message.count - 1] ^= 1
            spied.exclusive(message)
            #expect(spied.state().keyTuning[0] == 0)
            message[message.count - 1] ^= 1
            spied.exclusive(message)
            #expect((0..<128).allSatisfy { spied.state().keyTuning[$0] == 50 })
        }
    }

    @Test("dumps of octaves")
    func octaves() {
        let cents = (0..<12 as Range<UInt8>).map { 64 + $0 }
        let spied = SpiedSynthesizer()
        spied.exclusive(dump([0x05, 0, 0], cents))
        #expect((0..<128).allSatisfy { spied.state().keyTuning[$0] == Float($0 % 12) })
        spied.exclusive(dump([0x06, 0, 0], (0..<12 as Range<UInt8>).flatMap { [96 - $0, 0] }))
        #expect(spied.state().keyTuning[60] == 50 && abs(spied.state().keyTuning[61] - 31 * 1.5625) < 1e-4)
    }

    @Test("scale and octave tuning of chosen channels, one byte and two")
    func scales() {
        let spied = SpiedSynthesizer()
        let cents = (0..<12 as Range<UInt8>).map { 64 - $0 }
        // Channels 1 and 7 (bits 0 and 6), 8 (bit 0 of the middle), 16 (bit 1 of the first).
        spied.exclusive([0x7E, 0x7F, 0x08, 0x08, 0x02, 0x01, 0x41] + cents)
        #expect((0..<16).filter { spied.state($0).keyTuning[61] == -1 } == [0, 6, 7, 15])
        #expect(spied.state().keyTuning[71] == -11 && spied.state().keyTuning[72] == 0)
        spied.exclusive(
            [0x7F, 0x7F, 0x08, 0x09, 0x00, 0x00, 0x01] + (0..<12).flatMap { _ in [0x00, 0x00] as [UInt8] })
        #expect(spied.state().keyTuning[60] == -100)
        spied.roland([0x40, 0x12, 0x40], (0..<12 as Range<UInt8>).map { 64 + $0 })
        #expect(spied.state(1).keyTuning[59] == 11)
        spied.exclusive([0x7E, 0x7F, 0x08, 0x08, 0x00, 0x00, 0x01, 64])
        #expect(spied.state().keyTuning[60] == -100, "too short")
    }

    @Test("more programs than there is room for")
    func manyPrograms() {
        let spied = SpiedSynthesizer()
        for program in 0..<128 as Range<UInt8> {
            spied.exclusive([0x7F, 0x7F, 0x08, 0x02, program, 1, 60, 0x3D, 0, program & 127])
        }
        spied.controls([(101, 0), (100, 3), (6, 127)])
        #expect(abs(spied.state().keyTuning[60] - (100 + 127 * 100 / 16_384)) < 1e-3)
    }

    @Test("master tuning and key shifts, by every maker's message; coarse ones leave drums alone")
    func master() {
        func tuning(_ bytes: [UInt8]) -> [Double] {
            let spied = SpiedSynthesizer()
            spied.exclusive(bytes)
            return [spied.state(0).tuning, spied.state(9).tuning, spied.state(31).tuning]
        }
        #expect(tuning([0x7F, 0x7F, 0x04, 0x03, 0x00, 0x60]) == [0.5, 0.5, 0.5])
        #expect(tuning([0x7F, 0x7F, 0x04, 0x04, 0x00, 0x34]) == [-12, 0, -12])
        let roland = SpiedSynthesizer()
        roland.roland([0x40, 0x00, 0x00], [0x00, 0x07, 0x0E, 0x08])
        #expect(roland.state().tuning == 1)
        roland.roland([0x40, 0x00, 0x05], [0x42])
        #expect(roland.state().tuning == 3 && roland.state(9).tuning == 1)
        roland.roland([0x40, 0x11, 0x16], [0x3D])
        #expect(roland.state().tuning == 0 && roland.state(1).tuning == 3)
        #expect(tuning([0x43, 0x10, 0x4C, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x08]) == [-1, -1, -1])
        #expect(tuning([0x43, 0x10, 0x4C, 0x00, 0x00, 0x06, 0x41]) == [1, 0, 1])
    }
}
