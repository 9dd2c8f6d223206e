import DSP
import Foundation
import SymbolicMusic
import Synthesis
import Testing

@Suite("Tails")
struct TailTests {
    private let note = [Note(onset: 0, duration: 22_050, pitch: 60, velocity: 100)]

    @Test("an automatic tail ends when the sound has died away")
    func auto() throws {
        let sound = try ScoreRenderer(score(note)).render()
        #expect(sound.duration > 0.6 && sound.duration < 4)
        let last = sound.left.suffix(2_000).map { abs($0) }.max() ?? 1
        #expect(Decibels.level(last / sound.peak) < -55)
    }

    @Test("a pedal that is never lifted ends too, faded")
    func heldPedal() throws {
        let piece = score(
            [Note(onset: 0, duration: 22_050, pitch: 24, velocity: 127)],
            controls: [ControlEvent(tick: 0, kind: .controller(64, 127))])
        let sound = try ScoreRenderer(piece).render()
        #expect(sound.duration <= 0.5 + ScoreRenderer.longestTail + 0.01)
        #expect(abs(sound.left.last ?? 1) < 1e-3)
    }

    @Test("a tail of seconds is exactly that long")
    func fixed() throws {
        var settings = RenderSettings()
        settings.tail = .seconds(0.25)
        #expect(try ScoreRenderer(score(note), settings: settings).render().frames == 22_050 + 11_025)
    }

    @Test("without normalisation the limiter keeps true peaks under −1 dBFS")
    func limiter() throws {
        var settings = RenderSettings()
        settings.normalisePeak = nil
        settings.gain = 30
        let sound = try ScoreRenderer(score(note), settings: settings).render()
        #expect(Decibels.level(sound.truePeak) < -0.95 && Decibels.level(sound.peak) > -1.5)
        #expect(sound.left.firstIndex { $0 != 0 } == 0, "the look-ahead does not shift the music")
    }

    @Test("settings survive JSON")
    func json() throws {
        var settings = RenderSettings()
        settings.tail = .seconds(2)
        settings.reverb = .plate
        settings.normalisePeak = nil
        let data = try JSONEncoder().encode(settings)
        #expect(try JSONDecoder().decode(RenderSettings.self, from: data) == settings)
    }
}
