import DSP
import SoundFonts
import SymbolicMusic
import Synthesis
import Testing

@Suite("Extreme scores")
struct ExtremeScoreTests {
    private func isSound(_ buffer: StereoBuffer) -> Bool {
        buffer.left.allSatisfy { $0.isFinite } && buffer.right.allSatisfy { $0.isFinite }
    }

    @Test("all 88 keys at once, softest and hardest", arguments: [1, 127] as [UInt8])
    func allKeys(velocity: UInt8) throws {
        let notes = (21...108).map { Note(onset: 0, duration: 20_000, pitch: UInt8($0), velocity: velocity) }
        let sound = try ScoreRenderer(score(notes)).render()
        #expect(isSound(sound))
        #expect(abs(Decibels.level(sound.truePeak) + 1) < 0.05)
    }

    @Test("the outermost pitches at the outermost rates", arguments: [8_000.0, 44_100, 192_000])
    func rates(rate: Double) throws {
        var settings = RenderSettings()
        settings.sampleRate = rate
        settings.tail = .seconds(0.2)
        for pitch in [0, 127] as [UInt8] {
            let sound = try ScoreRenderer(score([Note(onset: 0, duration: 9_000, pitch: pitch)]), settings: settings)
                .render()
            #expect(isSound(sound))
            #expect(sound.sampleRate == rate)
            // At 8 kHz the highest keys have no partial under 0.45 of the rate; their knock remains.
            #expect(sound.peak > 0)
        }
    }

    @Test("ten thousand notes at once: no more voices than the polyphony, no damage")
    func tooManyNotes() throws {
        let notes = (0..<10_000).map { Note(onset: 0, duration: 5_000, pitch: UInt8(21 + $0 % 88)) }
        var settings = RenderSettings()
        settings.polyphony = 32
        settings.tail = .seconds(0.1)
        let renderer = try ScoreRenderer(score(notes), settings: settings)
        let sound = renderer.render()
        #expect(isSound(sound))
        #expect(renderer.synthesizer.activeVoices <= 32)
    }

    @Test("a microsecond a quarter: all notes within a few frames, and they are heard")
    func fastestTempo() throws {
        var piece = score(
            (0..<2_000).map { Note(onset: $0 * 11_025, duration: 11_025, pitch: UInt8(40 + $0 % 40)) })
        piece.tempoMap = TempoMap(
            ticksPerQuarter: 22_050, changes: [TempoMap.Change(tick: 0, microsecondsPerQuarter: 1)])
        var settings = RenderSettings()
        settings.tail = .seconds(0.2)
        let renderer = try ScoreRenderer(piece, settings: settings)
        // 1,000 quarters of a microsecond are a millisecond.
        #expect(abs(renderer.duration - 0.001) < 1e-4)
        let sound = renderer.render()
        #expect(isSound(sound) && sound.peak > 0.5)
        #expect(abs(Double(sound.frames) - 0.201 * 44_100) < 10)
    }

    @Test("a font without presets is silence of the score's length")
    func emptyFont() throws {
        let font = try SoundFont(bytes: SoundFontDraft(name: "empty").serialized(), name: "empty")
        #expect(font.presets.isEmpty)
        let piece = score(
            [Note(onset: 0, duration: 20_000, pitch: 60)],
            controls: [ControlEvent(tick: 0, kind: .program(9)), ControlEvent(tick: 5, kind: .controller(64, 127))])
        for loading in [ScoreRenderer.Loading.complete, .ahead(seconds: 0)] {
            let renderer = try ScoreRenderer(piece, instrument: .soundFont(font, preset: nil), loading: loading)
            let sound = renderer.render()
            #expect(sound.peak == 0 && sound.frames >= 20_000)
            #expect(renderer.failures.isEmpty && renderer.missedRegions == 0)
        }
    }

    @Test("a stolen voice fades without a click")
    func stealing() throws {
        var settings = RenderSettings()
        settings.polyphony = 1
        settings.reverb = .off
        settings.normalisePeak = nil
        // A quiet, deep note gives way to one whose first frames are still quieter.
        let piece = score([
            Note(onset: 0, duration: 30_000, pitch: 33, velocity: 120),
            Note(onset: 10_000, duration: 30_000, pitch: 31, velocity: 1),
        ])
        let sound = try ScoreRenderer(piece, settings: settings).render()
        func largestStep(_ range: Range<Int>) -> Float {
            range.map { abs(sound.left[$0 + 1] - sound.left[$0]) }.max() ?? 0
        }
        #expect(largestStep(9_990..<10_600) < 1.3 * largestStep(8_000..<9_900))
    }

    @Test("a score without notes is silence of its length")
    func silence() throws {
        let sound = try ScoreRenderer(score([], endTick: 44_100)).render()
        #expect(sound.frames == 44_100)
        #expect(sound.peak == 0)
        #expect(try ScoreRenderer(Score()).render().frames == 0)
    }

    @Test("a day-long gap is refused with its length and the limit")
    func dayLongGap() {
        let piece = score([
            Note(onset: 0, duration: 100, pitch: 60), Note(onset: 86_400 * 44_100, duration: 100, pitch: 60),
        ])
        #expect(throws: RenderError.self) { try ScoreRenderer(piece) }
        do { _ = try ScoreRenderer(piece) } catch {
            #expect("\(error)".contains("24 h 0 min"))
            #expect("\(error)".contains("12 h 0 min"))
        }
        let endless = score([Note(onset: .max - 5, duration: 3, pitch: 60)])
        #expect(throws: RenderError.self) { try ScoreRenderer(endless) }
    }

    @Test("settings out of range are refused with a remedy")
    func badSettings() {
        func refuses(_ change: (inout RenderSettings) -> Void) -> Bool {
            var settings = RenderSettings()
            change(&settings)
            do { try settings.validate() } catch { return "\(error)".contains("choose") }
            return false
        }
        #expect(refuses { $0.sampleRate = 7_999 })
        #expect(refuses { $0.sampleRate = .nan })
        #expect(refuses { $0.polyphony = 0 })
        #expect(refuses { $0.gain = .infinity })
        #expect(refuses { $0.tail = .seconds(-1) })
        #expect(refuses { $0.normalisePeak = 3 })
        #expect(refuses { $0.maximumSeconds = 1e11 })
        #expect(!refuses { $0.sampleRate = 192_000 })
    }
}
