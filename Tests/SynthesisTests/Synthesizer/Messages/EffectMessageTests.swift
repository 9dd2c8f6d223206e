import CAllocationCounter
import DSP
import Foundation
import Synthesis
import Testing

@Suite("Reverb and chorus by message")
struct EffectMessageTests {
    /// Sends what it is given to the reverb and the chorus, and is silent itself.
    private final class Sender: Instrument {
        var pulse: Float = 0
        var activeVoices: Int { 0 }
        func noteOn(channel: Int, key: Int, velocity: Int, glide: Glide?) { pulse = 1 }
        func noteOff(channel: Int, key: Int, velocity: Int) {}
        func channelChanged(_ channel: Int, to state: ChannelState, because change: ChannelChange) {}
        func releaseAll(channel: Int) {}
        func silence(channel: Int) {}
        func render(adding to: MixBus, frames: Int) {
            to.reverb?[0] += pulse
            to.chorus?[0] += pulse
            pulse = 0
        }
    }

    private static let rate = 22_050.0

    /// The response to a pulse, after some messages.
    private func response(
        _ messages: [[UInt8]], reverb: ReverbPreset = .room, chorus: Bool = false, fixed: Bool = false,
        seconds: Double = 3
    ) -> [Float] {
        let sender = Sender()
        let synthesizer = Synthesizer(
            sampleRate: Self.rate, melodic: sender, percussion: sender, reverb: reverb, reverbAmount: 1,
            chorus: chorus, fixesReverb: fixed, fixesChorus: fixed)
        for message in messages { synthesizer.handle(.systemExclusive(port: 0, bytes: message)) }
        synthesizer.handle(.noteOn(channel: 0, key: 60, velocity: 100))
        return render(synthesizer, Int(seconds * Self.rate))
    }

    private func render(_ synthesizer: Synthesizer, _ frames: Int) -> [Float] {
        var (left, right) = ([Float](repeating: 0, count: frames), [Float](repeating: 0, count: frames))
        synthesizer.render(left: &left, right: &right, frames: frames)
        return left
    }

    private func gs(_ offset: UInt8, _ value: UInt8) -> [UInt8] {
        let sum = 0x40 + 0x01 + Int(offset) + Int(value)
        return [0x41, 0x10, 0x42, 0x12, 0x40, 0x01, offset, value, UInt8((128 - sum % 128) % 128)]
    }

    private func xg(_ offset: UInt8, _ values: UInt8...) -> [UInt8] { [0x43, 0x10, 0x4C, 0x02, 0x01, offset] + values }

    private func gm2(_ values: UInt8...) -> [UInt8] { [0x7F, 0x7F, 0x04, 0x05, 1, 1, 1, 1, 1] + values }

    private func energy(_ samples: some Collection<Float>) -> Double {
        10 * log10(samples.reduce(0.0) { $0 + Double($1) * Double($1) } + 1e-20)
    }

    /// Seconds for 60 dB, from the slope between −5 and −25 dB of what is still to come.
    private func decay(_ samples: [Float]) -> Double {
        var rest = [Double](repeating: 0, count: samples.count + 1)
        for index in samples.indices.reversed() {
            rest[index] = rest[index + 1] + Double(samples[index] * samples[index])
        }
        let levels = rest.map { 10 * log10($0 / rest[0] + 1e-30) }
        let (start, end) = (levels.firstIndex { $0 < -5 } ?? 0, levels.firstIndex { $0 < -25 } ?? 0)
        return 3 * Double(end - start) / Self.rate
    }

    @Test("GS, XG and GM 2 choose among our rooms")
    func rooms() {
        let (room, hall, plate) = (response([]), response([], reverb: .hall), response([], reverb: .plate))
        #expect(response([gs(0x30, 2)]) == room)
        #expect(response([gs(0x30, 4)]) == hall && response([gs(0x31, 3)]) == hall)
        #expect(response([gs(0x31, 5)]) == plate)
        #expect(response([gs(0x30, 4), gs(0x30, 2)]) == room)
        #expect(response([xg(0x00, 1, 0)]) == hall && response([xg(0x00, 4, 0)]) == plate)
        #expect(response([xg(0x00, 0, 0)]).allSatisfy { $0 == 0 })
        #expect(response([gm2(0, 4)]) == hall && response([gm2(0, 8)]) == plate)
        // Values that are none, and a GM reset, which takes it all back.
        #expect(response([gs(0x30, 8), xg(0x00, 0x60, 0), gm2(0, 5)]) == room)
        #expect(response([gs(0x30, 4), [0x7E, 0x7F, 0x09, 0x01]]) == room)
    }

    @Test("levels are linear, 64 as it was")
    func levels() {
        let usual = energy(response([]))
        #expect(abs(energy(response([gs(0x33, 127)])) - usual - 20 * log10(127.0 / 64)) < 0.01)
        #expect(abs(energy(response([gs(0x33, 32)])) - usual + 6.02) < 0.01)
        #expect(abs(energy(response([xg(0x0C, 32)])) - usual + 6.02) < 0.01)
        #expect(response([gs(0x33, 0)]).allSatisfy { $0 == 0 })
        #expect(response([gs(0x33, 32), gs(0x30, 2)]) == response([]), "a macro sets the level")
        let chorus = { (messages: [[UInt8]]) in energy(response(messages, reverb: .off, chorus: true, seconds: 0.1)) }
        #expect(abs(chorus([gs(0x3A, 32)]) - chorus([]) + 6.02) < 0.01)
        #expect(abs(chorus([xg(0x2C, 127)]) - chorus([]) - 20 * log10(127.0 / 64)) < 0.01)
        #expect(chorus([xg(0x20, 0, 0)]) < -190 && chorus([xg(0x20, 0, 0), xg(0x20, 0x41, 0)]) == chorus([]))
    }

    @Test("the time makes the decay longer and shorter")
    func times() {
        let usual = decay(response([]))
        #expect(abs(decay(response([gs(0x34, 96)])) / usual - 2) < 0.3)
        #expect(abs(decay(response([gs(0x34, 32)])) / usual - 0.5) < 0.1)
        // e^((40 − 40)/40) = 1 s around 500 Hz, where the room has 0.7.
        #expect(abs(decay(response([gm2(1, 40)])) / usual - 1 / 0.7) < 0.2)
        for value in [0, 127] as [UInt8] {
            for preset in [ReverbPreset.room, .hall, .plate] {
                let sound = response([gs(0x34, value)], reverb: preset)
                #expect(sound.allSatisfy { $0.isFinite && abs($0) < 4 })
                #expect(energy(sound.suffix(1_000)) < energy(sound[2_000..<3_000]))
            }
        }
    }

    @Test("a room that was asked for stays, and none stays none")
    func fixed() {
        #expect(response([gs(0x30, 4), gs(0x33, 10), gs(0x34, 100)], fixed: true) == response([]))
        #expect(response([gs(0x30, 4)], reverb: .off).allSatisfy { $0 == 0 })
    }

    @Test("a room that is left rings out, without a click and without memory")
    func change() {
        let sender = Sender()
        let synthesizer = Synthesizer(
            sampleRate: Self.rate, melodic: sender, percussion: sender, reverb: .room, reverbAmount: 1, chorus: false)
        synthesizer.handle(.noteOn(channel: 0, key: 60, velocity: 100))
        var sound = render(synthesizer, 2_000)
        let messages = [gs(0x30, 4), gs(0x33, 100), gs(0x34, 90)].map {
            SynthesizerEvent.systemExclusive(port: 0, bytes: $0)
        }
        // The messages themselves are given back afterwards.
        let allocations = withExtendedLifetime(messages) {
            allocation_counter_start()
            for message in messages { synthesizer.handle(message) }
            return allocation_counter_stop()
        }
        // −1 under a sanitizer, which counts for itself.
        #expect(allocations <= 0)
        sound += render(synthesizer, 40_000)
        #expect(sound == Array(response([], seconds: 42_000 / Self.rate).prefix(42_000)))
        #expect(synthesizer.isSilent)
    }
}
