import CAllocationCounter
import DSP
import Glibc
import SoundFonts
import SymbolicMusic
import Synthesis
import Testing

@Suite("Samples that are loaded while they sound")
struct LoadingAheadTests {
    private static let rate = 8_000.0

    /// A compressed font: a long sound without a loop, one with a loop near its end, one whose loop is left.
    private static let font: [UInt8] = {
        var noise = NoiseGenerator(seed: 3)
        let frames = (0..<90_000).map { frame in
            Int16(9_000 * sin(0.05 * Double(frame)) + 3_000 * Double(noise.next()))
        }
        var draft = SoundFontDraft(name: "long")
        let once = draft.add(.init("once", .int16(frames), sampleRate: 16_000))
        let looped = draft.add(.init("looped", .int16(frames.reversed()), sampleRate: 16_000, loop: 60_000..<80_000))
        let left = draft.add(.init("left", .int16(frames), sampleRate: 16_000, loop: 20_000..<45_000))
        let instrument = draft.addInstrument(
            "all",
            zones: [
                .init(once, keys: 0...59, generators: [(.volumeEnvelopeRelease, -2_000)]),
                .init(looped, keys: 60...71, generators: [(.sampleModes, 1), (.volumeEnvelopeRelease, 0)]),
                .init(left, keys: 72...127, generators: [(.sampleModes, 3), (.volumeEnvelopeRelease, 1_200)]),
            ])
        draft.addPreset("all", zones: [.init(instrument)])
        return (try? draft.serialized(compressed: true)) ?? []
    }()

    /// Ticks at 22,050 a quarter of half a second: 44,100 a second.
    private static let piece = score(
        [
            Note(onset: 0, duration: 10_000, pitch: 48), Note(onset: 500, duration: 90_000, pitch: 57),
            Note(onset: 1_000, duration: 300_000, pitch: 63), Note(onset: 2_000, duration: 120_000, pitch: 72),
            Note(onset: 150_000, duration: 20_000, pitch: 50), Note(onset: 160_000, duration: 60_000, pitch: 69),
            Note(onset: 200_000, duration: 90_000, pitch: 80),
        ],
        controls: [
            ControlEvent(tick: 140_000, kind: .controller(64, 127)),
            ControlEvent(tick: 230_000, kind: .controller(64, 0)),
        ])

    private static let bent = score(
        [Note(onset: 0, duration: 140_000, pitch: 59)],
        controls: [
            ControlEvent(tick: 0, kind: .controller(101, 0)), ControlEvent(tick: 0, kind: .controller(100, 0)),
            ControlEvent(tick: 0, kind: .controller(6, 12)), ControlEvent(tick: 100, kind: .pitchBend(8_191)),
        ])

    private func renderer(_ piece: Score, _ loading: ScoreRenderer.Loading, _ bytes: [UInt8] = font) throws
        -> ScoreRenderer
    {
        var settings = RenderSettings()
        settings.sampleRate = Self.rate
        settings.reverb = .off
        settings.chorus = false
        return try ScoreRenderer(
            piece, instrument: .soundFont(SoundFont(bytes: bytes, name: "long"), preset: nil), settings: settings,
            loading: loading)
    }

    /// Live sound in blocks; `wait` comes before each.
    private func live(_ renderer: ScoreRenderer, seconds: Double, block: Int = 256, wait: (Int) -> Void) -> [Float] {
        var (left, right) = ([Float](repeating: 0, count: block), [Float](repeating: 0, count: block))
        var sound: [Float] = []
        while sound.count < Int(seconds * Self.rate) {
            wait(sound.count)
            renderer.render(left: &left, right: &right, frames: block)
            sound += left
        }
        return sound
    }

    @Test("live sound is that of samples loaded as a whole, frame by frame")
    func equality() throws {
        let whole = try renderer(Self.piece, .complete)
        let reference = live(whole, seconds: 8) { _ in }
        let ahead = try renderer(Self.piece, .ahead(seconds: 0.05))
        let sound = live(ahead, seconds: 8) { frame in
            // The first fifth of a second is rendered at once, on beginnings only.
            if frame > 1_600 { ahead.awaitSamples(forNext: 256, patience: 10) }
        }
        #expect(zip(sound, reference).allSatisfy { $0 == $1 })
        #expect(ahead.missedRegions == 0 && ahead.failures.isEmpty)
        #expect(reference.contains { abs($0) > 0.01 })
        // What keeps no time waits for everything.
        #expect(try renderer(Self.piece, .ahead(seconds: 0.1)).render() == renderer(Self.piece, .complete).render())
    }

    @Test("a voice that needs more than its notes let expect gets it in time")
    func wish() throws {
        let reference = live(try renderer(Self.bent, .complete), seconds: 4) { _ in }
        let ahead = try renderer(Self.bent, .ahead(seconds: 0.3))
        // Slowly enough: a voice asks a second of this rate ahead.
        let sound = live(ahead, seconds: 4, block: 1_024) { frame in usleep(frame > 1_600 ? 60_000 : 0) }
        #expect(zip(sound, reference).allSatisfy { $0 == $1 })
        #expect(ahead.missedRegions == 0)
    }

    @Test("what comes too late is faded out and counted; nothing is taken from the heap, nothing locked")
    func late() throws {
        let long = score([Note(onset: 0, duration: 240_000, pitch: 48), Note(onset: 0, duration: 240_000, pitch: 50)])
        let font = try SoundFont(bytes: Self.font, name: "long")
        let instrument = SoundFontInstrument(font: font, sampleRate: Self.rate)
        // Notes of a tenth of a second are prepared, longer ones played.
        instrument.prepare(notes: [48, 50].map { NoteUse(key: $0, velocity: 100) }, longest: 800)
        let synthesizer = Synthesizer(
            sampleRate: Self.rate, melodic: instrument, percussion: instrument, reverb: .off, chorus: false)
        let events = try ScoreSequencer(long, sampleRate: Self.rate).events
        var (left, right) = ([Float](repeating: 0, count: 64), [Float](repeating: 0, count: 64))
        var sound = [Float](repeating: 0, count: 40_000)
        let count = left.withUnsafeMutableBufferPointer { left in
            right.withUnsafeMutableBufferPointer { right in
                sound.withUnsafeMutableBufferPointer { sound in
                    for event in events where event.frame == 0 { synthesizer.handle(event.event) }
                    synthesizer.render(left: left.baseAddress!, right: right.baseAddress!, frames: 64)
                    allocation_counter_start()
                    for block in 1..<600 {
                        synthesizer.render(left: left.baseAddress!, right: right.baseAddress!, frames: 64)
                        for frame in 0..<64 { sound[64 * block + frame] = left[frame] }
                    }
                    return allocation_counter_stop()
                }
            }
        }
        #expect(count == 0 || count == -1, "\(count) calls")
        #expect(instrument.missedRegions == 0 && instrument.cutRegions == 2)
        #expect(instrument.activeVoices == 0)
        let end = try #require(sound.lastIndex { $0 != 0 })
        #expect(end > 800 && end < 30_000)
        // No click: the last frames get smaller and smaller.
        #expect(sound[end - 8...end].allSatisfy { abs($0) < 0.02 })
    }

    @Test("damaged streams never make live sound what is none", arguments: 0..<12)
    func damage(seed: Int) throws {
        var state = UInt64(seed) &* 2_654_435_761 &+ 1
        func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var bytes = Self.font
        for _ in 0..<8 {
            let place = 400 + below(bytes.count - 1_200)
            if seed % 2 == 0 {
                bytes[place] = UInt8(below(256))
            } else {
                for index in place..<min(bytes.count - 800, place + 3_000) { bytes[index] = 0 }
            }
        }
        guard (try? SoundFont(bytes: bytes, name: "damaged")) != nil else { return }
        let ahead = try renderer(Self.piece, .ahead(seconds: 0.3), bytes)
        let sound = live(ahead, seconds: 3) { _ in }
        #expect(sound.allSatisfy { $0.isFinite && abs($0) <= 1 })
    }
}
