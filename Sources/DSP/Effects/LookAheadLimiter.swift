import CKernels

#if canImport(Glibc)
    import Glibc
#endif

/// Keeps true peaks under a ceiling by turning down shortly before they come.
///
/// Magnitudes are those between samples too (ITU-R BS.1770-5, Annex 2; see `TruePeakMeter`). The gain that each frame
/// needs is held for the look-ahead (a sliding minimum in a monotonic queue), then smoothed by a moving average as long
/// as the look-ahead, so that it has arrived when the peak has. Release is exponential. Output is `latency` frames
/// late. All memory is taken at the start.
public final class LookAheadLimiter {
    /// Frames by which the output lags the input.
    public let latency: Int
    /// The largest magnitude that leaves.
    public let ceiling: Float

    /// Frames worked through at once.
    private static let block = 64

    private let filter: TruePeakFilter
    /// Frames over which gains are held and averaged.
    private let window: Int
    private let release: Double
    /// Frames before the newest that may still be needed.
    private let history: Int
    private let capacity: Int
    private let storage: UnsafeMutablePointer<Float>
    private let left: UnsafeMutablePointer<Float>
    private let right: UnsafeMutablePointer<Float>
    private let peaks: UnsafeMutablePointer<Float>
    private let gains: UnsafeMutablePointer<Float>
    private let queue: UnsafeMutablePointer<Float>
    private let queueFrames: UnsafeMutablePointer<Int>
    private var write: Int
    private var queueHead = 0
    private var queueCount = 0
    private var position = 0
    private var slot = 0
    private var sum: Double
    private var held = 1.0

    /// Makes a limiter.
    ///
    /// - Parameters:
    ///   - ceiling: decibels relative to full scale.
    ///   - lookAhead: seconds; at rates under 16 kHz it is longer, for interpolation takes 16 frames of it.
    ///   - releaseTime: seconds to recover 63 % of a reduction.
    public init(ceiling: Double = -1, lookAhead: Double = 0.002, releaseTime: Double = 0.08, sampleRate: Double) {
        self.ceiling = Decibels.amplitude(ceiling)
        filter = TruePeakFilter(sampleRate: sampleRate)
        let frames = max(2, Int((lookAhead * sampleRate).rounded()))
        window = max(frames / 2, frames - TruePeakFilter.half)
        latency = window + TruePeakFilter.half - 1
        release = 1 - exp(-1 / (releaseTime * sampleRate))
        history = max(latency, 2 * TruePeakFilter.half - 1)
        capacity = history + 16 * Self.block + 16
        storage = .allocate(capacity: 2 * capacity + Self.block + 2 * window)
        storage.initialize(repeating: 0, count: 2 * capacity + Self.block + 2 * window)
        left = storage
        right = storage + capacity
        peaks = storage + 2 * capacity
        gains = peaks + Self.block
        queue = gains + window
        queueFrames = .allocate(capacity: window)
        queueFrames.initialize(repeating: 0, count: window)
        write = history
        sum = Double(window)
        gains.update(repeating: 1, count: window)
    }

    deinit {
        storage.deallocate()
        queueFrames.deallocate()
    }

    /// Limits both channels in place; how frames are divided into calls makes no difference.
    public func process(left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, frames: Int) {
        var done = 0
        while done < frames {
            let count = min(Self.block, frames - done)
            limit(left + done, right + done, count)
            done += count
        }
    }

    private func limit(_ left: UnsafeMutablePointer<Float>, _ right: UnsafeMutablePointer<Float>, _ count: Int) {
        if write + count > capacity - 16 {
            // The two pieces do not overlap: the buffer is more than twice as long as either.
            self.left.update(from: self.left + (write - history), count: history)
            self.right.update(from: self.right + (write - history), count: history)
            write = history
        }
        (self.left + write).update(from: left, count: count)
        (self.right + write).update(from: right, count: count)
        let past = 2 * TruePeakFilter.half - 1
        let loudest = max(
            ck_peak(self.left + (write - past), Int64(past + count)),
            ck_peak(self.right + (write - past), Int64(past + count)))
        let isQuiet = loudest * filter.bound <= ceiling
        if isQuiet, held == 1, sum == Double(window) {
            // All gains are 1, and so are those to come; the queue is as if it had seen them.
            position += count
            queueHead = 0
            queueCount = 1
            queue[0] = 1
            queueFrames[0] = position - 1
            left.update(from: self.left + (write - latency), count: count)
            right.update(from: self.right + (write - latency), count: count)
        } else {
            peaks.update(repeating: 0, count: Self.block)
            if !isQuiet {
                filter.raise(peaks, samples: self.left + (write - TruePeakFilter.half), frames: count)
                filter.raise(peaks, samples: self.right + (write - TruePeakFilter.half), frames: count)
            }
            for frame in 0..<count {
                let gain = nextGain(for: peaks[frame])
                let (l, r) = (self.left[write + frame - latency], self.right[write + frame - latency])
                left[frame] = min(max(l * gain, -ceiling), ceiling)
                right[frame] = min(max(r * gain, -ceiling), ceiling)
            }
        }
        write += count
    }

    /// The gain of the frame `window` − 1 before the one of this magnitude.
    @inline(__always)
    private func nextGain(for magnitude: Float) -> Float {
        // Bounded, so that sums of gains stay exact.
        let wanted = magnitude > ceiling ? max(1e-6, ceiling / magnitude) : 1
        // Sliding minimum over the last `window` frames.
        if queueCount > 0, queueFrames[queueHead] <= position - window {
            queueHead = queueHead + 1 == window ? 0 : queueHead + 1
            queueCount -= 1
        }
        while queueCount > 0, queue[place(queueCount - 1)] >= wanted { queueCount -= 1 }
        let tail = place(queueCount)
        queue[tail] = wanted
        queueFrames[tail] = position
        queueCount += 1
        position += 1
        let minimum = Double(queue[queueHead])
        held = minimum < held ? minimum : held + release * (minimum - held)
        if held > 0.999_999 { held = 1 }
        // A sum of so few single-precision numbers is exact in double precision: it comes back to what it was.
        let gain = Float(held)
        sum += Double(gain) - Double(gains[slot])
        gains[slot] = gain
        slot = slot + 1 == window ? 0 : slot + 1
        return Float(min(1, sum / Double(window)))
    }

    private func place(_ index: Int) -> Int {
        let place = queueHead + index
        return place >= window ? place - window : place
    }

    /// Forgets what went before.
    public func reset() {
        storage.update(repeating: 0, count: 2 * capacity)
        gains.update(repeating: 1, count: window)
        write = history
        queueHead = 0
        queueCount = 0
        position = 0
        slot = 0
        sum = Double(window)
        held = 1
    }
}
