import CKernels

#if canImport(Glibc)
    import Glibc
#endif

/// A reverberator: sixteen delay lines fed back through a Hadamard matrix, each with its own damping.
///
/// Jot and Chaigne (AES 1991): a line of length τ with gain 10^(−3τ/T₆₀) gives every mode the same decay; a one-pole
/// low-pass in each line shortens it towards high frequencies. Four allpasses before the lines make echoes dense at
/// once, early reflections bridge the time until the lines speak, and delays that drift by a fifth of a millisecond
/// keep modes from ringing like metal. Mono in, two decorrelated channels out.
///
/// The work is done a block of 16 to 64 frames at a time, whatever the calls: what comes in is heard a block later,
/// which the pause before the first reflection allows for. All memory is taken at the start; `process` neither
/// allocates nor locks.
public final class FeedbackDelayNetwork {
    let network: UnsafeMutablePointer<ck_reverb>
    let rings: UnsafeMutablePointer<Float>
    let ringFloats: Int
    private let start: UnsafeMutablePointer<ck_reverb>
    /// A block that fills with input, and the two that were made from the one before.
    private let pending: UnsafeMutablePointer<Float>
    private let block: Int
    private let level: Float
    private var ringBlocks: Int
    private var design: Design
    private var filled = 0
    /// A high-pass at 20 Hz before everything: at 0 Hz all lines are in step, and a constant came out 20 dB louder than
    /// anything else.
    private let blocking: Float
    private var lastInput: Float = 0
    private var lastOutput: Float = 0
    /// Whether the block that fills has anything in it.
    private var isFed = false
    /// Blocks until the network can only hold silence.
    private var blocksToSilence = 0

    /// Makes a reverberator.
    ///
    /// - Precondition: `preset` is not `.off`; leave the reverberator out instead.
    public init(preset: ReverbPreset, sampleRate: Double) {
        precondition(preset != .off, "a reverberator needs a room")
        let design = Design(preset, sampleRate: sampleRate)
        block = design.block
        ringFloats = design.ringFloats
        rings = .allocate(capacity: ringFloats)
        rings.initialize(repeating: 0, count: ringFloats)
        network = Self.allocate()
        start = Self.allocate()
        design.fill(start, rings: rings)
        network.update(from: start, count: 1)
        pending = .allocate(capacity: 3 * block)
        pending.initialize(repeating: 0, count: 3 * block)
        level = Float(preset.figures.level)
        blocking = Float(exp(-2 * .pi * 20 / sampleRate))
        ringBlocks = design.ringBlocks
        self.design = design
    }

    deinit {
        rings.deallocate()
        UnsafeMutableRawPointer(network).deallocate()
        UnsafeMutableRawPointer(start).deallocate()
        pending.deallocate()
    }

    private static func allocate() -> UnsafeMutablePointer<ck_reverb> {
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: MemoryLayout<ck_reverb>.size, alignment: 64)
        let network = bytes.bindMemory(to: ck_reverb.self, capacity: 1)
        network.initialize(to: ck_reverb())
        return network
    }

    /// Adds the reverberation of `input` to both channels.
    ///
    /// Each frame depends only on the frames before it, never on how they were divided into calls, and the sum of
    /// several inputs gives the sum of what they give alone: delays drift on in silence. When nothing has come in for
    /// 2.2 times the decay, 132 dB, the network rests until something does.
    public func process(
        input: UnsafePointer<Float>, gain: Float, left: UnsafeMutablePointer<Float>,
        right: UnsafeMutablePointer<Float>, frames: Int
    ) {
        let level = self.level * gain
        var done = 0
        while done < frames {
            let count = min(frames - done, block - filled)
            take(input + done, count)
            if !isFed { isFed = ck_peak(input + done, Int64(count)) > 0 }
            if blocksToSilence > 0 {
                ck_add_scaled(left + done, pending + block + filled, level, Int32(count))
                ck_add_scaled(right + done, pending + 2 * block + filled, level, Int32(count))
            }
            filled += count
            done += count
            if filled == block { finishBlock() }
        }
    }

    private func take(_ input: UnsafePointer<Float>, _ count: Int) {
        var (before, output) = (lastInput, lastOutput)
        for frame in 0..<count {
            output = (input[frame] - before) + blocking * output
            before = input[frame]
            pending[filled + frame] = output
        }
        (lastInput, lastOutput) = (before, output)
    }

    private func finishBlock() {
        filled = 0
        if isFed {
            isFed = false
            blocksToSilence = ringBlocks
        } else if blocksToSilence > 0 {
            blocksToSilence -= 1
            if blocksToSilence == 0 { clear() }
        }
        if blocksToSilence > 0 {
            ck_reverb_block(network, pending, pending + block, pending + 2 * block)
        } else {
            ck_reverb_rest(network)
        }
    }

    /// Makes the decay longer or shorter than the preset's.
    ///
    /// - Parameter factor: a quarter to four times; what lies outside is brought inside.
    public func setDecay(_ factor: Double) {
        let seconds = design.room.decaySeconds * max(0.25, min(4, factor))
        guard seconds != design.decay else { return }
        design.decay = seconds
        design.fillLines(network)
        ringBlocks = design.ringBlocks
        if blocksToSilence > 0 { blocksToSilence = ringBlocks }
    }

    /// Whether nothing is left to hear.
    public var isSilent: Bool { blocksToSilence == 0 && !isFed }

    /// Forgets all reverberation and begins anew.
    public func reset() {
        clear()
        network.update(from: start, count: 1)
        design.decay = design.room.decaySeconds
        ringBlocks = design.ringBlocks
        blocksToSilence = 0
        isFed = false
        filled = 0
    }

    private func clear() {
        rings.update(repeating: 0, count: ringFloats)
        pending.update(repeating: 0, count: 3 * block)
        (lastInput, lastOutput) = (0, 0)
        network.pointee.memory = start.pointee.memory
    }
}
