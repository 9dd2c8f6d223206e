import SoundFonts

/// The instruments that a score is played on.
final class InstrumentRack {
    let melodic: any Instrument
    /// The instrument of the drum parts; nil leaves them to the synthesizer's own.
    let percussion: (any Instrument)?
    private let piano: AdditivePiano?
    private let sampler: SoundFontInstrument?
    private var background: BackgroundPreparation?

    init(_ choice: InstrumentChoice, settings: RenderSettings) {
        switch choice {
        case .piano:
            let piano = AdditivePiano(sampleRate: settings.sampleRate, polyphony: settings.polyphony)
            self.piano = piano
            sampler = nil
            melodic = piano
            percussion = nil
        case .soundFont(let font, let preset):
            var own = SoundFontInstrument.Settings()
            own.polyphony = settings.polyphony
            own.interpolation = settings.interpolation
            own.forcedPreset = preset
            let sampler = SoundFontInstrument(font: font, sampleRate: settings.sampleRate, settings: own)
            piano = nil
            self.sampler = sampler
            melodic = sampler
            percussion = sampler
        }
    }

    deinit { background?.cancel() }

    /// Threads for rendering; more than one only where nobody waits for the sound.
    var threads: Int {
        get { piano?.threads ?? sampler?.threads ?? 1 }
        set {
            piano?.threads = newValue
            sampler?.threads = newValue
        }
    }

    /// Why samples could not be loaded, so far.
    var failures: [SoundFontError] { sampler?.failures ?? [] }

    /// Voices that were left out for want of their samples.
    var missedRegions: Int { sampler?.missedRegions ?? 0 }

    /// Loads what a score will play.
    ///
    /// - Parameter lead: frames whose notes are loaded before this returns; the others follow in the background, in
    ///   the order of the score. Nil loads everything now.
    func prepare(_ sequencer: ScoreSequencer, lead: Int?) {
        guard let sampler else { return }
        let uses = NoteCensus.uses(of: sequencer)
        guard let lead else {
            sampler.prepare(notes: uses.map(\.use))
            return
        }
        let later = uses.firstIndex { $0.frame >= lead } ?? uses.count
        sampler.prepare(notes: uses[..<later].map(\.use))
        if later < uses.count {
            // What a span loads is ready when all of it is, and the first notes come soon; so spans are short.
            background = BackgroundPreparation(sampler, uses: uses[later...], span: Int(0.25 * sequencer.sampleRate))
        }
    }
}
