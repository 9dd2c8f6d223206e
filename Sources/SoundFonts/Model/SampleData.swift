import Synchronization

/// The frames of one sample, ready to be read by a voice: all of them, or those from the first that are there so far.
///
/// Sixteen-bit samples stay where they are (in the mapped font, or in memory once they are decoded), 24-bit ones are
/// floats. The pointers are valid as long as this object lives, and frames that are there never change.
public final class SampleData: Sendable {
    /// How the frames are kept.
    public enum Frames: @unchecked Sendable {
        /// −32,768…32,767.
        case int16(UnsafePointer<Int16>)
        /// −1…1.
        case float(UnsafePointer<Float>)
    }

    /// The first frame.
    public let frames: Frames
    /// How many there are when all are there.
    public let count: Int
    private let owner: any AnyObject & Sendable
    private let available: Atomic<Int>
    private let heard: Atomic<Int>

    /// Makes a view of frames that `owner` keeps alive.
    ///
    /// - Parameter available: how many are there, from the first; nil for all.
    public init(frames: Frames, count: Int, available: Int? = nil, owner: any AnyObject & Sendable) {
        self.frames = frames
        self.count = count
        self.owner = owner
        self.available = Atomic(available ?? count)
        heard = Atomic(count)
    }

    /// How many frames are there; any thread may read those.
    public var availableFrames: Int { available.load(ordering: .acquiring) }

    /// The frame from which on all are silent since the stream ended before its time; `count` if it did not.
    public var silentFrom: Int { heard.load(ordering: .relaxed) }

    /// Tells that more frames are there.
    func publish(_ frames: Int) { available.store(frames, ordering: .releasing) }

    /// Tells that all frames are there, those from one on being zero.
    func publishEnd(at frame: Int) {
        heard.store(frame, ordering: .relaxed)
        publish(count)
    }
}
