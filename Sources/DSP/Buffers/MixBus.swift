import CKernels

/// Where instruments add their sound: left, right, and what goes to the reverb and to the chorus.
///
/// A view of memory that somebody else owns, valid for `frames` frames during one call. What goes to an effect that is
/// not there has no memory and need not be computed.
public struct MixBus {
    /// The left channel.
    public let left: UnsafeMutablePointer<Float>
    /// The right channel.
    public let right: UnsafeMutablePointer<Float>
    /// The mono send to the reverb; nil where there is none.
    public let reverb: UnsafeMutablePointer<Float>?
    /// The mono send to the chorus; nil where there is none.
    public let chorus: UnsafeMutablePointer<Float>?

    /// Makes a view.
    public init(
        left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>,
        reverb: UnsafeMutablePointer<Float>?, chorus: UnsafeMutablePointer<Float>?
    ) {
        self.left = left
        self.right = right
        self.reverb = reverb
        self.chorus = chorus
    }

    /// The same memory from a later frame on.
    public func advanced(by frames: Int) -> MixBus {
        MixBus(
            left: left + frames, right: right + frames, reverb: reverb.map { $0 + frames },
            chorus: chorus.map { $0 + frames })
    }

    /// The same memory without the sends that another bus has not.
    public func sending(like other: MixBus) -> MixBus {
        MixBus(
            left: left, right: right, reverb: other.reverb == nil ? nil : reverb,
            chorus: other.chorus == nil ? nil : chorus)
    }

    /// Silences the first frames.
    public func clear(frames: Int) {
        left.update(repeating: 0, count: frames)
        right.update(repeating: 0, count: frames)
        reverb?.update(repeating: 0, count: frames)
        chorus?.update(repeating: 0, count: frames)
    }

    /// Adds another bus that has the same sends.
    public func add(_ other: MixBus, frames: Int) {
        ck_add(left, other.left, Int32(frames))
        ck_add(right, other.right, Int32(frames))
        if let reverb, let sent = other.reverb { ck_add(reverb, sent, Int32(frames)) }
        if let chorus, let sent = other.chorus { ck_add(chorus, sent, Int32(frames)) }
    }

    /// Adds a voice's real and imaginary parts with gains that move in a line.
    ///
    /// - Parameters:
    ///   - gains: left·real, left·imaginary, right·real, right·imaginary, reverb·real, chorus·real at
    ///     the start of the ramp.
    ///   - steps: what each gains a frame.
    ///   - offset: frames of the ramp that are past.
    public func mix(
        real: UnsafePointer<Float>, imaginary: UnsafePointer<Float>, gains: UnsafePointer<Float>,
        steps: UnsafePointer<Float>, offset: Int, frames: Int
    ) {
        ck_voice_mix(real, imaginary, gains, steps, Int32(offset), left, right, reverb, chorus, Int32(frames))
    }
}

/// Memory for a `MixBus`, taken once.
public final class MixBuffer {
    /// The most frames it holds.
    public let capacity: Int
    private let storage: UnsafeMutablePointer<Float>
    private let stride: Int

    /// Takes memory for `capacity` frames.
    public init(capacity: Int) {
        self.capacity = capacity
        // A line more, lest the same frame of all four falls into the same set of the cache.
        stride = (capacity + 15) / 16 * 16 + 16
        storage = .allocateZeroed(count: 4 * stride)
    }

    deinit { UnsafeMutableRawPointer(storage).deallocate() }

    /// The view of the whole, valid while this buffer lives.
    public var bus: MixBus {
        MixBus(
            left: storage, right: storage + stride, reverb: storage + 2 * stride, chorus: storage + 3 * stride)
    }
}
