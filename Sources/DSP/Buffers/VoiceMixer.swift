import CKernels

/// What a voice is heard with on each bus: factors.
public struct VoiceGains: Sendable, Equatable {
    /// To the left channel.
    public var left: Float
    /// To the right channel.
    public var right: Float
    /// To the reverb.
    public var reverb: Float
    /// To the chorus.
    public var chorus: Float

    /// Makes gains.
    public init(left: Float, right: Float, reverb: Float = 0, chorus: Float = 0) {
        (self.left, self.right, self.reverb, self.chorus) = (left, right, reverb, chorus)
    }

    /// Silence.
    public static let silent = VoiceGains(left: 0, right: 0)
}

/// Mixes voices, sixteen at once, with gains that move in a line through a quantum.
///
/// Slots are numbered as in `VoiceFilterBank`. Frames are the same however they are divided into calls, as voices are
/// summed in the order of their slots.
public final class VoiceMixer: @unchecked Sendable {
    /// Slots.
    public let capacity: Int
    private let gains: UnsafeMutablePointer<ck_voice_gains>

    /// Takes memory for a number of slots; all are silent.
    public init(capacity: Int) {
        let groups = (max(1, capacity) + VoiceBlock.lanes - 1) / VoiceBlock.lanes
        self.capacity = groups * VoiceBlock.lanes
        gains = .allocateZeroed(count: groups)
    }

    deinit { UnsafeMutableRawPointer(gains).deallocate() }

    /// Sets a slot's gains: from the next frame on when `immediately`, else they are reached at the end of the quantum
    /// of which `offset` frames are past.
    public func set(_ slot: Int, _ target: VoiceGains, immediately: Bool = false, offset: Int = 0) {
        precondition(slot >= 0 && slot < capacity, "a slot outside the mixer")
        precondition(offset >= 0 && offset < VoiceBlock.frames, "an offset lies within the quantum")
        var target = target
        let lane = Int32(slot % VoiceBlock.lanes)
        withUnsafeBytes(of: &target) {
            let values = $0.assumingMemoryBound(to: Float.self).baseAddress
            if immediately {
                ck_voice_gains_jump(gains + slot / VoiceBlock.lanes, lane, values)
            } else {
                ck_voice_gains_set(gains + slot / VoiceBlock.lanes, lane, values, Int32(offset))
            }
        }
    }

    /// Lays the line on which a slot's gains run: frame f of the quantum is heard with `base` + (f + 1)·`step`, in the
    /// order left, right, reverb, chorus. For lines that have corners within a quantum.
    @inline(__always)
    public func setLine(_ slot: Int, base: SIMD4<Float>, step: SIMD4<Float>) {
        precondition(slot >= 0 && slot < capacity, "a slot outside the mixer")
        let lane = slot % VoiceBlock.lanes
        let table = UnsafeMutableRawPointer(gains + slot / VoiceBlock.lanes).assumingMemoryBound(to: Float.self)
        for bus in 0..<4 {
            table[bus * VoiceBlock.lanes + lane] = base[bus]
            table[(4 + bus) * VoiceBlock.lanes + lane] = step[bus]
        }
    }

    /// Adds sixteen rows of a block to a bus, of their frames those in `frames`; the first of them goes to the bus's
    /// first frame.
    ///
    /// Every frame of a quantum must be passed, in order.
    public func mix(group: Int, _ block: VoiceBlock, frames: Range<Int>, into bus: MixBus) {
        precondition(group >= 0 && group < capacity / VoiceBlock.lanes, "a group outside the mixer")
        precondition(
            frames.lowerBound >= 0 && frames.upperBound <= VoiceBlock.frames, "frames outside the quantum")
        guard !frames.isEmpty else { return }
        ck_voice_mix_rows(
            gains + group, block.rows, Int32(frames.lowerBound), Int32(frames.upperBound), bus.left, bus.right,
            bus.reverb, bus.chorus)
    }
}
