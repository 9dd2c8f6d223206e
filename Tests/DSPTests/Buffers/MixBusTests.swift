import DSP
import Testing

@Suite("Buses")
struct MixBusTests {
    private func noise(_ count: Int, seed: UInt64) -> [Float] {
        var noise = NoiseGenerator(seed: seed)
        return (0..<count).map { _ in noise.next() }
    }

    /// A bus without some sends, into which everything is mixed in turn: what is in all four of its rows.
    private func mix(reverb: Bool, chorus: Bool) -> [[Float]] {
        let (buffer, other) = (MixBuffer(capacity: 64), MixBuffer(capacity: 64))
        let model = MixBus(
            left: buffer.bus.left, right: buffer.bus.right, reverb: reverb ? buffer.bus.reverb : nil,
            chorus: chorus ? buffer.bus.chorus : nil)
        let (bus, added) = (buffer.bus.sending(like: model), other.bus.sending(like: model))
        let (real, imaginary) = (noise(64, seed: 1), noise(64, seed: 2))
        bus.mix(
            real: real, imaginary: imaginary, gains: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], steps: noise(6, seed: 3),
            offset: 0,
            frames: 50)
        bus.advanced(by: 9).mixVoice(
            real, gains: VoiceGains(left: 1, right: 2, reverb: 3, chorus: 4), steps: .silent, frames: 40)
        let (mixer, block) = (VoiceMixer(capacity: 16), VoiceBlock())
        for lane in 0..<16 { for frame in 0..<64 { block.row(lane)[frame] = real[(frame + lane) % 64] } }
        for slot in 0..<16 {
            mixer.set(slot, VoiceGains(left: 0.5, right: 0.25, reverb: 0.125, chorus: 1), immediately: true)
        }
        mixer.mix(group: 0, block, frames: 3..<64, into: added)
        bus.add(added, frames: 64)
        let rows = [buffer.bus.left, buffer.bus.right, buffer.bus.reverb, buffer.bus.chorus]
        return rows.map { row in (0..<64).map { row?[$0] ?? .nan } }
    }

    @Test("what goes to an effect that is not there is left out, and the rest stays as it is")
    func sends() {
        let whole = mix(reverb: true, chorus: true)
        let silence = [Float](repeating: 0, count: 64)
        #expect(whole.allSatisfy { $0 != silence && $0.allSatisfy(\.isFinite) })
        #expect(mix(reverb: false, chorus: false) == [whole[0], whole[1], silence, silence])
        #expect(mix(reverb: true, chorus: false) == [whole[0], whole[1], whole[2], silence])
        #expect(mix(reverb: false, chorus: true) == [whole[0], whole[1], silence, whole[3]])
    }

    @Test("clearing silences the frames asked for, and of sends those that are there")
    func clear() {
        let buffer = MixBuffer(capacity: 8)
        let all = buffer.bus
        for row in [all.left, all.right, all.reverb, all.chorus] { row?.update(repeating: 1, count: 8) }
        MixBus(left: all.left, right: all.right, reverb: nil, chorus: all.chorus).advanced(by: 2).clear(frames: 3)
        func row(_ row: UnsafeMutablePointer<Float>?) -> [Float] { (0..<8).map { row?[$0] ?? .nan } }
        for cleared in [all.left, all.right, all.chorus] { #expect(row(cleared) == [1, 1, 0, 0, 0, 1, 1, 1]) }
        #expect(row(all.reverb) == [Float](repeating: 1, count: 8))
    }
}
