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

    /// Waits until what is needed before a frame of the score is loaded, but no longer than so many milliseconds.
    /// Lets go of memory that samples do not need, too.
    func wait(for frame: Int, patience: Int) {
        background?.wait(for: frame, patience: patience)
        trim()
    }

    /// Lets go of memory that samples do not need; not for the audio thread.
    func trim() { sampler?.library.trim() }

    /// Why samples could not be loaded, so far.
    var failures: [SoundFontError] { sampler?.failures ?? [] }

    /// Voices that were left out, or that ended early, for want of their samples.
    var missedRegions: Int { sampler.map { $0.missedRegions + $0.cutRegions } ?? 0 }

    /// Loads what a score will play.
    ///
    /// - Parameter lead: what is needed within so many frames is loaded before this returns; the rest follows in the
    ///   background, in the order in which it is needed. Nil loads everything now.
    func prepare(_ sequencer: ScoreSequencer, lead: Int?) {
        guard let sampler else { return }
        let uses = NoteCensus.uses(of: sequencer)
        guard let lead else {
            sampler.prepare(notes: uses.map(\.use))
            return
        }
        let schedule = LoadingSchedule(sampler.demands(of: uses), sampleRate: sequencer.sampleRate)
        let first = schedule.count(before: lead)
        sampler.library.load(Array(schedule.demands[..<first]))
        background = BackgroundPreparation(sampler.library, demands: schedule.demands[first...])
    }

    /// Loads all that `prepare` with a lead has left for later, for rendering that does not keep time.
    func complete(_ sequencer: ScoreSequencer) {
        guard let background else { return }
        background.end()
        self.background = nil
        prepare(sequencer, lead: nil)
    }
}
