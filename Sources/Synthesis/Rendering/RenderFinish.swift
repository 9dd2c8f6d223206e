import DSP

/// What is done to a render when its length and peak are known: level, fade, limiter.
struct RenderFinish {
    /// Frames by which what comes out is late.
    var latency: Int { limiter?.latency ?? 0 }

    private let gain: Float
    private let fadeStart: Int
    private let fadeFrames: Int
    private let limiter: LookAheadLimiter?
    private var position = 0

    init(_ extent: RenderExtent, settings: RenderSettings) {
        fadeFrames = max(1, extent.fade)
        fadeStart = extent.frames - extent.fade
        guard let peak = settings.normalisePeak else {
            gain = Decibels.amplitude(settings.gain)
            limiter = LookAheadLimiter(ceiling: -1, sampleRate: settings.sampleRate)
            return
        }
        let isSound = extent.truePeak > 0 && extent.truePeak.isFinite
        gain = isSound ? Decibels.amplitude(peak + settings.gain) / extent.truePeak : 1
        limiter = settings.gain > 0 ? LookAheadLimiter(ceiling: peak, sampleRate: settings.sampleRate) : nil
    }

    /// Takes the next frames; those beyond the end come out silent.
    mutating func apply(left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, frames: Int) {
        for frame in 0..<frames {
            var factor = gain
            let past = position + frame - fadeStart
            if past >= 0 {
                let x = Float(max(0, fadeFrames - past)) / Float(fadeFrames)
                factor *= x * x
            }
            left[frame] *= factor
            right[frame] *= factor
        }
        position += frames
        limiter?.process(left: left, right: right, frames: frames)
    }
}
