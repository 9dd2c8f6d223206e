#if canImport(Glibc)
    import Glibc
#endif

/// A reverberator: eight delay lines fed back through a Hadamard matrix, each with its own damping.
///
/// Jot and Chaigne (AES 1991): a line of length τ with gain 10^(−3τ/T₆₀) gives every mode the same decay; a one-pole
/// low-pass in each line shortens it towards high frequencies. Mono in, two decorrelated channels out.
/// All memory is taken at the start; `process` neither allocates nor locks.
public final class FeedbackDelayNetwork {
    private static let lines = 8
    /// Milliseconds, chosen so that no two lines share a common measure.
    private static let milliseconds: [Double] = [31.71, 37.11, 41.13, 43.73, 53.27, 59.69, 67.43, 73.91]

    private let storage: UnsafeMutablePointer<Float>
    private let storageCount: Int
    private let mask: Int
    private let lineLengths: UnsafeMutablePointer<Int>
    private let lineState: UnsafeMutablePointer<Float>  // gain, damping, memory: eight of each
    private let predelay: Int
    private let level: Float
    private var position = 0
    /// Frames until the network can only hold silence; zero lets `process` return at once.
    private var framesToSilence = 0
    private let ringFrames: Int

    /// Makes a reverberator.
    ///
    /// - Precondition: `preset` is not `.off`; leave the reverberator out instead.
    public init(preset: ReverbPreset, sampleRate: Double) {
        precondition(preset != .off, "a reverberator needs a room")
        let lengths = Self.milliseconds.map { max(8, Int(($0 * 1e-3 * preset.size * sampleRate).rounded())) }
        predelay = max(1, Int(preset.predelay * sampleRate))
        var size = 1
        while size <= max(lengths.max() ?? 1, predelay) { size *= 2 }
        mask = size - 1
        storageCount = size * (Self.lines + 1)
        storage = .allocate(capacity: storageCount)
        storage.initialize(repeating: 0, count: storageCount)
        lineLengths = .allocate(capacity: Self.lines)
        lineState = .allocate(capacity: 3 * Self.lines)
        lineState.initialize(repeating: 0, count: 3 * Self.lines)
        let omega = 2 * .pi * min(preset.dampingFrequency, 0.45 * sampleRate) / sampleRate
        for line in 0..<Self.lines {
            lineLengths[line] = lengths[line]
            let seconds = Double(lengths[line]) / sampleRate
            let gain = pow(10, -3 * seconds / preset.decaySeconds)
            // One pole whose gain at the damping frequency is that of half the decay time.
            let target = gain  // the extra attenuation there equals the attenuation at 0 Hz
            let (b, c) = ((1 - target * target * cos(omega)) / (1 - target * target), 1.0)
            let pole = b - (b * b - c).squareRoot()
            lineState[line] = Float(gain)
            lineState[Self.lines + line] = Float(min(max(pole, 0), 0.95))
        }
        level = Float(preset.level)
        ringFrames = Int(preset.decaySeconds * 2.2 * sampleRate) + size
    }

    deinit {
        storage.deallocate()
        lineLengths.deallocate()
        lineState.deallocate()
    }

    /// Adds the reverberation of `input` to both channels.
    ///
    /// Each frame depends only on the frames before it, never on how they were divided into calls.
    public func process(
        input: UnsafePointer<Float>, gain: Float, left: UnsafeMutablePointer<Float>,
        right: UnsafeMutablePointer<Float>, frames: Int
    ) {
        let size = mask + 1
        let (storage, mask, lengths, predelay) = (self.storage, self.mask, lineLengths, self.predelay)
        let gains = lineState
        let damping = lineState + Self.lines
        let memory = lineState + 2 * Self.lines
        let level = self.level * gain
        let pre = storage + Self.lines * size
        var position = self.position
        for frame in 0..<frames {
            let sample = input[frame]
            if sample != 0 { framesToSilence = ringFrames }
            if framesToSilence == 0 { continue }
            framesToSilence -= 1
            if framesToSilence == 0 {
                storage.update(repeating: 0, count: storageCount)
                memory.update(repeating: 0, count: Self.lines)
                continue
            }
            pre[position & mask] = sample
            let delayed = pre[(position &- predelay) & mask]
            // Read, damp and scale the eight lines.
            var x = SIMD8<Float>()
            for line in 0..<8 {
                let value = storage[line * size + ((position &- lengths[line]) & mask)] * gains[line]
                let smooth = value + damping[line] * (memory[line] - value)
                memory[line] = smooth
                x[line] = smooth
            }
            left[frame] += level * ((x[0] - x[2]) + (x[4] - x[6]))
            right[frame] += level * ((x[1] - x[3]) + (x[5] - x[7]))
            // Hadamard in three butterfly steps, then the scale that keeps it lossless.
            let a0 = x[0] + x[4], a1 = x[1] + x[5], a2 = x[2] + x[6], a3 = x[3] + x[7]
            let a4 = x[0] - x[4], a5 = x[1] - x[5], a6 = x[2] - x[6], a7 = x[3] - x[7]
            let b0 = a0 + a2, b1 = a1 + a3, b2 = a0 - a2, b3 = a1 - a3
            let b4 = a4 + a6, b5 = a5 + a7, b6 = a4 - a6, b7 = a5 - a7
            let scale: Float = 0.353_553_39
            let at = position & mask
            storage[at] = (b0 + b1) * scale + delayed
            storage[size + at] = (b0 - b1) * scale - delayed
            storage[2 * size + at] = (b2 + b3) * scale + delayed
            storage[3 * size + at] = (b2 - b3) * scale - delayed
            storage[4 * size + at] = (b4 + b5) * scale + delayed
            storage[5 * size + at] = (b4 - b5) * scale - delayed
            storage[6 * size + at] = (b6 + b7) * scale - delayed
            storage[7 * size + at] = (b6 - b7) * scale + delayed
            position &+= 1
        }
        self.position = position
    }

    /// Whether nothing is left to hear.
    public var isSilent: Bool { framesToSilence == 0 }

    /// Forgets all reverberation.
    public func reset() {
        storage.update(repeating: 0, count: storageCount)
        (lineState + 2 * Self.lines).update(repeating: 0, count: Self.lines)
        framesToSilence = 0
        position = 0
    }
}
