/// Programme loudness after ITU-R BS.1770-5, Annex 1.
public enum Loudness {
    /// Integrated loudness in LUFS, as `LoudnessMeter` finds it; −∞ for silence or less than a block.
    ///
    /// - Complexity: O(frames).
    public static func integrated(_ buffer: StereoBuffer) -> Double {
        var meter = LoudnessMeter(sampleRate: buffer.sampleRate, channels: 2)
        meter.add(buffer.left, channel: 0)
        meter.add(buffer.right, channel: 1)
        return meter.integrated
    }
}
