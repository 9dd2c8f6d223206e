import DSP
import SymbolicMusic

/// Plays a score: into a buffer at once, or block by block for live sound.
///
/// ```swift
/// let sound = try ScoreRenderer(score, settings: RenderSettings()).render()
/// ```
///
/// The initialiser takes all memory; `render(left:right:frames:)` neither allocates nor locks, so an audio thread may
/// call it. Made for one thread at a time. Events land on their exact frames, and the samples depend neither on the
/// size of the blocks nor on the number of threads.
public final class ScoreRenderer {
    /// The settings in force.
    public let settings: RenderSettings
    /// The score's events.
    public let sequencer: ScoreSequencer
    /// The channels and instruments that play.
    public let synthesizer: Synthesizer
    /// The frame that the next block starts with.
    public private(set) var position = 0

    let gain: Float
    let piano: AdditivePiano
    private var nextEvent = 0
    private let limiter: LookAheadLimiter
    private var isPrimed = false

    /// Prepares a score for live sound or for `render()`.
    ///
    /// - Throws: `RenderError` when a setting is out of range or the score too long.
    public init(_ score: Score, settings: RenderSettings = RenderSettings()) throws(RenderError) {
        try settings.validate()
        self.settings = settings
        sequencer = try ScoreSequencer(score, sampleRate: settings.sampleRate, limit: settings.maximumSeconds)
        piano = AdditivePiano(sampleRate: settings.sampleRate, polyphony: settings.polyphony)
        synthesizer = Synthesizer(
            sampleRate: settings.sampleRate, melodic: piano, reverb: settings.reverb,
            reverbAmount: settings.reverbAmount, polyphony: settings.polyphony)
        gain = Decibels.amplitude(settings.gain)
        limiter = LookAheadLimiter(ceiling: settings.normalisePeak ?? -1, sampleRate: settings.sampleRate)
    }

    /// Whether the score is over and its last sound has died away.
    public var isFinished: Bool { nextEvent >= sequencer.events.count && synthesizer.isSilent }

    /// Whether all events have been played.
    public var isPastLastEvent: Bool { nextEvent >= sequencer.events.count && position >= sequencer.endFrame }

    /// The length without the tail, in seconds.
    public var duration: Double { sequencer.duration }

    /// Renders the next block for live sound, limited to −1 dBFS (or the settings' peak).
    ///
    /// The limiter's look-ahead is taken up front, so that frame 0 is the score's first.
    public func render(left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, frames: Int) {
        if !isPrimed {
            isPrimed = true
            prime()
        }
        renderDry(left: left, right: right, frames: frames)
        limiter.process(left: left, right: right, frames: frames)
    }

    /// Goes to a time in the score: what sounded ends, controllers take the values they have there.
    public func seek(toSeconds seconds: Double) {
        synthesizer.reset()
        limiter.reset()
        isPrimed = false
        position = min(sequencer.endFrame, max(0, Int(seconds * settings.sampleRate)))
        nextEvent = 0
        while nextEvent < sequencer.events.count, sequencer.events[nextEvent].frame < position {
            switch sequencer.events[nextEvent].event {
            case .noteOn, .noteOff: break
            default: synthesizer.handle(sequencer.events[nextEvent].event)
            }
            nextEvent += 1
        }
    }

    private func prime() {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 128) { scratch in
            guard let left = scratch.baseAddress else { return }
            var missing = limiter.latency
            while missing > 0 {
                let count = min(64, missing)
                renderDry(left: left, right: left + 64, frames: count)
                limiter.process(left: left, right: left + 64, frames: count)
                missing -= count
            }
        }
    }

    /// Renders without limiter, events on their frames.
    func renderDry(left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, frames: Int) {
        sequencer.events.withUnsafeBufferPointer { events in
            var done = 0
            while done < frames {
                while nextEvent < events.count, events[nextEvent].frame <= position {
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
        if gain != 1 {
            for frame in 0..<frames {
                left[frame] *= gain
                right[frame] *= gain
            }
        }
    }
}
