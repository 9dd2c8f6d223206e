/// What system exclusive messages set for all channels at once.
struct MasterSettings {
    /// Cents: CA-025 master fine tuning, GS and XG master tune.
    var fine = 0.0
    /// Semitones: CA-025 master coarse tuning, GS master key shift, XG transpose.
    var coarse = 0.0
    /// 0…1, CA-025, GS and XG master volume.
    var volume: Float = 1
    /// −1 left, 1 right: CA-025 master balance, GS master pan.
    var balance: Float = 0
}

/// The gain of everything, which moves to a new value within 10 ms, frame by frame.
struct MasterGain {
    private var left: Float = 1
    private var right: Float = 1
    private var leftTarget: Float = 1
    private var rightTarget: Float = 1
    private let step: Float
    /// Whether a note has been struck: before the first the gain need not glide.
    var hasPlayed = false

    init(sampleRate: Double) { step = Float(1 / (0.01 * sampleRate)) }

    /// Sets where the gain goes; amplitude is the square of volume, 40·log₁₀ dB as CA-025 recommends.
    mutating func aim(_ settings: MasterSettings) {
        let level = settings.volume * settings.volume
        leftTarget = level * min(1, 1 - settings.balance)
        rightTarget = level * min(1, 1 + settings.balance)
        if !hasPlayed { (left, right) = (leftTarget, rightTarget) }
    }

    /// Applies it in place.
    mutating func apply(left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, frames: Int) {
        Self.apply(&self.left, leftTarget, step, left, frames)
        Self.apply(&self.right, rightTarget, step, right, frames)
    }

    private static func apply(
        _ gain: inout Float, _ target: Float, _ step: Float, _ samples: UnsafeMutablePointer<Float>, _ frames: Int
    ) {
        var frame = 0
        while frame < frames, gain != target {
            gain = gain < target ? min(target, gain + step) : max(target, gain - step)
            samples[frame] *= gain
            frame += 1
        }
        guard gain != 1 else { return }
        let gain = gain
        while frame < frames {
            samples[frame] *= gain
            frame += 1
        }
    }
}
