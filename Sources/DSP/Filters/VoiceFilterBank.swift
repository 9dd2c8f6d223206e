import CKernels

#if canImport(Glibc)
    import Glibc
#endif

/// Resonant low-passes for many voices, sixteen side by side, as SoundFont 2.04 describes them (8.1.2, generators 8
/// and 9): two poles; at no resonance 3 dB down at the cut-off; with a resonance of q dB a peak q dB above the gain at
/// 0 Hz, which in turn is lowered by q/2 dB.
///
/// A slot is a voice's place: slots 0…15 are group 0, and so on. Coefficients move in a line, a frame at a time, and
/// arrive at the end of a quantum of `VoiceBlock.frames` frames; frames are the same however they are divided into
/// calls. State-variable form: whatever the coefficients and however fast they move, its state does not grow.
public final class VoiceFilterBank: @unchecked Sendable {
    /// Slots.
    public let capacity: Int
    /// Frames a second.
    public let sampleRate: Double

    private let filters: UnsafeMutablePointer<ck_voice_filter>
    private let settings: UnsafeMutablePointer<Setting>
    private let doors: UnsafeMutablePointer<Doors>

    /// Which of a group's filters are open; in cache lines of its own, since groups may be processed at the same time.
    private struct Doors {
        /// A bit for each lane whose filter is open now.
        var open: UInt16
        /// A bit for each lane whose filter is heading there.
        var opening: UInt16
        private var rest = InlineArray<62, UInt16>(repeating: 0)
    }

    /// What a slot was last set to, so that setting it again is free.
    private struct Setting {
        var cutoff: Float
        var resonance: Float
        /// The damping 1/Q and the gain that belong to the resonance.
        var damping: Float
        var gain: Float
    }

    /// From this cut-off on, in hertz, a filter without resonance is open: 13,500 absolute cents, less 12 Hz.
    public static let openCutoff = 19_900.0

    /// Takes memory for a number of slots; all are open.
    public init(capacity: Int, sampleRate: Double) {
        let groups = (max(1, capacity) + VoiceBlock.lanes - 1) / VoiceBlock.lanes
        self.capacity = groups * VoiceBlock.lanes
        self.sampleRate = max(1, sampleRate)
        filters = .allocateZeroed(count: groups)
        settings = .allocateZeroed(count: self.capacity)
        doors = .allocateZeroed(count: groups)
        for slot in 0..<self.capacity { reset(slot) }
    }

    deinit {
        UnsafeMutableRawPointer(filters).deallocate()
        UnsafeMutableRawPointer(settings).deallocate()
        UnsafeMutableRawPointer(doors).deallocate()
    }

    /// Opens a slot's filter at once and forgets what went before: for a voice that begins.
    public func reset(_ slot: Int) {
        let (group, lane) = place(slot)
        ck_voice_filter_clear(filters + group, Int32(lane))
        settings[slot] = Setting(cutoff: .infinity, resonance: 0, damping: 2 * Float(0.5).squareRoot(), gain: 1)
        apply(group, lane, Self.openAngle, settings[slot], immediately: true, offset: 0)
        doors[group].open |= 1 << UInt16(lane)
        doors[group].opening |= 1 << UInt16(lane)
    }

    /// Sets a slot's filter.
    ///
    /// - Parameters:
    ///   - cutoff: hertz; kept between 1 Hz and 0.49 of the sampling rate. From `openCutoff` on, without a resonance,
    ///     the filter is open.
    ///   - resonance: decibels, 0…96.
    ///   - immediately: from the next frame on; else it is reached at the end of the quantum.
    ///   - offset: frames of the quantum that are past.
    /// - Complexity: constant; next to nothing when neither value has changed.
    public func set(
        _ slot: Int, cutoff: Double, resonance: Double, immediately: Bool = false, offset: Int = 0
    ) {
        let (group, lane) = place(slot)
        precondition(offset >= 0 && offset < VoiceBlock.frames, "an offset lies within the quantum")
        let (wanted, height) = (Float(cutoff), Float(min(max(resonance, 0), 96)))
        let setting = settings[slot]
        if !immediately, setting.cutoff == wanted, setting.resonance == height { return }
        var next = setting
        next.cutoff = wanted
        if height != setting.resonance {
            next.resonance = height
            (next.damping, next.gain) = Self.shape(height)
        }
        settings[slot] = next
        let bit = UInt16(1) << UInt16(lane)
        let part = wanted.isNaN ? 0.5 : Float(cutoff / sampleRate)
        if height == 0, part >= 0.49 || cutoff >= Self.openCutoff {
            doors[group].opening |= bit
            if immediately { doors[group].open |= bit }
            apply(group, lane, Self.openAngle, next, immediately: immediately, offset: offset)
        } else {
            doors[group].opening &= ~bit
            doors[group].open &= ~bit
            let lowest = Float(1 / sampleRate)
            apply(group, lane, min(max(part, lowest), 0.49), next, immediately: immediately, offset: offset)
        }
    }

    /// Filters sixteen rows of a block in place, of their frames those in `frames`.
    ///
    /// Every frame of a quantum must be passed, in order; groups in which all filters are open cost nothing.
    public func process(group: Int, _ block: VoiceBlock, frames: Range<Int>) {
        precondition(group >= 0 && group < capacity / VoiceBlock.lanes, "a group outside the bank")
        precondition(
            frames.lowerBound >= 0 && frames.upperBound <= VoiceBlock.frames, "frames outside the quantum")
        guard !frames.isEmpty else { return }
        if doors[group].open == .max {
            // As if the last frames had come through: what follows has no step.
            ck_voice_filter_follow(filters + group, block.rows + frames.upperBound - 1)
            return
        }
        ck_voice_filter_process(filters + group, block.rows, Int32(frames.lowerBound), Int32(frames.upperBound))
        if frames.upperBound == VoiceBlock.frames { doors[group].open = doors[group].opening }
    }

    /// An open filter's cut-off as part of the sampling rate: what is below it passes unchanged.
    private static let openAngle: Float = 0.499

    private func place(_ slot: Int) -> (group: Int, lane: Int) {
        precondition(slot >= 0 && slot < capacity, "a slot outside the bank")
        return (slot / VoiceBlock.lanes, slot % VoiceBlock.lanes)
    }

    private func apply(
        _ group: Int, _ lane: Int, _ part: Float, _ setting: Setting, immediately: Bool, offset: Int
    ) {
        let g = Self.tangent(part)
        let a1 = 1 / (1 + g * (g + setting.damping))
        ck_voice_filter_set(
            filters + group, Int32(lane), a1, g * a1, g * g * a1, setting.gain,
            Int32(immediately ? 0 : VoiceBlock.frames - offset))
    }

    /// The damping 1/Q whose peak is `resonance` dB above the gain at 0 Hz, and the gain that lowers all by half of it.
    ///
    /// A two-pole low-pass peaks at M = Q/√(1 − 1/4Q²); solved for Q² that is (M² + M·√(M² − 1))/2.
    private static func shape(_ resonance: Float) -> (damping: Float, gain: Float) {
        let peak = pow(10, Double(resonance) / 20)
        let square = (peak * peak + peak * (peak * peak - 1).squareRoot()) / 2
        return (Float(1 / square.squareRoot()), Float(1 / peak.squareRoot()))
    }

    /// tan(π·part) for 0…0.5, by a continued fraction on the lower half; relative error below 10⁻⁶.
    private static func tangent(_ part: Float) -> Float {
        let isUpper = part > 0.25
        let x = Float.pi * (isUpper ? 0.5 - part : part)
        let xx = x * x
        let (above, below) = (x * (945 - xx * (105 - xx)), 945 - xx * (420 - 15 * xx))
        return isUpper ? below / above : above / below
    }
}
