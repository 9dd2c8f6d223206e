import CKernels

/// Decaying sinusoids by the thousand: complex oscillators in groups of sixteen lanes.
///
/// Each lane turns and shrinks by one complex factor a frame, so a decay costs nothing and has no steps. Memory for
/// all groups is taken at the start; whoever plays owns a run of groups and addresses it by its first index.
public final class PartialBank {
    /// Oscillators in a group.
    public static let lanes = Int(CK_LANES)
    /// The most frames that `render` makes at once.
    public static let blockFrames = Int(CK_BLOCK_FRAMES)

    /// One oscillator's parameters.
    public struct Partial: Sendable {
        /// Amplitude at the start.
        public var amplitude: Double
        /// Phase at the start: the real part begins at amplitude·cos(phase).
        public var phase: Double
        /// Radians a frame; negative turns backwards, which flips the imaginary part.
        public var omega: Double
        /// Nepers a frame of natural decay.
        public var decay: Double
        /// Nepers a frame that full damping adds.
        public var damping: Double

        /// Makes parameters.
        public init(amplitude: Double, phase: Double, omega: Double, decay: Double, damping: Double) {
            self.amplitude = amplitude
            self.phase = phase
            self.omega = omega
            self.decay = decay
            self.damping = damping
        }
    }

    private let groups: UnsafeMutablePointer<ck_partial_group>
    /// Groups there are.
    public let capacity: Int

    /// Takes memory for a number of groups.
    public init(capacity: Int) {
        self.capacity = capacity
        groups = .allocateZeroed(count: capacity)
    }

    deinit { UnsafeMutableRawPointer(groups).deallocate() }

    private func run(_ first: Int, _ count: Int) -> UnsafeMutablePointer<ck_partial_group> {
        precondition(first >= 0 && count >= 0 && first + count <= capacity, "groups outside the bank")
        return groups + first
    }

    /// Sets one lane, counted from the start of a group.
    public func set(_ partial: Partial, group: Int, lane: Int) {
        precondition(lane >= 0, "lanes count from 0")
        ck_partials_set(
            run(group + lane / Self.lanes, 1), Int32(lane % Self.lanes), partial.amplitude, partial.phase,
            partial.omega, partial.decay, partial.damping)
    }

    /// Copies groups from another bank, or within this one.
    public func copy(from source: PartialBank, group: Int, count: Int, to destination: Int) {
        run(destination, count).update(from: source.run(group, count), count: count)
    }

    /// Multiplies the lanes' amplitudes by `level`·2^(−`slope`·tilt).
    ///
    /// - Parameter tilt: a number for each lane of the groups.
    public func scale(group: Int, count: Int, tilt: UnsafePointer<Float>, level: Float, slope: Float) {
        ck_partials_scale(run(group, count), Int32(count), tilt, level, slope)
    }

    /// The largest squared amplitude in a group.
    public func peak(group: Int) -> Float { ck_partials_peak(run(group, 1)) }

    /// Sets how much of the damping is in force, 0…1.
    public func damp(group: Int, count: Int, amount: Float) {
        ck_partials_damp(run(group, count), Int32(count), amount)
    }

    /// Retunes by a frequency ratio and sets the damping; what would alias falls silent.
    public func tune(group: Int, count: Int, ratio: Float, damping: Float) {
        ck_partials_tune(run(group, count), Int32(count), ratio, damping)
    }

    /// Renders at most `blockFrames`: the sums of the real and of the imaginary parts.
    ///
    /// A frame's value does not depend on how the frames are divided into calls.
    public func render(
        group: Int, count: Int, real: UnsafeMutablePointer<Float>, imaginary: UnsafeMutablePointer<Float>,
        frames: Int
    ) {
        precondition(frames <= Self.blockFrames, "a block has at most \(Self.blockFrames) frames")
        ck_partials_render(run(group, count), Int32(count), real, imaginary, Int32(frames))
    }

    /// Goes on by some frames that nobody hears: where rendering them would have come to, but for rounding.
    ///
    /// - Complexity: O(log `frames`) a group.
    public func skip(group: Int, count: Int, frames: Int) {
        ck_partials_skip(run(group, count), Int32(count), Int32(clamping: frames))
    }
}

extension UnsafeMutablePointer {
    /// Zeroed memory on a cache-line boundary for a trivial type.
    static func allocateZeroed(count: Int) -> UnsafeMutablePointer {
        let bytes = Swift.max(1, count) * MemoryLayout<Pointee>.stride
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        return raw.bindMemory(to: Pointee.self, capacity: Swift.max(1, count))
    }
}
