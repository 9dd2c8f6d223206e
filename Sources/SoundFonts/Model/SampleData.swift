/// The frames of one sample, ready to be read by a voice.
///
/// Sixteen-bit samples stay where they are (in the mapped font, or in memory once they are decoded), 24-bit ones are
/// floats. The pointers are valid as long as this object lives.
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
    /// How many there are.
    public let count: Int
    private let owner: any AnyObject & Sendable

    /// Makes a view of frames that `owner` keeps alive.
    public init(frames: Frames, count: Int, owner: any AnyObject & Sendable) {
        self.frames = frames
        self.count = count
        self.owner = owner
    }
}
