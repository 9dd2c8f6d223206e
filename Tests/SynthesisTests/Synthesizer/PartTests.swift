import Foundation
import Synthesis
import Testing

/// Settings of parts by the messages of GS and XG, bytes by hand.
@Suite("Parts")
struct PartTests {
    @Test("GS: a part listens to another channel, two parts to one, and one to none")
    func receiveChannel() {
        let spied = SpiedSynthesizer()
        // F0 41 10 42 12 40 13 02 00 2B F7: part 3 listens to channel 1.
        spied.exclusive([0x41, 0x10, 0x42, 0x12, 0x40, 0x13, 0x02, 0x00, 0x2B])
        spied.melodic.forget()
        spied.on(60, 0)
        spied.on(61, 2)
        spied.off(60, 0)
        #expect(spied.melodic.log == ["on 0 60 100", "on 2 60 100", "off 0 60", "off 2 60"])
        spied.controls([(7, 33)])
        spied.program(19)
        #expect(spied.state(2).volume == 33 && spied.state(2).program == 19 && spied.state(0).program == 19)
        // 10 is none.
        spied.on(62, 0)
        spied.melodic.forget()
        spied.exclusive([0x41, 0x10, 0x42, 0x12, 0x40, 0x13, 0x02, 0x10, 0x1B])
        #expect(spied.melodic.log == ["release 2"], "what it sounds ends")
        spied.melodic.forget()
        spied.on(63, 0)
        spied.on(64, 2)
        #expect(spied.melodic.log == ["on 0 63 100"])
        spied.exclusive([0x41, 0x10, 0x42, 0x12, 0x40, 0x00, 0x7F, 0x00, 0x41])
        spied.melodic.forget()
        spied.on(64, 2)
        #expect(spied.melodic.log == ["on 2 64 100"], "a reset gives it its own channel back")
    }

    @Test("channels stay on their port: GS by the message's, XG by number")
    func ports() {
        let spied = SpiedSynthesizer()
        spied.roland([0x40, 0x12, 0x02], [4], port: 1)
        spied.on(60, 20)
        spied.on(61, 4)
        #expect(spied.melodic.log.filter { $0.hasPrefix("on") } == ["on 17 60 100", "on 20 60 100", "on 4 61 100"])
        let other = SpiedSynthesizer()
        // Part 19 to channel A4, part 5 to B1, part 6 to none.
        other.yamaha([0x08, 0x12, 0x04], [0x03])
        other.yamaha([0x08, 0x04, 0x04], [0x10])
        other.yamaha([0x08, 0x05, 0x04], [0x7F])
        other.melodic.forget()
        for channel in [3, 16, 18, 4, 5] as [UInt8] { other.on(60, channel) }
        #expect(other.melodic.log == ["on 3 60 100", "on 18 60 100", "on 4 60 100", "on 16 60 100"])
    }

    @Test("a part answers to its range of keys")
    func keys() {
        let spied = SpiedSynthesizer()
        // F0 41 10 42 12 40 11 1D 30 48 1A F7: part 1 from key 48 to key 72.
        spied.exclusive([0x41, 0x10, 0x42, 0x12, 0x40, 0x11, 0x1D, 0x30, 0x48, 0x1A])
        for key in [47, 48, 72, 73] as [UInt8] { spied.on(key) }
        #expect(spied.melodic.log == ["on 0 48 100", "on 0 72 100"])
        let other = SpiedSynthesizer()
        other.yamaha([0x08, 0x01, 0x0F], [60, 60])
        for key in [59, 60, 61] as [UInt8] { other.on(key, 1) }
        #expect(other.melodic.log == ["on 1 60 100"])
        // A split: two parts on one channel.
        other.yamaha([0x08, 0x02, 0x04], [0x01])
        other.yamaha([0x08, 0x02, 0x0F], [61, 127])
        other.melodic.forget()
        other.on(60, 1)
        other.on(61, 1)
        #expect(other.melodic.log == ["on 1 60 100", "on 2 61 100"])
    }

    @Test(
        "velocity sense: depth is a factor, offset is added, and a stroke stays one",
        arguments: [
            (64, 64, 100, 100), (32, 64, 100, 50), (127, 64, 100, 127), (64, 74, 100, 120), (64, 54, 100, 80),
            (0, 100, 90, 72), (64, 0, 100, 1), (0, 64, 100, 1),
        ] as [(UInt8, UInt8, UInt8, Int)])
    func velocity(depth: UInt8, offset: UInt8, struck: UInt8, expected: Int) {
        let spied = SpiedSynthesizer()
        spied.roland([0x40, 0x11, 0x1A], [depth, offset])
        spied.yamaha([0x08, 0x01, 0x0C], [depth, offset])
        spied.on(60, 0, velocity: struck)
        spied.on(60, 1, velocity: struck)
        #expect(spied.melodic.log == ["on 0 60 \(expected)", "on 1 60 \(expected)"])
    }

    @Test("what is switched off is not heard, and mode messages get through")
    func switches() {
        let makers: [(SpiedSynthesizer, UInt8, UInt8) -> Void] = [
            { $0.roland([0x40, 0x11, 0x03 + $1], [$2]) }, { $0.yamaha([0x08, 0x00, 0x30 + $1], [$2]) },
        ]
        for set in makers {
            let spied = SpiedSynthesizer()
            for number in 0..<16 as Range<UInt8> { set(spied, number, 0) }
            spied.melodic.forget()
            spied.on(60)
            spied.program(5)
            spied.synthesizer.handle(.pitchBend(channel: 0, value: 99))
            spied.synthesizer.handle(.channelPressure(channel: 0, value: 9))
            spied.synthesizer.handle(.keyPressure(channel: 0, key: 60, value: 9))
            spied.controls([(7, 1), (10, 1), (11, 1), (1, 1), (64, 127), (101, 0), (100, 0), (6, 12), (74, 3)])
            #expect(spied.melodic.log.isEmpty && spied.melodic.changes.isEmpty)
            spied.controls([(120, 0)])
            #expect(spied.melodic.log == ["silence 0"])
            // Controllers but not volume.
            set(spied, 3, 1)
            set(spied, 10, 1)
            spied.controls([(7, 2), (10, 2)])
            #expect(spied.state().volume == 100 && spied.state().pan == 2)
        }
        let bank = SpiedSynthesizer()
        bank.roland([0x40, 0x11, 0x23], [0])
        bank.controls([(0, 8)])
        bank.program(5)
        #expect(bank.state().bank == 0 && bank.state().program == 5)
    }

    @Test(
        "tuning in hertz raises all keys alike, as both makers send it", arguments: [(48, 220.5), (60, 441), (72, 882)])
    func hertz(key: UInt8, frequency: Double) throws {
        let senders: [(SoundFontPlayer) -> Void] = [
            // 8C: 1.2 Hz over the middle.
            { $0.roland([0x40, 0x11, 0x17], [0x08, 0x0C]) }, { $0.yamaha([0x08, 0x00, 0x09], [0x08, 0x0C]) },
        ]
        for send in senders {
            let player = try SoundFontPlayer()
            send(player)
            player.on(key)
            // The font's key 69 is 741.66 Hz, that of the messages 440: cents are what counts.
            let nominal = 440 * exp2((Double(key) - 69) / 12)
            let expected = Double(Int(key) - 60) * 100 + 1_200 * log2(1 + 1.2 / nominal)
            #expect(abs(player.cents(player.render(seconds: 0.5)) - expected) < 2)
        }
    }

    @Test("XG tunes the notes of a part's octave")
    func scale() throws {
        let player = try SoundFontPlayer()
        player.yamaha([0x08, 0x00, 0x41], [64 - 29])
        player.on(60)
        #expect(abs(player.cents(player.render(seconds: 0.4)) + 29) < 2)
    }

    @Test("two parts of a channel sound together")
    func layers() throws {
        func level(_ prepare: (SoundFontPlayer) -> Void) throws -> Double {
            let player = try SoundFontPlayer()
            prepare(player)
            player.on(60)
            return player.level(player.render())
        }
        let (one, two) = (try level { _ in }, try level { $0.roland([0x40, 0x12, 0x02], [0]) })
        #expect(abs(two - one - 6.02) < 0.1)
    }
}
