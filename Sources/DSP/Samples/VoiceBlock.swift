import CKernels

/// Sixteen voices' frames of one quantum: a row each, in memory that stays in the cache.
///
/// One for each thread. A voice is rendered into its row at the frame of the quantum where it is; rows are filtered in
/// place and mixed from there.
public final class VoiceBlock: @unchecked Sendable {
    /// Voices side by side.
    public static let lanes = Int(CK_VOICE_LANES)
    /// Frames in a row.
    public static let frames = Int(CK_VOICE_FRAMES)

    /// All rows, `frames` floats each, one after the other.
    public let rows: UnsafeMutablePointer<Float>

    /// Takes the memory, silent.
    public init() { rows = .allocateZeroed(count: Self.lanes * Self.frames) }

    deinit { UnsafeMutableRawPointer(rows).deallocate() }

    /// The row of a lane, 0…15.
    @inline(__always)
    public func row(_ lane: Int) -> UnsafeMutablePointer<Float> {
        precondition(lane >= 0 && lane < Self.lanes, "lanes count from 0 to \(Self.lanes - 1)")
        return rows + lane * Self.frames
    }

    /// Silences a row; whatever is not rendered must be silent, as all rows are filtered and mixed.
    public func silence(_ lane: Int) { row(lane).update(repeating: 0, count: Self.frames) }
}
