import DSP
import SoundFonts
import SymbolicMusic

/// Plays a score: as a whole, or block by block for live sound.
///
/// ```swift
/// let sound = try ScoreRenderer(score, settings: RenderSettings()).render()
/// ```
///
/// The initialiser takes all memory; `render(left:right:frames:)` neither allocates nor locks, so an audio thread may
/// call it. Made for one thread at a time. Events land on their exact frames, and the samples depend neither on the
/// size of the blocks nor on the number of threads.
public final class ScoreRenderer {
    /// When the samples of a SoundFont are loaded.
    public enum Loading: Sendable, Equatable {
        /// All that the score plays, before anything sounds.
        case complete
        /// What the first seconds need of them before anything sounds, the rest in the background, ahead of the sound
        /// as long as it is played no faster than it lasts.
        case ahead(seconds: Double)
    }

    /// The settings in force.
    public let settings: RenderSettings
    /// The score's events.
    public let sequencer: ScoreSequencer
    /// The channels and instruments that play.
    public let synthesizer: Synthesizer
    /// The frame that the next block starts with.
    public internal(set) var position = 0

    let rack: InstrumentRack
    /// The one track that is heard; nil for all.
    let track: Int?
    private var nextEvent = 0
    private let liveGain: Float
    private let limiter: LookAheadLimiter
    private var isPrimed = false
    private var liveTail: LiveTail

    /// Prepares a score for live sound or for a whole render.
    ///
    /// - Parameters:
    ///   - instrument: what plays it.
    ///   - track: an index into the score's tracks: the one whose notes are heard, while all the others do what they
    ///     do in silence; nil for all tracks. The sounds of all tracks add up to that of the score.
    ///   - loading: when a SoundFont's samples are loaded.
    /// - Throws: `RenderError` when a setting is out of range or the score too long.
    public init(
        _ score: Score, instrument: InstrumentChoice = .piano, settings: RenderSettings = RenderSettings(),
        track: Int? = nil, loading: Loading = .complete
    ) throws(RenderError) {
        try settings.validate()
        self.settings = settings
        self.track = track
        sequencer = try ScoreSequencer(
            score.withoutEmptyEnd(of: Self.longestTail), sampleRate: settings.sampleRate,
            limit: settings.maximumSeconds)
        rack = InstrumentRack(instrument, settings: settings)
        synthesizer = Synthesizer(
            sampleRate: settings.sampleRate, melodic: rack.melodic, percussion: rack.percussion,
            reverb: settings.reverb, reverbAmount: settings.reverbAmount, chorus: settings.chorus,
            fixesReverb: settings.fixesReverb, fixesChorus: settings.fixesChorus, polyphony: settings.polyphony)
        liveGain = Decibels.amplitude(settings.gain)
        limiter = LookAheadLimiter(ceiling: settings.normalisePeak ?? -1, sampleRate: settings.sampleRate)
        liveTail = LiveTail(settings, endFrame: sequencer.endFrame)
        let lead: Int? =
            if case .ahead(let seconds) = loading { Int(min(max(0, seconds), 3_600) * settings.sampleRate) } else {
                nil
            }
        rack.prepare(sequencer, lead: lead)
    }

    /// Whether the score is over and its last sound has died away, in live sound.
    public var isFinished: Bool {
        nextEvent >= sequencer.events.count && (synthesizer.isSilent || liveTail.isOver)
    }

    /// Whether all events have been played.
    public var isPastLastEvent: Bool { nextEvent >= sequencer.events.count && position >= sequencer.endFrame }

    /// The length without the tail, in seconds.
    public var duration: Double { sequencer.duration }

    /// Waits until the samples are loaded that the next frames need, and lets go of memory that they do not need; for
    /// a thread that is ahead of the sound, and not for the audio thread. Voices whose samples are not there by then
    /// are left out.
    ///
    /// - Parameter patience: seconds that it waits at most.
    public func awaitSamples(forNext frames: Int, patience: Double) {
        rack.wait(
            for: position + frames + limiter.latency, patience: Int((min(max(patience, 0), 60) * 1_000).rounded()))
    }

    /// Why samples could not be loaded, so far; what needs them is silent.
    public var failures: [SoundFontError] { rack.failures }

    /// Voices that were left out, or ended early, because their samples could not be loaded, or not in time.
    public var missedRegions: Int { rack.missedRegions }

    /// Renders the next block for live sound, limited to −1 dBTP (or the settings' peak).
    ///
    /// The limiter's look-ahead is taken up front, so that frame 0 is the score's first. An automatic tail that does
    /// not die away by itself is faded out.
    public func render(left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, frames: Int) {
        if !isPrimed {
            isPrimed = true
            prime()
        }
        renderLive(left: left, right: right, frames: frames)
        liveTail.follow(left: left, right: right, frames: frames, end: position)
    }

    /// Goes to a time in the score: what sounded ends, controllers take the values they have there.
    public func seek(toSeconds seconds: Double) {
        synthesizer.reset()
        limiter.reset()
        isPrimed = false
        position = min(sequencer.endFrame, max(0, Int(seconds * settings.sampleRate)))
        liveTail = LiveTail(settings, endFrame: sequencer.endFrame)
        nextEvent = 0
        while nextEvent < sequencer.events.count, sequencer.events[nextEvent].frame < position {
            switch sequencer.events[nextEvent].event {
            case .noteOn, .noteOff: break
            default: synthesizer.handle(sequencer.events[nextEvent].event)
            }
            nextEvent += 1
        }
    }

    private func renderLive(left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, frames: Int) {
        renderDry(left: left, right: right, frames: frames)
        if liveGain != 1 {
            for frame in 0..<frames {
                left[frame] *= liveGain
                right[frame] *= liveGain
            }
        }
        limiter.process(left: left, right: right, frames: frames)
    }

    private func prime() {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 128) { scratch in
            guard let left = scratch.baseAddress else { return }
            var missing = limiter.latency
            while missing > 0 {
                let count = min(64, missing)
                renderLive(left: left, right: left + 64, frames: count)
                missing -= count
            }
        }
    }

    /// Renders without gain and limiter, events on their frames.
    func renderDry(left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, frames: Int) {
        sequencer.events.withUnsafeBufferPointer { events in
            var done = 0
            while done < frames {
                while nextEvent < events.count, events[nextEvent].frame <= position {
                    if let track, sequencer.tracks[nextEvent] >= 0 {
                        synthesizer.isMuted = sequencer.tracks[nextEvent] != track
                    }
                    synthesizer.handle(events[nextEvent].event)
                    nextEvent += 1
                }
                var count = frames - done
                if nextEvent < events.count { count = min(count, events[nextEvent].frame - position) }
                synthesizer.render(left: left + done, right: right + done, frames: count)
                position += count
                done += count
            }
        }
    }
}
