/// Two channels of sound, held apart (planar).
///
/// Samples are nominally −1…1; nothing clips them here.
public struct StereoBuffer: Sendable, Equatable {
    /// Frames a second.
    public var sampleRate: Double
    /// The left channel.
    public var left: [Float]
    /// The right channel, as long as the left.
    public var right: [Float]

    /// Frames, one sample of each channel.
    public var frames: Int { left.count }
    /// Length in seconds.
    public var duration: Double { Double(frames) / sampleRate }

    /// Makes a silent buffer.
    public init(frames: Int, sampleRate: Double) {
        self.sampleRate = sampleRate
        left = [Float](repeating: 0, count: max(0, frames))
        right = left
    }

    /// Makes a buffer from two channels of one length.
    ///
    /// - Precondition: `left` and `right` have the same count.
    public init(left: [Float], right: [Float], sampleRate: Double) {
        precondition(left.count == right.count, "the channels differ in length")
        self.left = left
        self.right = right
        self.sampleRate = sampleRate
    }

    /// Both channels as one: the mean of left and right.
    public var mono: [Float] {
        var result = left
        for index in result.indices { result[index] = 0.5 * (result[index] + right[index]) }
        return result
    }

    /// Left and right in turn, as audio files hold them.
    public func interleaved() -> [Float] {
        [Float](unsafeUninitializedCapacity: 2 * frames) { storage, count in
            for index in 0..<frames {
                storage[2 * index] = left[index]
                storage[2 * index + 1] = right[index]
            }
            count = 2 * frames
        }
    }
}
