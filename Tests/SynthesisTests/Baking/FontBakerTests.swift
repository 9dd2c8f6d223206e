import SoundFonts
import Synthesis
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Baking SoundFonts")
struct FontBakerTests {
    /// A corner of the keyboard around the last damper, at a low rate.
    private var settings: FontBaker.Settings {
        var settings = FontBaker.Settings()
        settings.sampleRate = 16_000
        settings.keySpacing = 3
        settings.keys = 85...91
        settings.layers = [.init(0...64, recorded: 50), .init(65...127, recorded: 100)]
        settings.seconds = 0.8
        settings.loopSeconds = 0.3
        return settings
    }

    private func font(_ settings: FontBaker.Settings) throws -> SoundFont {
        try SoundFont(bytes: FontBaker(settings).bake([.piano], name: "corner").serialized(), name: "corner.sf2")
    }

    @Test("every key and velocity is played by one stereo pair, tuned and damped for itself")
    func regions() throws {
        let font = try font(settings)
        #expect(font.warnings.isEmpty)
        let preset = try #require(font.preset(bank: 0, program: 0))
        let (regions, warnings) = font.regions(ofPreset: preset)
        #expect(warnings.isEmpty)
        for key in UInt8(0)...127 {
            for velocity in UInt8(1)...127 {
                let playing = regions.filter { $0.keys.contains(key) && $0.velocities.contains(velocity) }
                #expect(playing.map { $0.generators[.pan] } == [-500, 500])
                #expect(playing.map { font.samples[$0.sample].kind } == [.left, .right])
            }
        }
        for region in regions where region.keys.count == 1 {
            let key = Double(region.keys.lowerBound)
            let root = Double(font.samples[region.sample].rootKey)
            // A grand piano's tuning rises from −2 cents at key 76 to 11 at key 93.
            #expect(abs(Double(region.generators[.fineTune]) - 13 * (key - root) / 17) <= 1)
            // Dampers of these keys end a note in some tenths of a second; above there are none.
            let release = exp2(Double(region.generators[.volumeEnvelopeRelease]) / 1200)
            if key <= 88 { #expect((0.1...0.6).contains(release)) } else { #expect(release > 60) }
            // The envelope holds until the transposed recording is steady, 2048 frames before its loop.
            guard key <= 88 else {
                #expect(region.generators[.sampleModes] == 0)
                continue
            }
            #expect(region.generators[.sampleModes] == 1)
            let hold = exp2(Double(region.generators[.volumeEnvelopeHold]) / 1200)
            let loop = Double(font.samples[region.sample].loop.lowerBound - 2048) / 16_000
            #expect(font.samples[region.sample].loop.count % 1024 == 0)
            #expect(abs(hold / (loop * exp2((root - key) / 12)) - 1) < 0.001)
        }
    }

    @Test("a layer played at its recorded velocity has the piano's level")
    func levels() throws {
        let baked = try FontBaker(settings).bake([.piano], name: "levels")
        let modulators = baked.instruments[0].zones[0].modulators
        let recorder = NoteRecorder(sampleRate: 16_000) { AdditivePiano(sampleRate: $0, polyphony: 4) }
        // Recordings of one key: layer 1 left and right, layer 2 left and right.
        let differences = zip([50, 100], [baked.samples[0], baked.samples[2]]).map { velocity, sample in
            guard case .int16(let frames) = sample.frames else { return 0.0 }
            let sum = frames.prefix(6000).reduce(0.0) { $0 + pow(Double($1) / 32_768, 2) }
            let x = Double(127 - velocity) / 127
            let attenuation = Double(modulators[3].amount) * x / 10 + Double(modulators[4].amount) * x * x / 10
            let sound = recorder.record(key: Int(sample.rootKey), velocity: velocity, frames: 6000)
            let reference = sound.left.reduce(0.0) { $0 + Double($1 * $1) }
            return 10 * log10(sum / reference) - attenuation
        }
        #expect(abs(differences[0] - differences[1]) < 0.05)
    }

    @Test("the loudest frame is near full scale, and the same settings make the same font")
    func scale() throws {
        var settings = settings
        settings.keys = 88...90
        settings.isStereo = false
        let first = try FontBaker(settings).bake([.piano], name: "scale")
        let peak = first.samples.reduce(0) { largest, sample in
            guard case .int16(let frames) = sample.frames else { return largest }
            return frames.reduce(largest) { max($0, abs(Int($1))) }
        }
        #expect(abs(Double(peak) / 32_768 - 0.9) < 0.001)
        let second = try FontBaker(settings).bake([.piano], name: "scale")
        #expect(try first.serialized(compressed: true) == second.serialized(compressed: true))
    }

    @Test("progress counts to the end, and what it throws ends the work")
    func progress() throws {
        struct Enough: Error {}
        var settings = settings
        settings.keys = 91...91
        var seen: [Int] = []
        _ = try FontBaker(settings).bake([.piano], name: "p") { done, total in
            #expect(total == 4)
            seen.append(done)
        }
        #expect(seen == [1, 2, 3, 4])
        #expect(throws: Enough.self) {
            try FontBaker(settings).bake([.piano], name: "p") { done, _ in if done == 2 { throw Enough() } }
        }
    }
}

@Suite("Velocity curves")
struct VelocityCurveTests {
    @Test("a curve of the kind is found from its levels, whatever their offset")
    func found() {
        let curve = VelocityCurve(
            levels: stride(from: 10, through: 127, by: 9).map { velocity in
                let x = Double(127 - velocity) / 127
                return (velocity: velocity, level: 3 - 8 * x - 27 * x * x)
            })
        #expect(curve.linear == 80)
        #expect(curve.quadratic == 270)
        #expect(abs(curve.attenuation(64) - (8 * 63.0 / 127 + 27 * 63.0 * 63 / 127 / 127)) < 1e-9)
        #expect(curve.attenuation(127) == 0)
    }

    @Test("it never falls with velocity")
    func monotonic() {
        let odd = VelocityCurve(levels: [(1, -10), (60, -12), (127, 0)])
        #expect(odd.linear >= 0)
        #expect(odd.quadratic >= 0)
        let flat = VelocityCurve(levels: [(20, 5), (100, 5)])
        #expect(flat.attenuation(1) == 0)
    }
}
