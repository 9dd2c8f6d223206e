import DSP
import SoundFonts
import Synthesis
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// What the font sounds like, played by our own SoundFont instrument, against the piano it was baked from.
@Suite("The baked piano")
struct BakedPianoTests {
    private static let rate = 22_050.0

    /// Keys 59 to 61 on recordings of key 60.
    private static let font = Result {
        var settings = FontBaker.Settings()
        settings.sampleRate = Int(rate)
        settings.keys = 59...61
        settings.seconds = 2
        settings.loopSeconds = 0.5
        settings.layers = [.init(0...80, recorded: 60), .init(81...127, recorded: 100)]
        return try SoundFont(
            bytes: FontBaker(settings).bake([.piano], name: "three keys").serialized(), name: "three.sf2")
    }

    private let font: SoundFont
    private let piano = NoteRecorder(sampleRate: rate) { AdditivePiano(sampleRate: $0, polyphony: 4) }
    private var baked: NoteRecorder {
        NoteRecorder(sampleRate: Self.rate) { [font] rate in
            let instrument = SoundFontInstrument(font: font, sampleRate: rate)
            instrument.prepare(preset: 0)
            return instrument
        }
    }

    init() throws { font = try Self.font.get() }

    private func level(_ sound: StereoBuffer, _ seconds: ClosedRange<Double>) -> Double {
        let range = Int(seconds.lowerBound * Self.rate)..<Int(seconds.upperBound * Self.rate)
        let sum = range.reduce(0.0) { $0 + pow(Double(sound.left[$1]), 2) + pow(Double(sound.right[$1]), 2) }
        return 10 * log10(max(1e-20, sum / Double(2 * range.count)))
    }

    @Test("the first partial of recorded and of transposed keys is within two cents", arguments: [59, 60, 61])
    func pitch(key: Int) throws {
        let steady = SteadyLoop(sampleRate: Self.rate)
        func first(_ recorder: NoteRecorder) throws -> Double {
            let sound = recorder.record(key: key, velocity: 100, frames: 2 * steady.reach)
            let expected = 440 * exp2(Double(key - 69) / 12) / Self.rate
            let partials = steady.partials(of: sound.mono, at: steady.reach)
            return try #require(partials.first { abs($0.frequency / expected - 1) < 0.02 }).frequency
        }
        #expect(try abs(1200 * log2(first(baked) / first(piano))) < 2)
    }

    @Test("levels follow velocity as the piano's do, within 2 dB from 20 to 127")
    func velocity() {
        func levels(_ recorder: NoteRecorder) -> [Double] {
            let all = [20, 40, 60, 80, 81, 100, 115, 127].map { velocity in
                level(recorder.record(key: 60, velocity: velocity, frames: Int(0.6 * Self.rate)), 0...0.5)
            }
            return all.map { $0 - all[5] }
        }
        for (font, piano) in zip(levels(baked), levels(piano)) { #expect(abs(font - piano) < 2) }
    }

    @Test("it decays as the piano does, through the end of the recording into the loop")
    func decay() {
        let (font, piano) = (
            baked.record(key: 60, velocity: 100, frames: Int(4.2 * Self.rate)),
            piano.record(key: 60, velocity: 100, frames: Int(4.2 * Self.rate))
        )
        let early = level(font, 0.1...0.3) - level(piano, 0.1...0.3)
        #expect(abs(level(font, 1.5...1.8) - level(piano, 1.5...1.8) - early) < 1)
        // In the loop strings no longer beat, so that levels can differ for a while.
        #expect(abs(level(font, 2.2...4.2) - level(piano, 2.2...4.2) - early) < 5)
    }

    @Test("a damper ends a note as fast as the piano's")
    func damper() {
        func fall(_ recorder: NoteRecorder) -> Double {
            let sound = recorder.record(
                key: 60, velocity: 100, frames: Int(0.9 * Self.rate), release: Int(0.6 * Self.rate))
            return level(sound, 0.5...0.6) - level(sound, 0.7...0.75)
        }
        let (font, piano) = (fall(baked), fall(piano))
        #expect(piano > 10)
        #expect(abs(font / piano - 1) < 0.2)
    }
}
