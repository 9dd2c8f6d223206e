#if canImport(Glibc)
    import Glibc
#endif

/// Keeps peaks under a ceiling by turning down shortly before they come.
///
/// The gain that each frame needs is held for the look-ahead (a sliding minimum in a monotonic queue), then smoothed
/// by a moving average as long as the look-ahead, so that it has arrived when the peak has. Release is exponential.
/// Output is `latency` frames late. All memory is taken at the start.
public final class LookAheadLimiter {
    /// Frames by which the output lags the input.
    public let latency: Int
    /// The largest magnitude that leaves.
    public let ceiling: Float

    private let window: Int
    private let release: Float
    private let storage: UnsafeMutablePointer<Float>  // left, right, gains to average, queue values
    private let queueFrames: UnsafeMutablePointer<Int>
    private var queueHead = 0
    private var queueCount = 0
    private var position = 0
    private var sum: Double
    private var held: Float = 1

    /// Makes a limiter.
    ///
    /// - Parameters:
    ///   - ceiling: decibels relative to full scale.
    ///   - lookAhead: seconds.
    ///   - releaseTime: seconds to recover 63 % of a reduction.
    public init(ceiling: Double = -1, lookAhead: Double = 0.002, releaseTime: Double = 0.08, sampleRate: Double) {
        self.ceiling = Decibels.amplitude(ceiling)
        window = max(1, Int((lookAhead * sampleRate).rounded()))
        latency = window - 1
        release = Float(1 - exp(-1 / (releaseTime * sampleRate)))
        storage = .allocate(capacity: 4 * window)
        storage.initialize(repeating: 0, count: 2 * window)
        (storage + 2 * window).initialize(repeating: 1, count: 2 * window)
        queueFrames = .allocate(capacity: window)
        queueFrames.initialize(repeating: 0, count: window)
        sum = Double(window)
    }

    deinit {
        storage.deallocate()
        queueFrames.deallocate()
    }

    /// Limits both channels in place.
    public func process(left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, frames: Int) {
        let window = self.window
        let (delayLeft, delayRight) = (storage, storage + window)
        let (gains, queue) = (storage + 2 * window, storage + 3 * window)
        for frame in 0..<frames {
            let slot = position % window
            let magnitude = max(abs(left[frame]), abs(right[frame]))
            let wanted = magnitude > ceiling ? ceiling / magnitude : 1
            // Sliding minimum over the last `window` frames.
            if queueCount > 0, queueFrames[queueHead] <= position - window {
                queueHead = (queueHead + 1) % window
                queueCount -= 1
            }
            while queueCount > 0, queue[(queueHead + queueCount - 1) % window] >= wanted { queueCount -= 1 }
            let tail = (queueHead + queueCount) % window
            queue[tail] = wanted
            queueFrames[tail] = position
            queueCount += 1
            let minimum = queue[queueHead]
            held = minimum < held ? minimum : held + release * (minimum - held)
            sum += Double(held) - Double(gains[slot])
            gains[slot] = held
            let gain = Float(min(1, sum / Double(window)))
            delayLeft[slot] = left[frame]
            delayRight[slot] = right[frame]
            let oldest = (position + 1) % window
            left[frame] = min(max(delayLeft[oldest] * gain, -ceiling), ceiling)
            right[frame] = min(max(delayRight[oldest] * gain, -ceiling), ceiling)
            position += 1
        }
    }

    /// Forgets what went before.
    public func reset() {
        storage.update(repeating: 0, count: 2 * window)
        (storage + 2 * window).update(repeating: 1, count: 2 * window)
        queueHead = 0
        queueCount = 0
        position = 0
        sum = Double(window)
        held = 1
    }
}
