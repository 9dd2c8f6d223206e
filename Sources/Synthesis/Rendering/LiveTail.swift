import CKernels
import DSP

/// Decides when live sound is over, and fades what does not end by itself.
struct LiveTail {
    /// Whether nothing is heard any more that counts.
    private(set) var isOver = false

    private let endFrame: Int
    private let lastFrame: Int
    private let fadeFrames: Int
    private let quietFrames: Int
    private let isAutomatic: Bool
    private var peak: Float = 0
    private var quiet = 0

    init(_ settings: RenderSettings, endFrame: Int) {
        self.endFrame = endFrame
        isAutomatic = settings.tail == .auto
        lastFrame = endFrame + Int(ScoreRenderer.longestTail * settings.sampleRate)
        fadeFrames = Int(settings.sampleRate)
        quietFrames = Int(settings.sampleRate / 5)
    }

    /// Looks at a block that ends at frame `end` of the score.
    mutating func follow(
        left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, frames: Int, end: Int
    ) {
        guard isAutomatic, frames > 0 else { return }
        let loudest = max(ck_peak(left, Int64(frames)), ck_peak(right, Int64(frames)))
        peak = max(peak, loudest)
        guard end > endFrame else { return }
        quiet = loudest <= peak * Decibels.amplitude(ScoreRenderer.tailFloor) ? quiet + frames : 0
        if quiet >= quietFrames || end >= lastFrame { isOver = true }
        guard end > lastFrame - fadeFrames else { return }
        for frame in 0..<frames {
            let rest = lastFrame - (end - frames + frame)
            let x = Float(min(max(0, rest), fadeFrames)) / Float(fadeFrames)
            left[frame] *= x * x
            right[frame] *= x * x
        }
    }
}
