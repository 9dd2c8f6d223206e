import Glibc

/// A range of numbers and the round ones in it that are labelled.
struct ChartAxis {
    let low: Double
    let high: Double
    private let step: Double

    /// The axis for values: from a round number below the least to one above the greatest.
    init(covering values: [Double]) {
        var least = values.min() ?? 0
        var greatest = values.max() ?? 1
        if greatest - least < 1e-9 * max(1, abs(greatest)) {
            least -= 0.5
            greatest += 0.5
        }
        step = ChartAxis.roundStep((greatest - least) / 6)
        low = (least / step).rounded(.down) * step
        high = (greatest / step).rounded(.up) * step
    }

    /// Where a value lies, 0 at the low end and 1 at the high.
    func fraction(_ value: Double) -> Double { (value - low) / (high - low) }

    /// The labelled numbers.
    var ticks: [Double] {
        let count = min(Int(((high - low) / step).rounded()), 20)
        return (0...count).map { low + Double($0) * step }
    }

    /// A number as its label: thousands as `k`, millions as `M`.
    func label(_ value: Double) -> String {
        for (unit, name) in [(1e6, "M"), (1e3, "k")] where max(abs(low), abs(high)) >= 2 * unit {
            return MarkupText.number(value / unit, decimals: 3) + (abs(value) < step / 2 ? "" : name)
        }
        return MarkupText.number(value, decimals: 6)
    }

    /// The least of 1, 2, 5 times a power of ten that is not less.
    private static func roundStep(_ rough: Double) -> Double {
        let power = pow(10, log10(rough).rounded(.down))
        for factor in [1.0, 2, 5] where factor * power >= rough * 0.999 { return factor * power }
        return 10 * power
    }
}
