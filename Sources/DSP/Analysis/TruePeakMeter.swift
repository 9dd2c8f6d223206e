import CKernels

/// The true peak of one channel as it passes: the largest magnitude between samples too, as a converter would make it.
///
/// After ITU-R BS.1770-5, Annex 2, with oversampling by 8 up to 64 kHz, by 4 up to 128 kHz and by 2 above, and 32
/// points of interpolation. A tone of up to 0.45 of the sample rate is read within +0.05 and −0.19 dB, whatever its
/// phase, one of up to a quarter within −0.05 dB. Before the first and after the last sample is silence. How samples
/// are divided into calls makes no difference. Passages that cannot hold the peak are passed over, so that music costs
/// about a nanosecond a sample.
///
/// All memory is taken at the start; nothing allocates or locks afterwards.
public final class TruePeakMeter {
    /// Frames worked through at once.
    private static let block = 128
    /// Frames before the newest that a value between frames may need.
    private static let history = 2 * TruePeakFilter.half - 1

    private let filter: TruePeakFilter
    /// History and a block, then the same to find out what silence afterwards would bring, then magnitudes.
    private let storage: UnsafeMutablePointer<Float>
    private let size = TruePeakMeter.history + TruePeakMeter.block + 16
    private var largest: Float = 0

    /// Makes a meter.
    public init(sampleRate: Double) {
        filter = TruePeakFilter(sampleRate: sampleRate)
        storage = .allocate(capacity: 2 * size + Self.block)
        storage.initialize(repeating: 0, count: 2 * size + Self.block)
    }

    deinit { storage.deallocate() }

    /// Points that a second is looked at, as a multiple of the sample rate.
    public var oversampling: Int { filter.places }

    /// Adds samples.
    public func add(_ samples: UnsafePointer<Float>, count: Int) {
        var done = 0
        while done < count {
            let frames = min(Self.block, count - done)
            (storage + Self.history).update(from: samples + done, count: frames)
            largest = peak(in: storage, frames: frames, over: largest)
            // Not `update(from:)` of a longer piece: the two may overlap.
            for index in 0..<Self.history { storage[index] = storage[frames + index] }
            done += frames
        }
    }

    /// The largest magnitude so far, 0 for silence: infinite if a sample is; samples that are no numbers do not count.
    public var peak: Float {
        let rest = storage + size
        rest.update(from: storage, count: Self.history)
        (rest + Self.history).update(repeating: 0, count: Self.block + 16)
        return peak(in: rest, frames: Self.history, over: largest)
    }

    /// The largest magnitude of what `frames` new frames after the history complete, or `floor` if that is larger.
    private func peak(in samples: UnsafePointer<Float>, frames: Int, over floor: Float) -> Float {
        let largest = ck_peak(samples, Int64(Self.history + frames))
        guard largest * filter.bound > floor else { return floor }
        let peaks = storage + 2 * size
        peaks.update(repeating: 0, count: Self.block)
        filter.raise(peaks, samples: samples + (TruePeakFilter.half - 1), frames: frames)
        return max(floor, ck_peak(peaks, Int64(frames)))
    }

    /// Starts again.
    public func reset() {
        storage.update(repeating: 0, count: size)
        largest = 0
    }
}
