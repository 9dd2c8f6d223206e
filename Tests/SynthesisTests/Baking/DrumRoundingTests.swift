import DSP
import SoundFonts
import Synthesis
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// What becomes of the peaks of drums that are harder than most, against the drums as they are.
@Suite("Hard drums in a baked font")
struct DrumRoundingTests {
    /// A drum before and after.
    struct Drum {
        let key: Int
        /// Frames as they are recorded, brought to the font's scale.
        var recorded: [Float]
        /// The same as they stand in the font.
        let baked: [Float]
        var peak: Float { recorded.reduce(0) { max($0, abs($1)) } }
    }

    private static let knee: Float = 0.7
    /// Of the font's sixteen bits.
    private static let step: Float = 1 / 32_768

    private static let drums = Result { () throws -> [Drum] in
        var settings = FontBaker.Settings()
        settings.sampleRate = 16_000
        let font = try FontBaker(settings).bake([.drums], name: "drums")
        let recorder = NoteRecorder(sampleRate: 16_000) { ModalDrums(sampleRate: $0, polyphony: 4) }
        var drums = font.samples.map { sample -> Drum in
            guard case .int16(let frames) = sample.frames else { return Drum(key: 0, recorded: [], baked: []) }
            // The last quarter is faded.
            let count = frames.count * 3 / 4
            let sound = recorder.record(key: Int(sample.rootKey), velocity: 110, frames: count)
            return Drum(
                key: Int(sample.rootKey), recorded: sound.mono, baked: frames.prefix(count).map { Float($0) * step })
        }
        // The scale is that of the softest, which are only scaled.
        let soft = drums.sorted { $0.peak < $1.peak }[..<5]
        var (products, squares) = (0.0, 0.0)
        for drum in soft {
            for (baked, recorded) in zip(drum.baked, drum.recorded) {
                products += Double(baked) * Double(recorded)
                squares += Double(recorded) * Double(recorded)
            }
        }
        let scale = Float(products / squares)
        for index in drums.indices { drums[index].recorded = drums[index].recorded.map { $0 * scale } }
        return drums
    }

    private let drums: [Drum]

    init() throws { drums = try Self.drums.get() }

    private func energy(_ samples: [Float]) -> Double { samples.reduce(0) { $0 + Double($1) * Double($1) } }

    @Test("the drums' median peak is where the font's greatest magnitude is wanted, and none is over full scale")
    func peaks() {
        #expect(drums.map(\.key) == Array(35...81))
        let peaks = drums.map(\.peak).sorted()
        #expect(abs(peaks[peaks.count / 2] - 0.9) < 0.01)
        for drum in drums where drum.peak > 1 {
            let largest = drum.baked.reduce(0) { max($0, abs($1)) }
            #expect(largest > 0.9 && largest <= 1 - Self.step, "key \(drum.key): \(largest)")
        }
    }

    /// Measured: 0.2 to 0.7 dB of bass drums, snares and toms, 1.7 of claves, 3.6 of the clap, whose first two
    /// milliseconds are five times full scale.
    @Test("few drums lose anything that is heard of their level")
    func levels() {
        for drum in drums {
            let loss = 10 * log10(energy(drum.recorded) / energy(drum.baked))
            let most = drum.peak < Self.knee ? 0.001 : drum.key == 39 ? 4 : drum.peak > 2 ? 2 : 0.8
            #expect(loss > -0.001 && loss < most, "key \(drum.key): \(loss) dB")
        }
    }

    @Test("what is softer than the knee is as it was, and soft drums are so throughout")
    func soft() {
        for drum in drums {
            let error = zip(drum.baked, drum.recorded).map { abs($1) < Self.knee ? abs($0 - $1) : 0 }.max() ?? 1
            #expect(error < 1.5 * Self.step, "key \(drum.key)")
        }
        #expect(drums.count { $0.peak < Self.knee } >= 15)
    }

    @Test("rounding makes no step larger than it was and turns no wave over")
    func clicks() {
        for drum in drums {
            let pairs = Array(zip(drum.baked, drum.recorded))
            for (now, next) in zip(pairs, pairs.dropFirst()) {
                let (after, before) = (next.0 - now.0, next.1 - now.1)
                if abs(after) > abs(before) + 2 * Self.step || after * before < -Self.step * abs(before) {
                    Issue.record("key \(drum.key)")
                }
            }
        }
    }
}
