import DSP
import Testing

@Suite("Mixing of voices")
struct VoiceMixerTests {
    private func buses(_ buffer: MixBuffer, _ frames: Int) -> [[Float]] {
        let bus = buffer.bus
        return [bus.left, bus.right, bus.reverb, bus.chorus].compactMap(\.self).map { pointer in
            (0..<frames).map { pointer[$0] }
        }
    }

    @Test("gains move in a line and arrive")
    func ramps() {
        let mixer = VoiceMixer(capacity: 20)
        let (block, buffer) = (VoiceBlock(), MixBuffer(capacity: 64))
        for frame in 0..<64 { block.row(3)[frame] = 1 }
        mixer.set(19, VoiceGains(left: 1, right: 0.5, reverb: 0.25, chorus: 0))
        mixer.mix(group: 1, block, frames: 0..<64, into: buffer.bus)
        let first = buses(buffer, 64)
        for frame in 0..<64 {
            let part = Float(frame + 1) / 64
            #expect(abs(first[0][frame] - part) < 1e-6)
            #expect(abs(first[1][frame] - 0.5 * part) < 1e-6)
            #expect(abs(first[2][frame] - 0.25 * part) < 1e-6)
            #expect(first[3][frame] == 0)
        }
        buffer.bus.clear(frames: 64)
        mixer.mix(group: 1, block, frames: 0..<64, into: buffer.bus)
        #expect(buses(buffer, 64)[0].allSatisfy { $0 == 1 })
        // Within a quantum: at once, and in what is left of it.
        buffer.bus.clear(frames: 64)
        mixer.mix(group: 1, block, frames: 0..<48, into: buffer.bus)
        mixer.set(19, VoiceGains(left: 2, right: 0), offset: 48)
        mixer.mix(group: 1, block, frames: 48..<64, into: buffer.bus.advanced(by: 48))
        #expect(abs(buses(buffer, 64)[0][48] - (1 + 1.0 / 16)) < 1e-5)
        #expect(abs(buses(buffer, 64)[0][63] - 2) < 1e-5)
        mixer.set(19, .silent, immediately: true)
        buffer.bus.clear(frames: 64)
        mixer.mix(group: 1, block, frames: 0..<64, into: buffer.bus)
        #expect(buses(buffer, 64).allSatisfy { $0.allSatisfy { $0 == 0 } })
    }

    @Test("is the same however the frames are divided, and the sum of voices mixed one by one")
    func division() {
        var noise = NoiseGenerator(seed: 1)
        let block = VoiceBlock()
        for lane in 0..<16 { for frame in 0..<64 { block.row(lane)[frame] = noise.next() } }
        var settings: [VoiceGains] = []
        for _ in 0..<32 {
            settings.append(
                VoiceGains(left: noise.next(), right: noise.next(), reverb: noise.next(), chorus: noise.next()))
        }
        func run(_ cuts: [Int]) -> [[Float]] {
            let (mixer, buffer) = (VoiceMixer(capacity: 16), MixBuffer(capacity: 64))
            for slot in 0..<16 {
                mixer.set(slot, settings[slot], immediately: true)
                mixer.set(slot, settings[slot + 16])
            }
            for (from, to) in zip([0] + cuts, cuts + [64]) {
                mixer.mix(group: 0, block, frames: from..<to, into: buffer.bus.advanced(by: from))
            }
            return buses(buffer, 64)
        }
        let whole = run([])
        #expect(whole == run([1, 2, 17, 33, 40, 63]))
        #expect(whole == run([16, 31, 48]))
        let single = MixBuffer(capacity: 64)
        for slot in 0..<16 {
            let (from, to) = (settings[slot], settings[slot + 16])
            let steps = VoiceGains(
                left: (to.left - from.left) / 64, right: (to.right - from.right) / 64,
                reverb: (to.reverb - from.reverb) / 64, chorus: (to.chorus - from.chorus) / 64)
            single.bus.mixVoice(block.row(slot), gains: from, steps: steps, frames: 37)
            single.bus.advanced(by: 37).mixVoice(
                block.row(slot) + 37, gains: from, steps: steps, offset: 37, frames: 27)
        }
        for (a, b) in zip(whole, buses(single, 64)) {
            #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 })
        }
    }
}
