import Foundation
import SoundFonts
import Synthesis
import Testing

/// Parameters and tunings by message, measured in what a SoundFont sounds like.
@Suite("Parameters and tunings, heard")
struct SoundingParameterTests {
    private static func absoluteCents(_ hertz: Double) -> Int { FontProbe.timecents(hertz / 8.175_799) }

    private func track(
        _ generators: [(Generator, Int)] = [], channel: UInt8 = 0, seconds: Double = 1.2,
        _ prepare: (SoundFontPlayer) -> Void
    ) throws -> PitchTrack {
        let player = try SoundFontPlayer(generators)
        prepare(player)
        player.on(60, channel: channel)
        return PitchTrack(player.render(seconds: seconds))
    }

    private func level(
        _ generators: [(Generator, Int)] = [], velocity: UInt8 = 127, _ prepare: (SoundFontPlayer) -> Void
    ) throws -> Double {
        let player = try SoundFontPlayer(generators)
        prepare(player)
        player.on(60, velocity: velocity)
        return player.level(player.render(seconds: 0.4))
    }

    /// Data entry of 14 bits, centred.
    private func nrpn(_ msb: UInt8, _ lsb: UInt8, _ value: Int) -> [(UInt8, UInt8)] {
        [(99, msb), (98, lsb), (38, UInt8((value + 8_192) & 127)), (6, UInt8((value + 8_192) >> 7))]
    }

    // MARK: Registered parameters

    @Test("RPN 5 sets how far the wheel's vibrato goes")
    func modulationDepth() throws {
        let slow = [(Generator.vibratoLFOFrequency, Self.absoluteCents(2))]
        for (coarse, fine, cents) in [(0, 64, 50.0), (1, 0, 100), (2, 64, 250)] as [(UInt8, UInt8, Double)] {
            let track = try track(slow) { $0.controls([(101, 0), (100, 5), (6, coarse), (38, fine), (1, 127)]) }
            #expect(abs(track.depth(0.01...1.19) - cents) < max(2, 0.02 * cents))
            #expect(abs(track.rate(0.01...1.19) - 2) < 0.02)
        }
    }

    @Test("in a zone pressure and controller 74 of a note move that note alone")
    func dimensions() throws {
        let generators = [
            (Generator.vibratoLFOFrequency, Self.absoluteCents(5)), (.filterCutoff, Self.absoluteCents(441)),
        ]
        func play(_ sounding: UInt8, _ pressed: UInt8) throws -> (depth: Double, level: Double) {
            let player = try SoundFontPlayer(generators)
            player.controls([(101, 0), (100, 6), (6, 4)])
            player.synthesizer.handle(.channelPressure(channel: pressed, value: 127))
            player.controls([(74, 96)], channel: pressed)
            player.on(60, channel: sounding)
            let sound = player.render(seconds: 1.2)
            return (PitchTrack(sound).depth(0.01...1.19), player.level(sound))
        }
        let (same, other) = (try play(2, 2), try play(2, 3))
        #expect(abs(same.depth - 50) < 2 && other.depth < 0.5)
        // The filter leaves the sine's frequency: 3 dB louder.
        #expect(abs(same.level - other.level - 3.01) < 0.2)
        #expect(abs(try play(2, 0).depth - 50) < 2, "the master's reaches all")
    }

    // MARK: Non-registered parameters

    @Test("AWE32: filter, vibrato and envelopes are what its table says")
    func awe() throws {
        // 100 · 80^(43/127) = 440.9 Hz.
        let open = try level { _ in }
        #expect(abs(try level { $0.controls(nrpn(127, 21, 43)) } - open + 3.01) < 0.2)
        #expect(abs(try level { $0.controls(nrpn(127, 21, 127)) } - open) < 0.2)
        // 60 · 0.084 Hz, and 4 · 9.375 cents.
        let track = try track { $0.controls(nrpn(127, 3, 60) + nrpn(127, 18, 4)) }
        #expect(abs(track.rate(0.01...1.19) - 5.04) < 0.05)
        #expect(abs(track.depth(0.01...1.19) - 37.5) < 2)
        // An attack of 800 ms: at 200 ms a quarter of the amplitude, 12 dB down.
        let player = try SoundFontPlayer()
        player.controls(nrpn(127, 11, 800))
        player.on(60)
        _ = player.render(seconds: 0.19)
        let quarter = player.render(seconds: 0.02)
        let effective = 10 * log10(quarter.reduce(0) { $0 + Double($1) * Double($1) } / Double(quarter.count))
        #expect(abs(effective - open + 12.04) < 0.3)
    }

    @Test("SoundFont: offsets of vibrato, filter and envelopes in the steps of section 9.6.3")
    func soundFont() throws {
        let open = try level { _ in }
        let filter = [(Generator.filterCutoff, Self.absoluteCents(882))]
        #expect(abs(try level(filter) { $0.controls(nrpn(120, 8, -600)) } - open + 3.01) < 0.2)
        // 300 steps of 4 cents: an octave; 20 steps of 2 cents.
        let five = [(Generator.vibratoLFOFrequency, Self.absoluteCents(5))]
        let track = try track(five) { $0.controls(nrpn(120, 24, 300) + nrpn(120, 6, 20)) }
        #expect(abs(track.rate(0.01...1.19) - 10) < 0.1)
        #expect(abs(track.depth(0.01...1.19) - 40) < 2)
        let pan = try level { $0.controls(nrpn(120, 17, 500)) }
        #expect(pan < open - 60, "to the right")
        // The pitch follows at once while a note sounds.
        let player = try SoundFontPlayer()
        player.on(60)
        _ = player.render()
        player.controls(nrpn(120, 52, -37))
        #expect(abs(player.cents(player.render()) + 37) < 2)
    }

    @Test("GS: cut-off, vibrato and attack of a part")
    func tone() throws {
        let open = try level { _ in }
        let filter = [(Generator.filterCutoff, Self.absoluteCents(441) + 750)]
        #expect(abs(try level(filter) { $0.controls([(99, 1), (98, 0x20), (6, 54)]) } - open + 3.01) < 0.2)
        let five = [(Generator.vibratoLFOFrequency, Self.absoluteCents(5))]
        let track = try track(five) { $0.controls([(99, 1), (98, 8), (6, 96), (98, 9), (6, 114)]) }
        #expect(abs(track.rate(0.01...1.19) - 5 * 2.0.squareRoot()) < 0.1)
        #expect(abs(track.depth(0.01...1.19) - 39.1) < 2)
        let slow = try self.track([(.vibratoLFODelay, FontProbe.timecents(0.1)), (.vibratoLFOToPitch, 50)] + five) {
            $0.roland([0x40, 0x11, 0x37], [96])
        }
        // 32 steps of 56.25 timecents: 2.83 times as long.
        #expect(abs(slow.onset(2) - 0.002 - 0.2828) < 0.004)
    }

    @Test("XG: filter and envelope of a drum, by parameter and by set-up, and of that drum alone")
    func drums() throws {
        let generators = [
            (Generator.filterCutoff, Self.absoluteCents(441) + 750), (.volumeEnvelopeAttack, FontProbe.timecents(0.1)),
        ]
        func level(_ key: UInt8, _ prepare: (SoundFontPlayer) -> Void) throws -> Double {
            let player = try SoundFontPlayer(generators + [(.scaleTuning, 0)], standard: .xg)
            prepare(player)
            player.on(key, channel: 9)
            return player.level(player.render(seconds: 0.4))
        }
        let plain = try level(50) { _ in }
        // Ten steps of 75 cents down: from 1.4 dB under the open filter to 3.
        let open = try level(50) { $0.controls(nrpn(120, 8, 3_000), channel: 9) }
        for set in [
            { $0.controls([(99, 0x14), (98, 50), (6, 54)], channel: 9) }, { $0.yamaha([0x30, 50, 0x0B], [54]) },
        ] as [(SoundFontPlayer) -> Void] {
            #expect(abs(try level(50, set) - open + 3.01) < 0.2)
            #expect(abs(try level(51, set) - plain) < 0.05)
        }
        // 32 steps of 93.75 timecents: 5.66 times as long, so a third of the way after 0.2 s.
        let player = try SoundFontPlayer([(.volumeEnvelopeAttack, FontProbe.timecents(0.1))], standard: .xg)
        player.controls([(99, 0x16), (98, 60), (6, 96)], channel: 9)
        player.on(60, channel: 9)
        _ = player.render(seconds: 0.18)
        let early = player.level(player.render(seconds: 0.04))
        _ = player.render(seconds: 0.5)
        let full = player.level(player.render(seconds: 0.2))
        // The middle of its second half is at 0.21 s.
        #expect(abs(early - full - 20 * log10(0.21 / 0.5657)) < 0.2)
    }

    // MARK: Tunings

    @Test("dumps of tunings, of keys and octaves, and the scales of channels")
    func tunings() throws {
        func dump(_ header: [UInt8], _ data: [UInt8]) -> [UInt8] {
            let body = [0x7E, 0x7F, 0x08] + header + Array("a name of tuning".utf8) + data
            return body + [body.reduce(0, ^) & 127]
        }
        // Key 60 a quarter tone and an eighth high, all others true.
        let keys = (0..<128 as Range<UInt8>).flatMap { [$0, $0 == 60 ? 0x60 : 0, 0] }
        let octave: [UInt8] = [64 + 31] + [UInt8](repeating: 64, count: 11)
        let fine: [UInt8] = [0x50, 0x00] + (1..<12).flatMap { (_: Int) -> [UInt8] in [0x40, 0x00] }
        let choose: [(UInt8, UInt8)] = [(101, 0), (100, 4), (6, 1), (100, 3), (6, 7)]
        let ways: [(String, Double, [UInt8])] = [
            ("bulk dump with bank", 75, dump([0x04, 1, 7], keys)), ("octave, a byte", 31, dump([0x05, 1, 7], octave)),
            ("octave, two bytes", 25, dump([0x06, 1, 7], fine)),
            ("single note with bank", -50, [0x7E, 0x7F, 0x08, 0x07, 1, 7, 1, 60, 59, 0x40, 0]),
            ("scale, two bytes", 25, [0x7F, 0x7F, 0x08, 0x09, 0, 0, 1] + fine),
        ]
        for (name, cents, bytes) in ways {
            let player = try SoundFontPlayer()
            player.controls(choose)
            player.on(60)
            _ = player.render(seconds: 0.05)
            // The sounding note follows.
            player.exclusive(bytes)
            #expect(abs(player.cents(player.render(seconds: 0.4)) - cents) < 2, "\(name)")
        }
        let player = try SoundFontPlayer()
        player.exclusive(dump([0x01, 0], keys))
        player.on(60)
        #expect(abs(player.cents(player.render()) - 75) < 2, "bulk dump of program 0, which all channels start with")
    }

    // MARK: Portamento and legato

    @Test("portamento control glides from its key; legato moves the note that sounds without a stroke")
    func glides() throws {
        let player = try SoundFontPlayer([(.volumeEnvelopeAttack, FontProbe.timecents(0.5))])
        // 12 keys at 0.5 s for 40: 0.15 s.
        player.controls([(5, 32), (84, 48)])
        player.on(60)
        let before = player.render(seconds: 1.2)
        let track = PitchTrack(before)
        #expect(abs(track.mean(0.065...0.085) + 600) < 40, "halfway, where it moves by 80 cents in 10 ms")
        #expect(abs(track.mean(0.2...0.7)) < 2)
        player.controls([(68, 127)])
        player.on(67)
        let sound = player.render(seconds: 0.4)
        #expect(abs(player.cents(sound) - 700) < 2)
        #expect(abs(player.level(sound) - player.level(before)) < 0.2, "an attack of half a second would start anew")
        #expect(player.synthesizer.activeVoices == 1)
    }
}
