import DSP
import Foundation
import SoundFonts
import Synthesis
import Testing

/// The rules of MIDI heard through a SoundFont whose one sound is a sine of 441 Hz at key 60.
@Suite("MIDI, heard")
struct SoundingRulesTests {
    private func cents(
        _ key: UInt8 = 60, channel: UInt8 = 0, _ prepare: (SoundFontPlayer) -> Void
    ) throws -> Double {
        let player = try SoundFontPlayer()
        prepare(player)
        player.on(key, channel: channel)
        return player.cents(player.render())
    }

    @Test("every way to tune lands within two cents")
    func tuning() throws {
        let ways: [(String, Double, (SoundFontPlayer) -> Void)] = [
            (
                "wheel over an octave", 600,
                { player in
                    player.controls([(101, 0), (100, 0), (6, 12)])
                    player.synthesizer.handle(.pitchBend(channel: 0, value: 4_096))
                }
            ),
            ("fine and coarse", 325, { $0.controls([(101, 0), (100, 1), (6, 80), (100, 2), (6, 67)]) }),
            (
                "master coarse and fine", -1_150,
                { player in
                    player.synthesizer.handle(.systemExclusive(port: 0, bytes: [0x7F, 0x7F, 4, 4, 0, 52]))
                    player.synthesizer.handle(.systemExclusive(port: 0, bytes: [0x7F, 0x7F, 4, 3, 0, 96]))
                }
            ),
            (
                "single note", 350,
                {
                    $0.synthesizer.handle(.systemExclusive(port: 0, bytes: [0x7F, 0x7F, 8, 2, 0, 1, 60, 63, 64, 0]))
                }
            ),
            (
                "scale", -36,
                {
                    $0.synthesizer.handle(
                        .systemExclusive(
                            port: 0, bytes: [0x7F, 0x7F, 8, 8, 0, 0, 1, 28] + [UInt8](repeating: 64, count: 11)))
                }
            ),
            ("SoundFont NRPN of coarse tune", 300, { $0.controls([(99, 120), (98, 51), (38, 3), (6, 64)]) }),
            ("AWE32 NRPN of pitch", 77, { $0.controls([(99, 127), (98, 16), (38, 77)]) }),
        ]
        for (name, expected, prepare) in ways {
            let measured = try cents(60, prepare)
            #expect(abs(measured - expected) < 2, "\(name): \(measured)")
        }
    }

    @Test("a zone's wheels add up in the sound")
    func zone() throws {
        let measured = try cents(channel: 1) { player in
            player.controls([(101, 0), (100, 6), (6, 5)])
            player.synthesizer.handle(.pitchBend(channel: 1, value: 1_024))
            player.synthesizer.handle(.pitchBend(channel: 0, value: 4_096))
        }
        #expect(abs(measured - 700) < 2)
    }

    @Test("a drum's pitch by NRPN")
    func drum() throws {
        let measured = try cents(channel: 9) { $0.controls([(99, 0x18), (98, 60), (6, 59)], channel: 9) }
        #expect(abs(measured + 500) < 2)
    }

    @Test("a glide is where its time says, half way and at its end")
    func glide() throws {
        let player = try SoundFontPlayer()
        // 12 keys at 2.06 s for 40: 0.618 s.
        player.controls([(65, 127), (5, 64)])
        player.on(60)
        _ = player.render()
        player.synthesizer.handle(.controller(channel: 0, number: 120, value: 0))
        _ = player.render()
        player.on(72)
        _ = player.render(seconds: 0.309 - 0.02)
        #expect(abs(player.cents(player.render(seconds: 0.04)) - 600) < 12, "a glide of 78 cents in these 40 ms")
        _ = player.render(seconds: 0.4)
        #expect(abs(player.cents(player.render()) - 1_200) < 2)
    }

    @Test("mono mode is one voice, and the voice that was there goes on")
    func mono() throws {
        let player = try SoundFontPlayer([(.volumeEnvelopeAttack, 0)])
        player.controls([(126, 1)])
        player.on(60)
        let before = player.level(player.render(seconds: 2))
        player.on(64)
        player.on(67)
        #expect(player.synthesizer.activeVoices == 1)
        let sound = player.render()
        #expect(abs(player.cents(sound) - 700) < 2)
        // An attack of a second would start from nothing.
        #expect(abs(player.level(sound) - before) < 0.2)
        player.synthesizer.handle(.noteOff(channel: 0, key: 67, velocity: 64))
        #expect(abs(player.cents(player.render()) - 400) < 2)
    }

    @Test("filter, level and master volume by their messages")
    func levels() throws {
        func level(_ channel: UInt8 = 0, _ prepare: (SoundFontPlayer) -> Void) throws -> Double {
            let player = try SoundFontPlayer()
            prepare(player)
            player.on(60, channel: channel)
            return player.level(player.render(seconds: 0.5))
        }
        let plain = try level { _ in }
        // 13,500 − 6,596 cents: 441 Hz.
        let filtered = try level { $0.controls([(99, 120), (98, 8), (38, 30), (6, 38)]) }
        #expect(abs(filtered - plain + 3) < 0.3)
        let attenuated = try level { $0.controls([(99, 120), (98, 48), (38, 100), (6, 64)]) }
        #expect(abs(attenuated - plain + 10) < 0.2)
        let master = try level { $0.synthesizer.handle(.systemExclusive(port: 0, bytes: [0x7F, 0x7F, 4, 1, 0, 64])) }
        #expect(abs(master - plain + 12.04) < 0.05)
        let (loud, soft) = (
            try level(9) { _ in },
            try level(9) { $0.controls([(99, 0x1A), (98, 60), (6, 64)], channel: 9) }
        )
        #expect(abs(soft - loud + 40 * log10(127.0 / 64)) < 0.2)
    }
}
