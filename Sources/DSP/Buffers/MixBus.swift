import CKernels

/// Where instruments add their sound: left, right, and what goes to the reverb.
///
/// A view of memory that somebody else owns, valid for `frames` frames during one call.
public struct MixBus {
    /// The left channel.
    public let left: UnsafeMutablePointer<Float>
    /// The right channel.
    public let right: UnsafeMutablePointer<Float>
    /// The mono send to the reverb.
    public let send: UnsafeMutablePointer<Float>

    /// Makes a view.
    public init(
        left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, send: UnsafeMutablePointer<Float>
    ) {
        self.left = left
        self.right = right
        self.send = send
    }

    /// The same memory from a later frame on.
    public func advanced(by frames: Int) -> MixBus {
        MixBus(left: left + frames, right: right + frames, send: send + frames)
    }

    /// Silences the first frames.
    public func clear(frames: Int) {
        left.update(repeating: 0, count: frames)
        right.update(repeating: 0, count: frames)
        send.update(repeating: 0, count: frames)
    }

    /// Adds another bus.
    public func add(_ other: MixBus, frames: Int) {
        ck_add(left, other.left, Int32(frames))
        ck_add(right, other.right, Int32(frames))
        ck_add(send, other.send, Int32(frames))
    }

    /// Adds a voice's real and imaginary parts with gains that move in a line.
    ///
    /// - Parameters:
    ///   - gains: left·real, left·imaginary, right·real, right·imaginary, send·real at the start of the ramp.
    ///   - steps: what each gains a frame.
    ///   - offset: frames of the ramp that are past.
    public func mix(
        real: UnsafePointer<Float>, imaginary: UnsafePointer<Float>, gains: UnsafePointer<Float>,
        steps: UnsafePointer<Float>, offset: Int, frames: Int
    ) {
        ck_voice_mix(real, imaginary, gains, steps, Int32(offset), left, right, send, Int32(frames))
    }
}

/// Memory for a `MixBus`, taken once.
public final class MixBuffer {
    /// The most frames it holds.
    public let capacity: Int
    private let storage: UnsafeMutablePointer<Float>

    /// Takes memory for `capacity` frames.
    public init(capacity: Int) {
        self.capacity = capacity
        storage = .allocateZeroed(count: 3 * capacity)
    }

    deinit { UnsafeMutableRawPointer(storage).deallocate() }

    /// The view of the whole, valid while this buffer lives.
    public var bus: MixBus {
        MixBus(left: storage, right: storage + capacity, send: storage + 2 * capacity)
    }
}
