import Synthesis
import Testing

@Suite("Mono mode, legato and portamento")
struct MonophonicTests {
    private func mono(_ body: (SpiedSynthesizer) -> Void) -> [String] {
        let spied = SpiedSynthesizer()
        spied.controls([(126, 1)])
        spied.melodic.forget()
        body(spied)
        return spied.melodic.log
    }

    @Test("the last note counts, and the one before sounds again when it is let go")
    func lastNote() {
        let log = mono {
            $0.on(60)
            $0.on(64, velocity: 50)
            $0.on(67)
            $0.off(64)
            $0.off(67)
            $0.off(60)
        }
        #expect(log == ["on 0 60 100", "legato 0 60-64 50", "legato 0 64-67 100", "legato 0 67-60 100", "off 0 60"])
    }

    @Test("notes that do not overlap are struck, one struck again is let go first")
    func staccato() {
        let log = mono {
            $0.on(60)
            $0.off(60)
            $0.on(62)
            $0.on(62)
            $0.off(62)
        }
        #expect(log == ["on 0 60 100", "off 0 60", "on 0 62 100", "off 0 62", "on 0 62 100", "off 0 62"])
    }

    @Test("the pedal holds one note, which the next one moves")
    func pedal() {
        let log = mono {
            $0.controls([(64, 127)])
            $0.on(60)
            $0.off(60)
            $0.on(64)
            $0.off(64)
            $0.controls([(64, 0)])
            $0.on(65)
        }
        #expect(log == ["on 0 60 100", "legato 0 60-64 100", "off 0 64", "on 0 65 100"])
    }

    @Test("more keys than anybody has fingers are remembered as far as there is room")
    func manyKeys() {
        let log = mono { spied in
            for key in 0..<100 as Range<UInt8> { spied.on(key) }
            for key in (0..<100 as Range<UInt8>).reversed() { spied.off(key) }
        }
        #expect(log[114] == "legato 0 85-84 100" && log[115] == "off 0 84")
        #expect(!log.dropFirst(115).contains { $0.hasPrefix("legato") })
    }

    @Test("poly mode and all notes off forget what was held")
    func leaving() {
        for number in [123, 127] as [UInt8] {
            let log = mono {
                $0.on(60)
                $0.on(64)
                $0.controls([(number, 0)])
                $0.on(67)
                $0.off(64)
                $0.off(67)
            }
            #expect(log.suffix(4).contains("release 0"))
            #expect(!log.contains { $0.hasPrefix("legato 0 67") })
        }
    }

    @Test("the legato pedal moves the note that is held, and lets go of nothing when it rises")
    func legatoPedal() {
        let spied = SpiedSynthesizer()
        spied.on(60)
        spied.controls([(68, 127)])
        spied.on(62)
        spied.on(64)
        spied.controls([(68, 0)])
        spied.on(72)
        spied.off(64)
        spied.off(72)
        spied.off(60)
        #expect(
            spied.melodic.log == [
                "on 0 60 100", "legato 0 60-62 100", "legato 0 62-64 100", "on 0 72 100", "off 0 64", "off 0 72",
                "off 0 60",
            ])
    }

    @Test("portamento glides from the key before, in mono mode only between held keys' pitches too")
    func portamento() {
        let spied = SpiedSynthesizer()
        spied.controls([(65, 127), (5, 64)])
        spied.on(60)
        spied.off(60)
        spied.on(72)
        spied.controls([(65, 0)])
        spied.on(48)
        #expect(spied.melodic.log == ["on 0 60 100", "off 0 60", "on 0 72 100 from 60", "on 0 48 100"])
        // 2.06 s for 40 keys, as measured on an SC-55.
        #expect(abs((spied.melodic.glides[1]?.seconds ?? 0) - 12 * 2.06 / 40) < 1e-6)
        let log = mono {
            $0.controls([(65, 127), (5, 64)])
            $0.on(60)
            $0.on(64)
            $0.off(64)
        }
        #expect(log == ["on 0 60 100", "legato 0 60-64 100 from 60", "legato 0 64-60 100 from 64"])
    }

    @Test("the glide's time grows with controller 5, and 37 stands between its steps")
    func time() {
        func seconds(_ coarse: UInt8, _ fine: UInt8 = 0) -> Double {
            let spied = SpiedSynthesizer()
            spied.controls([(65, 127), (5, coarse), (37, fine)])
            spied.on(60)
            spied.on(100)
            return spied.melodic.glides.last??.seconds ?? 0
        }
        #expect(seconds(0) == 0)
        #expect(abs(seconds(32) - 0.5) < 1e-6)
        #expect(abs(seconds(127) - 480) < 1e-3)
        let times = (0..<128 as Range<UInt8>).map { seconds($0) }
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
        #expect(seconds(64) < seconds(64, 64) && seconds(64, 64) < seconds(65))
    }

    @Test("portamento control: the examples of the MIDI 1.0 specification")
    func control() {
        // The source sounds: its note is taken along, and its release means nothing.
        let first = SpiedSynthesizer()
        first.controls([(5, 64)])
        first.on(60)
        first.controls([(84, 60)])
        first.on(64)
        first.off(60)
        first.off(64)
        #expect(first.melodic.log == ["on 0 60 100", "legato 0 60-64 100 from 60", "off 0 60", "off 0 64"])
        // It does not: the note is struck and glides, whatever controller 65 says; and only that one.
        let second = SpiedSynthesizer()
        second.controls([(5, 64), (84, 60)])
        second.on(64)
        second.on(65)
        #expect(second.melodic.log == ["on 0 64 100 from 60", "on 0 65 100"])
    }
}
