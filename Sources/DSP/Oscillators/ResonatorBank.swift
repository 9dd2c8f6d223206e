import CKernels

/// Driven resonators in groups of sixteen lanes: open strings that answer to what others play.
public final class ResonatorBank {
    /// Resonators in a group.
    public static let lanes = Int(CK_LANES)

    private let groups: UnsafeMutablePointer<ck_resonator_group>
    /// Groups there are.
    public let capacity: Int

    /// Takes memory for a number of groups.
    public init(capacity: Int) {
        self.capacity = capacity
        groups = .allocateZeroed(count: capacity)
    }

    deinit { UnsafeMutableRawPointer(groups).deallocate() }

    /// Tunes a lane, counted over all groups: radians and nepers a frame, and how strongly the input drives it.
    public func set(lane: Int, omega: Double, decay: Double, input: Double) {
        precondition(lane >= 0 && lane < capacity * Self.lanes, "a lane outside the bank")
        ck_resonators_set(groups, Int32(lane), omega, decay, input)
    }

    /// The largest squared amplitude in a group.
    public func peak(group: Int) -> Float {
        precondition(group >= 0 && group < capacity, "a group outside the bank")
        return ck_resonators_peak(groups + group)
    }

    /// Runs `count` groups over at most `PartialBank.blockFrames` of `drive`; writes the lane sums.
    public func render(
        group: Int, count: Int, drive: UnsafePointer<Float>, real: UnsafeMutablePointer<Float>,
        imaginary: UnsafeMutablePointer<Float>, frames: Int
    ) {
        precondition(group >= 0 && group + count <= capacity, "groups outside the bank")
        precondition(frames <= PartialBank.blockFrames, "a block has at most \(PartialBank.blockFrames) frames")
        ck_resonators_render(groups + group, Int32(count), drive, real, imaginary, Int32(frames))
    }

    /// Stills all resonators of a group, keeping their tuning.
    public func still(group: Int) {
        precondition(group >= 0 && group < capacity, "a group outside the bank")
        _ = withUnsafeMutableBytes(of: &groups[group].re) { $0.initializeMemory(as: UInt8.self, repeating: 0) }
        _ = withUnsafeMutableBytes(of: &groups[group].im) { $0.initializeMemory(as: UInt8.self, repeating: 0) }
    }
}
