/// A voice's low-frequency oscillator: a triangle that starts at 0 and rises, −1…1.
struct VoiceOscillator {
    /// Frames until it starts.
    private var delay: Float = 0
    /// 0…1 through a period.
    private var phase: Float = 0
    /// Periods a frame.
    var step: Float = 0

    init() {}

    init(delay: Float, step: Float) {
        self.delay = delay
        self.step = step
    }

    /// The value now.
    @inline(__always)
    var value: Float {
        // 0 → 1 → −1 → 0 over the quarters.
        let shifted = phase + 0.25
        let wrapped = shifted >= 1 ? shifted - 1 : shifted
        return 1 - abs(4 * wrapped - 2)
    }

    /// Goes on by some frames.
    @inline(__always)
    mutating func advance(_ frames: Int32) {
        var count = Float(frames)
        if delay > 0 {
            delay -= count
            if delay >= 0 { return }
            count = -delay
            delay = 0
        }
        phase += step * count
        if phase >= 1 { phase -= phase.rounded(.down) }
    }
}
