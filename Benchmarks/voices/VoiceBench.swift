import DSP
import Foundation

/// Voices that play, each its own sample, and a clock.
final class VoiceBench {
    enum Mix {
        case none
        case dry
        case sends
    }

    let voices: Int
    private let memory: [UnsafeMutablePointer<Int16>]
    private let floats: [UnsafeMutablePointer<Float>]
    private let samples: [PlayableSample]
    private let floatSamples: [PlayableSample]
    private static let frames = 150_000

    init(voices: Int) {
        self.voices = voices
        var noise = NoiseGenerator(seed: 1)
        memory = (0..<voices).map { _ in
            let frames = UnsafeMutablePointer<Int16>.allocate(capacity: Self.frames)
            for index in 0..<Self.frames { frames[index] = Int16(10_000 * noise.next()) }
            return frames
        }
        samples = memory.map {
            PlayableSample(
                int16: $0, count: Self.frames, loop: 100_000..<149_000, loopMode: .continuous, ratios: 1...3)
        }
        // What 24-bit and compressed samples become.
        floats = memory.map { words in
            let frames = UnsafeMutablePointer<Float>.allocate(capacity: Self.frames)
            for index in 0..<Self.frames { frames[index] = Float(words[index]) / 32_768 }
            return frames
        }
        floatSamples = floats.map {
            PlayableSample(
                float: $0, count: Self.frames, loop: 100_000..<149_000, loopMode: .continuous, ratios: 1...3)
        }
    }

    deinit {
        for frames in memory { frames.deallocate() }
        for frames in floats { frames.deallocate() }
    }

    /// Nanoseconds a frame of a voice, the best of runs that take `seconds` together.
    func time(
        _ interpolation: Interpolation, filter: Bool = false, mix: Mix = .none, up: Bool = false, isFloat: Bool = false,
        seconds: Double
    ) -> Double {
        let (bank, mixer) = (VoiceFilterBank(capacity: voices, sampleRate: 44_100), VoiceMixer(capacity: voices))
        let (block, buffer) = (VoiceBlock(), MixBuffer(capacity: 64))
        let handles = (isFloat ? floatSamples : samples).map(\.handle)
        let ratios = (0..<voices).map { exp2((Double($0 % 61) / 5 - 5 + (up ? 12 : 0)) / 12) }
        var best = Double.infinity
        let end = Self.clock() + seconds
        repeat {
            var playheads = handles.enumerated().map { SamplePlayhead($0.element, start: 37 * $0.offset) }
            let quanta = 200
            let start = Self.clock()
            for quantum in 0..<quanta {
                for group in 0..<voices / 16 {
                    for lane in 0..<16 {
                        let slot = 16 * group + lane
                        playheads[slot].render(
                            handles[slot], ratio: ratios[slot], interpolation: interpolation, into: block.row(lane),
                            frames: 64)
                    }
                    if filter {
                        for slot in 16 * group..<16 * group + 16 {
                            bank.set(slot, cutoff: 2_000 + Double(quantum), resonance: 3)
                        }
                        bank.process(group: group, block, frames: 0..<64)
                    }
                    if mix != .none {
                        let send: Float = mix == .sends ? 0.1 : 0
                        for slot in 16 * group..<16 * group + 16 {
                            let level = Float(quantum & 7) * 0.01
                            mixer.set(slot, VoiceGains(left: level, right: 0.1 - level, reverb: send, chorus: send))
                        }
                        mixer.mix(group: group, block, frames: 0..<64, into: buffer.bus)
                    }
                }
                buffer.bus.clear(frames: 64)
            }
            best = min(best, (Self.clock() - start) / Double(quanta * voices * 64))
        } while Self.clock() < end
        return best * 1e9
    }

    /// This thread's processor time, seconds.
    static func clock() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
