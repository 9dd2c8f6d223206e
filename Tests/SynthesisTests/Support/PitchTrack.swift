import Foundation

/// How the pitch of a sine moves: a point for each of its periods, between rising zero crossings.
struct PitchTrack {
    /// Seconds and cents from the reference.
    private(set) var points: [(time: Double, cents: Double)] = []

    init(_ sound: [Float], rate: Double = FontProbe.rate, reference: Double = 441) {
        var last: Double?
        for frame in sound.indices.dropFirst() where sound[frame - 1] < 0 && sound[frame] >= 0 {
            let (a, b) = (Double(sound[frame - 1]), Double(sound[frame]))
            let crossing = Double(frame) - b / (b - a)
            if let last {
                let cents = 1_200 * log2(rate / (crossing - last) / reference)
                points.append(((last + crossing) / 2 / rate, cents))
            }
            last = crossing
        }
    }

    /// Half of the way from the lowest pitch to the highest between two times.
    func depth(_ seconds: ClosedRange<Double>) -> Double {
        let cents = points.filter { seconds.contains($0.time) }.map(\.cents)
        return ((cents.max() ?? .nan) - (cents.min() ?? .nan)) / 2
    }

    /// How often the pitch rises through its middle each second.
    func rate(_ seconds: ClosedRange<Double>) -> Double {
        let part = points.filter { seconds.contains($0.time) }
        let middle = ((part.map(\.cents).max() ?? .nan) + (part.map(\.cents).min() ?? .nan)) / 2
        var times: [Double] = []
        for (a, b) in zip(part, part.dropFirst()) where a.cents < middle && b.cents >= middle {
            times.append(a.time + (middle - a.cents) / (b.cents - a.cents) * (b.time - a.time))
        }
        guard let first = times.first, let last = times.last, times.count > 1 else { return .nan }
        return Double(times.count - 1) / (last - first)
    }

    /// When the pitch first is some cents away from the reference.
    func onset(_ cents: Double) -> Double { points.first { abs($0.cents) >= cents }?.time ?? .nan }

    /// The middle pitch between two times.
    func mean(_ seconds: ClosedRange<Double>) -> Double {
        let cents = points.filter { seconds.contains($0.time) }.map(\.cents)
        return cents.reduce(0, +) / Double(cents.count)
    }
}
