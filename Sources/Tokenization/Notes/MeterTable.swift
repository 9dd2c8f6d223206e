import SymbolicMusic

/// The metres that have a token.
public enum MeterTable {
    /// A metre: beats in a bar and the note that a beat is.
    public struct Meter: Sendable, Hashable, CustomStringConvertible {
        /// Beats in a bar.
        public let numerator: Int
        /// The note that a beat is.
        public let denominator: Int
        /// The bar's length in grid steps.
        public let steps: Int

        init(_ numerator: Int, _ denominator: Int) {
            self.numerator = numerator
            self.denominator = denominator
            steps = numerator * 4 * Slice.stepsPerQuarter / denominator
        }

        /// The metre as it is written, such as `6/8`.
        public var description: String { "\(numerator)/\(denominator)" }

        fileprivate var isCompound: Bool { numerator > 3 && numerator % 3 == 0 }
    }

    /// The metres by index; bars last 6…96 steps.
    public static let meters: [Meter] = [
        Meter(4, 4), Meter(3, 4), Meter(2, 4), Meter(6, 8), Meter(2, 2), Meter(3, 8), Meter(9, 8), Meter(12, 8),
        Meter(5, 4), Meter(6, 4), Meter(3, 2), Meter(4, 2), Meter(7, 8), Meter(1, 4), Meter(5, 8), Meter(4, 8),
        Meter(7, 4), Meter(2, 8), Meter(3, 16), Meter(1, 8),
    ]

    /// The index of a metre, or of the one that stands for it.
    ///
    /// A metre without a token is spelled as one with the same bar (8/8 as 4/4), else as the longest one of a
    /// quarter or more that divides its bar, of the same beat if there is one (9/4 as 3/4), else as the one nearest
    /// in length.
    public static func index(numerator: Int, denominator: Int) -> Int {
        if let exact = meters.firstIndex(where: { $0.numerator == numerator && $0.denominator == denominator }) {
            return exact
        }
        guard (1...1024).contains(numerator), (1...1024).contains(denominator) else { return 0 }
        // A whole note is 48 steps; compare bars in units of 1/denominator step to stay exact.
        let bar = numerator * 48
        let isCompound = numerator > 3 && numerator % 3 == 0
        let same = meters.indices.filter { meters[$0].steps * denominator == bar }
        if let best = same.first(where: { meters[$0].isCompound == isCompound }) ?? same.first { return best }
        let dividing = meters.indices.filter {
            meters[$0].steps >= Slice.stepsPerQuarter && bar % (meters[$0].steps * denominator) == 0
        }
        func rank(_ index: Int) -> (Int, Int) {
            (meters[index].denominator == denominator ? 1 : 0, meters[index].steps)
        }
        if let best = dividing.max(by: { rank($0) < rank($1) }) { return best }
        return meters.indices.min {
            abs(meters[$0].steps * denominator - bar) < abs(meters[$1].steps * denominator - bar)
        }!
    }
}
