import CKernels

/// Where a voice is in a sample, and the frames it reads there.
///
/// A trivial value. The position has 32 bits of fraction and moves by a whole number of such steps a frame, so that
/// frames are the same however they are divided into calls.
public struct SamplePlayhead: Sendable {
    /// The most frames that `render` makes at once.
    public static let blockFrames = Int(CK_VOICE_FRAMES)

    private var head: ck_voice_playhead

    /// Stands at a frame of a sample, 0 at its start; frames beyond its end are silent.
    public init(_ sample: PlayableSample.Handle, start: Int = 0) {
        let frame = UInt64(min(max(start, 0), PlayableSample.longest))
        head = ck_voice_playhead(
            position: frame << 32, level: -1, looping: sample.pointer.pointee.loops, ended: 0, late: 0)
    }

    /// Frames from the sample's start; in a loop a little beyond its end at most.
    public var position: Double { Double(head.position) * 0x1p-32 }

    /// The sample's end was passed: there is nothing more to hear.
    public var hasEnded: Bool { head.ended != 0 }

    /// What is there of a sample that is still brought in ends within the next `notice` frames.
    @inline(__always)
    public var isLate: Bool { head.late != 0 }

    /// Frames before the end of what is there at which a playhead tells that it is late.
    public static let notice = Int(CK_VOICE_NOTICE)
    /// Frames before it at which it asks for more.
    public static let wish = Int(CK_VOICE_WISH)

    /// Leaves the loop, if the sample is one that is left on release.
    public mutating func release(_ sample: PlayableSample.Handle) {
        ck_voice_release(sample.pointer, &head)
    }

    /// Renders at most `blockFrames` frames.
    ///
    /// - Parameters:
    ///   - sample: the sample that the playhead was made for, alive.
    ///   - ratio: frames of the sample a frame; limited to 2^−16…2^15, what is not a number counts as 1.
    ///   - output: memory for the frames; those after the end of the sample are zeroed.
    /// - Returns: how many frames lie before the end, be it the sample's or that of what is there of it.
    @discardableResult
    @inline(__always)
    public mutating func render(
        _ sample: PlayableSample.Handle, ratio: Double, interpolation: Interpolation,
        into output: UnsafeMutablePointer<Float>, frames: Int
    ) -> Int {
        precondition(frames <= Self.blockFrames, "a block has at most \(Self.blockFrames) frames")
        return Int(
            ck_voice_render(sample.pointer, &head, ratio, Int32(interpolation.points), output, Int32(frames)))
    }

    /// Moves on as `render` does, for frames that nobody hears.
    ///
    /// - Returns: how many of them lie before the end.
    @discardableResult
    @inline(__always)
    public mutating func skip(_ sample: PlayableSample.Handle, ratio: Double, frames: Int) -> Int {
        precondition(frames <= Self.blockFrames, "a block has at most \(Self.blockFrames) frames")
        return Int(ck_voice_skip(sample.pointer, &head, ratio, Int32(frames)))
    }
}
