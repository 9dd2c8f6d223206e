#if canImport(Glibc)
    import Glibc
#endif

/// A voice's modulation envelope: 0…1, for pitch and filter.
///
/// The attack is the specification's convex curve, decay and release are straight lines whose times are for the whole
/// way from 1 to 0.
struct ModulationEnvelope {
    enum Stage: UInt8 { case delay, attack, hold, decay, sustain, release, done }

    private(set) var stage = Stage.done
    /// The value now, 0…1.
    private(set) var value: Float = 0
    /// Whether the value may be another one later without a release.
    @inline(__always)
    var isMoving: Bool { stage != .sustain && stage != .done }
    private var remaining: Float = 0
    private var attack: Float = 1
    private var hold: Float = 0
    private var decayStep: Float = 0
    private var sustain: Float = 1
    private var releaseStep: Float = 0

    init() {}

    /// Starts at 0; times in frames, `sustain` a share of the peak.
    init(delay: Float, attack: Float, hold: Float, decay: Float, sustain: Float) {
        stage = .delay
        remaining = max(0, delay)
        self.attack = max(1, attack)
        self.hold = max(0, hold)
        decayStep = 1 / max(1, decay)
        self.sustain = min(1, max(0, sustain))
        if remaining == 0 {
            stage = .attack
            remaining = self.attack
        }
    }

    /// Lets go: `frames` is the time from 1 to 0.
    mutating func letGo(frames: Float) {
        guard stage != .done else { return }
        stage = .release
        releaseStep = 1 / max(1, frames)
    }

    /// Takes back that it was let go: from where it is it falls to the sustain level, or stays if it is below.
    mutating func resume() {
        guard stage == .release || stage == .done else { return }
        if value > sustain {
            stage = .decay
        } else {
            sustain = value
            stage = .sustain
        }
    }

    /// Goes on by some frames.
    @inline(__always)
    mutating func advance(_ frames: Int32) {
        if stage == .sustain || stage == .done { return }
        step(Float(frames))
    }

    private mutating func step(_ count: Float) {
        var frames = count
        while true {
            switch stage {
            case .delay:
                if frames < remaining {
                    remaining -= frames
                    return
                }
                frames -= remaining
                stage = .attack
                remaining = attack
            case .attack:
                if frames < remaining {
                    remaining -= frames
                    let share = 1 - remaining / attack
                    value = share <= 0 ? 0 : max(0, 1 + 40.0 / 96 * log10f(share))
                    return
                }
                frames -= remaining
                value = 1
                stage = .hold
                remaining = hold
            case .hold:
                if frames < remaining {
                    remaining -= frames
                    return
                }
                frames -= remaining
                stage = .decay
            case .decay:
                value = max(sustain, value - decayStep * frames)
                if value <= sustain { stage = .sustain }
                return
            case .release:
                value = max(0, value - releaseStep * frames)
                if value <= 0 { stage = .done }
                return
            case .sustain, .done: return
            }
        }
    }
}
