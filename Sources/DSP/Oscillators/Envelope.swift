#if canImport(Glibc)
    import Glibc
#endif

/// A line from one value to another, a frame at a time.
public struct LinearRamp: Sendable, Equatable {
    /// The value now.
    public private(set) var value: Float
    /// Where it is heading.
    public private(set) var target: Float
    private var step: Float = 0
    private var remaining = 0

    /// Starts at rest.
    public init(_ value: Float) {
        self.value = value
        target = value
    }

    /// Heads for a value, to be reached after `frames` frames.
    public mutating func move(to target: Float, frames: Int) {
        self.target = target
        remaining = max(0, frames)
        if remaining == 0 { value = target } else { step = (target - value) / Float(remaining) }
    }

    /// The value of the next frame.
    @inline(__always)
    public mutating func next() -> Float {
        guard remaining > 0 else { return target }
        remaining -= 1
        value = remaining == 0 ? target : value + step
        return value
    }
}

/// Attack, decay, sustain and release: a linear attack and exponential falls.
public struct Envelope: Sendable, Equatable {
    /// Where an envelope is.
    public enum Stage: Sendable {
        /// Before the start, or below −100 dB after the release.
        case idle
        /// Rising in a line.
        case attack
        /// Falling towards the sustain level.
        case decay
        /// Falling to nothing.
        case release
    }

    /// The stage now.
    public private(set) var stage: Stage = .idle
    /// The value of the last frame, 0…1.
    public private(set) var value: Float = 0
    private let attackStep: Float
    private let decayFactor: Float
    private let sustain: Float
    private let releaseFactor: Float

    /// Makes an envelope; times in seconds, of the falls the time for 60 dB.
    public init(attack: Double, decay: Double, sustain: Double, release: Double, sampleRate: Double) {
        attackStep = Float(1 / max(1, attack * sampleRate))
        decayFactor = Float(pow(10, -3 / max(1, decay * sampleRate)))
        releaseFactor = Float(pow(10, -3 / max(1, release * sampleRate)))
        self.sustain = Float(min(max(sustain, 0), 1))
    }

    /// Begins the attack, from the value of the moment.
    public mutating func start() { stage = .attack }

    /// Begins the release.
    public mutating func release() {
        if stage != .idle { stage = .release }
    }

    /// The value of the next frame.
    @inline(__always)
    public mutating func next() -> Float {
        switch stage {
        case .idle: return 0
        case .attack:
            value += attackStep
            if value >= 1 {
                value = 1
                stage = .decay
            }
        case .decay:
            value = sustain + (value - sustain) * decayFactor
        case .release:
            value *= releaseFactor
            if value < 1e-5 {
                value = 0
                stage = .idle
            }
        }
        return value
    }
}
