import CKernels

#if canImport(Glibc)
    import Glibc
#endif

/// The interpolator that true-peak meters and limiters share: magnitudes between frames.
///
/// A sinc under a Kaiser window (β = 5) over 32 frames, each place's weights scaled to a sum of 1: up to 0.45 of the
/// sample rate all places are within 0.05 dB of the signal. Places stand an eighth of a frame apart up to 64 kHz, a
/// quarter up to 128 kHz, half a frame above, twice as close as ITU-R BS.1770 asks for, so that a peak between them is
/// missed by no more than 0.14 dB of a tone at 0.45 of 48 kHz.
final class TruePeakFilter {
    /// Frames on each side of a place.
    static let half = Int(CK_TRUE_PEAK_HALF)
    private static let beta = 5.0

    /// Places a frame.
    let places: Int
    /// What no value can exceed, relative to the largest of the frames it is made of.
    let bound: Float
    private let weights: UnsafeMutablePointer<ck_true_peak>

    init(sampleRate: Double) {
        places = sampleRate <= 64_000 ? 8 : sampleRate <= 128_000 ? 4 : 2
        weights = .allocate(capacity: 1)
        weights.initialize(to: ck_true_peak())
        weights.pointee.pairs = Int32(places / 2 - 1)
        var largest = 1.0
        for place in 1...places / 2 {
            // Weights of the frames 1, 2, 3 … and 0, −1, −2 … for a place after frame 0.
            let time = Double(place) / Double(places)
            var newer = (0..<Self.half).map { Self.kernel(Double($0 + 1) - time) }
            var older = (0..<Self.half).map { Self.kernel(Double(-$0) - time) }
            let sum = (newer + older).reduce(0, +)
            newer = newer.map { $0 / sum }
            older = older.map { $0 / sum }
            largest = max(largest, (newer + older).reduce(0) { $0 + abs($1) })
            for point in 0..<Self.half { Self.set(weights, place, of: places, point, newer[point], older[point]) }
        }
        // Sums in single precision may be a little larger.
        bound = Float(largest * 1.000_1)
    }

    deinit { weights.deallocate() }

    private static func set(
        _ weights: UnsafeMutablePointer<ck_true_peak>, _ place: Int, of places: Int, _ point: Int, _ newer: Double,
        _ older: Double
    ) {
        if place == places / 2 {
            floats(&weights.pointee.middle)[point] = Float(newer)
        } else {
            let index = (place - 1) * half + point
            floats(&weights.pointee.even)[index] = Float((newer + older) / 2)
            floats(&weights.pointee.odd)[index] = Float((newer - older) / 2)
        }
    }

    private static func floats(_ tuple: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Float> {
        tuple.assumingMemoryBound(to: Float.self)
    }

    private static func kernel(_ time: Double) -> Double {
        let share = time / Double(half)
        guard abs(share) < 1 else { return 0 }
        let window = bessel(beta * (1 - share * share).squareRoot()) / bessel(beta)
        return time == 0 ? 1 : window * sin(.pi * time) / (.pi * time)
    }

    /// The modified Bessel function of the first kind and order 0, by its series.
    private static func bessel(_ x: Double) -> Double {
        var (sum, term, index) = (1.0, 1.0, 1.0)
        while term > 1e-17 * sum {
            term *= (x / 2 / index) * (x / 2 / index)
            sum += term
            index += 1
        }
        return sum
    }

    /// Raises `peaks[f]` to the largest magnitude from `samples[f]` up to, not including, `samples[f + 1]`.
    ///
    /// `samples[−15 … n + 15]` are read and `peaks[0 … n − 1]` written, n being `frames` rounded up to 16.
    func raise(_ peaks: UnsafeMutablePointer<Float>, samples: UnsafePointer<Float>, frames: Int) {
        ck_true_peaks(weights, samples, peaks, Int32(frames))
    }
}
