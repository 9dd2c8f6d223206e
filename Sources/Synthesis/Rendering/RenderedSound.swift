import DSP

/// How long a render is and how loud.
public struct RenderExtent: Sendable, Equatable {
    /// Frames, tail included.
    public var frames = 0
    /// The largest magnitude of a sample before level and limiter are applied.
    public var peak: Float = 0
    /// The largest magnitude between samples too, before level and limiter (ITU-R BS.1770-5, Annex 2).
    public var truePeak: Float = 0
    /// Frames at the end over which it is faded.
    public var fade = 0

    /// Makes that of nothing.
    public init() {}
}

/// A whole render, most of it perhaps in a temporary file: to be read from its start, as often as one likes.
public final class RenderedSound {
    /// How long it is and how loud.
    public let extent: RenderExtent
    /// Frames a second.
    public let sampleRate: Double

    private let endFrame: Int
    private let settings: RenderSettings
    private let spool: FrameSpool
    /// Frames in a block.
    private static let block = 16_384

    init(_ spool: FrameSpool, extent: RenderExtent, endFrame: Int, settings: RenderSettings) {
        self.endFrame = endFrame
        self.spool = spool
        self.extent = extent
        self.settings = settings
        sampleRate = settings.sampleRate
    }

    /// Frames, tail included.
    public var frames: Int { extent.frames }
    /// Seconds.
    public var duration: Double { Double(frames) / sampleRate }

    /// Seconds of it that come after the score's end.
    public var tailSeconds: Double { Double(frames - endFrame) / sampleRate }

    /// Gives all frames in order, a block at a time, finished: at their level, limited and faded.
    ///
    /// - Throws: `RenderError.cannotKeep` when the temporary file cannot be read; what `body` throws.
    public func forEachBlock(
        _ body: (UnsafeBufferPointer<Float>, UnsafeBufferPointer<Float>) throws -> Void
    ) throws {
        try forEachBlock(asPartOf: extent, body)
    }

    /// The same at the level, the length and with the fade of another render, of which this is a part.
    ///
    /// - Throws: as `forEachBlock(_:)`.
    public func forEachBlock(
        asPartOf extent: RenderExtent, _ body: (UnsafeBufferPointer<Float>, UnsafeBufferPointer<Float>) throws -> Void
    ) throws {
        var finish = RenderFinish(extent, settings: settings)
        let storage = UnsafeMutablePointer<Float>.allocate(capacity: 2 * Self.block)
        defer { storage.deallocate() }
        let (left, right) = (storage, storage + Self.block)
        let total = extent.frames + finish.latency
        var (done, skipped) = (0, finish.latency)
        while done < total {
            let count = min(Self.block, total - done)
            storage.update(repeating: 0, count: 2 * Self.block)
            let range = (done..<done + count).clamped(to: 0..<min(frames, extent.frames))
            if !range.isEmpty { try spool.read(range, left: left, right: right) }
            finish.apply(left: left, right: right, frames: count)
            done += count
            let skip = min(skipped, count)
            skipped -= skip
            if count > skip {
                try body(
                    UnsafeBufferPointer(start: left + skip, count: count - skip),
                    UnsafeBufferPointer(start: right + skip, count: count - skip))
            }
        }
    }

    /// All of it in memory.
    public func buffer() throws -> StereoBuffer {
        var buffer = StereoBuffer(frames: 0, sampleRate: sampleRate)
        try forEachBlock { left, right in
            buffer.left.append(contentsOf: left)
            buffer.right.append(contentsOf: right)
        }
        return buffer
    }
}
