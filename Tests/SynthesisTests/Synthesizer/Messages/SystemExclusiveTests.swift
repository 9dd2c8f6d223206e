import Synthesis
import Testing

@Suite("System exclusive messages")
struct SystemExclusiveTests {
    private func sound(_ spied: SpiedSynthesizer, frames: Int = 1_000, step: Int = 1_000) -> [[Float]] {
        var (left, right) = ([Float](repeating: 0, count: frames), [Float](repeating: 0, count: frames))
        left.withUnsafeMutableBufferPointer { left in
            right.withUnsafeMutableBufferPointer { right in
                for start in stride(from: 0, to: frames, by: step) {
                    spied.synthesizer.render(
                        left: left.baseAddress! + start, right: right.baseAddress! + start,
                        frames: min(step, frames - start))
                }
            }
        }
        return [left, right]
    }

    @Test(
        "master volume by every maker's message: half is a quarter of the amplitude",
        arguments: [
            [0x7F, 0x7F, 0x04, 0x01, 0x00, 0x40], [0x41, 0x10, 0x42, 0x12, 0x40, 0x00, 0x04, 0x40, 0x7C],
            [0x43, 0x10, 0x4C, 0x00, 0x00, 0x04, 0x40],
        ] as [[UInt8]])
    func volume(bytes: [UInt8]) {
        let spied = SpiedSynthesizer()
        spied.exclusive(bytes)
        let level = sound(spied)[0][0]
        // Two spies of 0.5 each.
        #expect(abs(level - 0.25) < 0.005)
    }

    @Test("after the first note the gain takes 10 ms to a new value, whatever the blocks")
    func glide() {
        func render(_ step: Int) -> [[Float]] {
            let spied = SpiedSynthesizer()
            spied.on(60)
            spied.exclusive([0x7F, 0x7F, 0x04, 0x01, 0x00, 0x00])
            return sound(spied, step: step)
        }
        let whole = render(1_000)
        #expect(zip(whole[0], whole[0].dropFirst()).allSatisfy { $0 - $1 < 0.003 && $1 <= $0 })
        #expect(whole[0][470] > 0 && whole[0][482] == 0)
        for step in [1, 7, 64] { #expect(render(step) == whole) }
    }

    @Test("balance")
    func balance() {
        let spied = SpiedSynthesizer()
        spied.exclusive([0x7F, 0x7F, 0x04, 0x02, 0x7F, 0x7F])
        let right = sound(spied)
        #expect(right[0][0] == 0 && right[1][0] == 1)
        spied.roland([0x40, 0x00, 0x06], [0x40])
        #expect(sound(spied)[0][0] == 1)
        spied.exclusive([0x7F, 0x7F, 0x04, 0x02, 0x00, 0x00])
        let left = sound(spied)
        #expect(left[0][0] == 1 && abs(left[1][0]) < 1e-3)
    }

    @Test("a wrong checksum, a byte too large, another maker: nothing")
    func ignored() {
        let good: [UInt8] = [0x41, 0x10, 0x42, 0x12, 0x40, 0x11, 0x19, 0x21, 0x75]
        func volume(_ bytes: [UInt8]) -> UInt8 {
            let spied = SpiedSynthesizer()
            spied.exclusive(bytes)
            return spied.state().volume
        }
        #expect(volume(good) == 0x21)
        #expect(volume([0xF0] + good + [0xF7]) == 0x21)
        for index in good.indices where index != 1 {
            var bad = good
            bad[index] ^= 4
            #expect(volume(bad) == 100, "byte \(index)")
            bad[index] = 0x80
            #expect(volume(bad) == 100)
        }
        for count in 0..<good.count { #expect(volume(Array(good.prefix(count))) == 100) }
    }

    @Test("GS: settings of parts")
    func parts() {
        let spied = SpiedSynthesizer()
        spied.roland([0x40, 0x12, 0x19], [80])
        spied.roland([0x40, 0x12, 0x1C], [1])
        spied.roland([0x40, 0x12, 0x21], [30, 70])
        spied.roland([0x40, 0x22, 0x10], [0x4C])
        spied.roland([0x40, 0x22, 0x04], [127])
        spied.roland([0x40, 0x12, 0x2A], [96, 0])
        let state = spied.state(1)
        #expect(state.volume == 80 && state.pan == 1 && state.chorusSend == 30 && state.reverbSend == 70)
        #expect(state.bendRange == 12 && state.modulationDepth == 600 && state.tuning == 0.5)
        spied.roland([0x50, 0x12, 0x19], [81])
        #expect(spied.state(17).volume == 81 && spied.state(1).volume == 80, "addresses 5x are the second port's")
        spied.roland([0x40, 0x12, 0x19], [82], port: 1)
        #expect(spied.state(17).volume == 82)
        spied.roland([0x40, 0x12, 0x13], [0])
        spied.melodic.forget()
        spied.on(60, 1)
        spied.on(62, 1)
        #expect(spied.melodic.log.last == "legato 1 60-62 100")
    }

    @Test("XG: settings of parts")
    func yamaha() {
        let spied = SpiedSynthesizer()
        spied.yamaha([0x08, 0x02, 0x0B], [80])
        spied.yamaha([0x08, 0x02, 0x0E], [1])
        spied.yamaha([0x08, 0x02, 0x12], [30, 70])
        spied.yamaha([0x08, 0x02, 0x23], [0x4C])
        spied.yamaha([0x08, 0x02, 0x67], [1, 20])
        spied.yamaha([0x08, 0x02, 0x08], [0x41])
        let state = spied.state(2)
        #expect(state.volume == 80 && state.pan == 1 && state.chorusSend == 30 && state.reverbSend == 70)
        #expect(state.bendRange == 12 && state.controllers[65] == 127 && state.controllers[5] == 20)
        #expect(state.tuning == 1)
        spied.yamaha([0x08, 0x12, 0x0B], [81])
        #expect(spied.state(18).volume == 81)
    }
}
