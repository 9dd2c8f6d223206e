#if canImport(Glibc)
    import Glibc
#endif

/// A voice's volume envelope: the amplitude from the stroke to the end.
///
/// The attack is linear in amplitude, hold stays, decay and release fall by a fixed number of decibels a second; the
/// sustain level is reached exactly. The times of decay and release are for a fall of 96 dB, the range that the
/// specification's modulator curves have and that FluidSynth plays; the text of its generators says 100 dB. The stages
/// are counted in frames, so that the envelope is the same however it is stepped.
struct VolumeEnvelope {
    enum Stage: UInt8 { case attack, hold, decay, sustain, release, done }

    /// Decibels of decay and release in their full time.
    static let range: Float = 96
    /// The amplitude at which a voice is over: −100 dB.
    static let silence: Float = 1e-5
    /// Shorter releases, in seconds, are played as this one, lest they click.
    static let shortestRelease: Float = 0.01

    private(set) var stage = Stage.attack
    /// The amplitude now.
    private(set) var level: Float = 0
    /// Frames left of this stage, where it has a length.
    private(set) var remaining: Float = 0
    /// Where it was when it was marked. Three numbers are kept rather than a copy of all: copying what was just
    /// written piece by piece stalls the processor.
    private var markedStage = Stage.attack
    private var markedLevel: Float = 0
    private var markedRemaining: Float = 0
    private var attackStep: Float = 1
    private var hold: Float = 0
    /// Log₂ of the amplitude's change a frame; and the change over a whole quantum.
    private var decay: Float = 0
    private var decayQuantum: Float = 1
    private var sustain: Float = 1
    private var decayFrames: Float = 0
    private var release: Float = 0
    private var releaseQuantum: Float = 1
    /// It went on after a release, so nothing may raise it again.
    private var isCaught = false

    init() {}

    /// Starts at 0.
    ///
    /// - Parameters:
    ///   - attack: frames until the peak.
    ///   - hold: frames at the peak.
    ///   - decay: frames of a fall of 96 dB.
    ///   - sustain: centibels below the peak.
    init(attack: Float, hold: Float, decay: Float, sustain: Float) {
        remaining = max(1, attack)
        attackStep = 1 / remaining
        self.hold = max(0, hold)
        setDecay(frames: decay, sustain: sustain)
    }

    /// Changes decay and sustain, also while they go on.
    mutating func setDecay(frames: Float, sustain centibels: Float) {
        let fall = min(1_440, max(0, centibels))
        sustain = fall >= 1_000 ? 0 : powf(10, -fall / 200)
        if isCaught { sustain = min(sustain, level) }
        let perFrame = Self.range / max(1, frames)
        decayFrames = fall / 10 / perFrame
        decay = -perFrame * 0.166_096_4
        decayQuantum = exp2f(decay * Float(SoundFontVoice.quantum))
        switch stage {
        case .decay: remaining = framesToSustain
        case .sustain: level = sustain
        default: break
        }
    }

    /// Frames that the decay takes from here.
    private var framesToSustain: Float {
        level > sustain && decay < 0 ? max(0, log2f(level / max(sustain, Self.silence)) / -decay) : 0
    }

    /// Lets go, or changes the speed of the release.
    ///
    /// - Parameters:
    ///   - frames: the time of a fall of 96 dB.
    ///   - share: how much of that speed there is; what is missing to 1 is made up by the decay, so that dampers that
    ///     hardly touch leave a sound as it is.
    mutating func letGo(frames: Float, share: Float = 1) {
        guard stage != .done else { return }
        stage = .release
        let free = level > sustain ? decay : 0
        release = -Self.range / max(1, frames) * 0.166_096_4 * share + free * (1 - share)
        releaseQuantum = exp2f(release * Float(SoundFontVoice.quantum))
    }

    /// Takes back that it was let go: from where it is it falls on to the sustain level, or stays if it is below.
    mutating func resume() {
        guard stage == .release else { return }
        isCaught = true
        sustain = min(sustain, level)
        stage = .decay
        remaining = framesToSustain
    }

    /// Remembers this place, to which `rewind` goes back.
    @inline(__always)
    mutating func mark() { (markedStage, markedLevel, markedRemaining) = (stage, level, remaining) }

    /// Goes back to the place that was marked.
    mutating func rewind() { (stage, level, remaining) = (markedStage, markedLevel, markedRemaining) }

    /// Whether the envelope has a corner ahead that a straight line over a quantum would cut.
    @inline(__always)
    var framesToCorner: Float { stage == .attack ? remaining : .infinity }

    /// Goes on by some frames.
    @inline(__always)
    mutating func advance(_ frames: Int32) {
        let isQuantum = frames == Int32(SoundFontVoice.quantum)
        switch stage {
        case .sustain: return
        case .decay where isQuantum && remaining > Float(SoundFontVoice.quantum):
            level *= decayQuantum
            remaining -= Float(SoundFontVoice.quantum)
        case .release:
            level *= isQuantum ? releaseQuantum : exp2f(release * Float(frames))
        default: step(Float(frames))
        }
        if level < Self.silence, stage.rawValue >= Stage.decay.rawValue {
            level = 0
            stage = .done
        }
    }

    private mutating func step(_ count: Float) {
        var frames = count
        if stage == .attack {
            if frames < remaining {
                remaining -= frames
                level = 1 - remaining * attackStep
                return
            }
            frames -= remaining
            level = 1
            stage = .hold
            remaining = hold
        }
        if stage == .hold {
            if frames < remaining {
                remaining -= frames
                return
            }
            frames -= remaining
            stage = .decay
            remaining = decayFrames
        }
        if stage == .decay {
            if frames < remaining {
                remaining -= frames
                level *= exp2f(decay * frames)
                return
            }
            stage = .sustain
            level = sustain
            if sustain == 0 { stage = .done }
        }
    }
}
