#if canImport(Glibc)
    import Glibc
#endif

/// A quantity over keyboard and spectrum: given at some keys and frequencies, planes between (over the key and the
/// octave), constant beyond the edges.
struct KeyFrequencyMap: Sendable {
    private let keys: [Double]
    private let octaves: [Double]
    private let rows: [[Double]]
    private let isLogarithmic: Bool

    /// Makes a map.
    ///
    /// - Parameters:
    ///   - keys: keys of the rows, ascending, at least two.
    ///   - hertz: frequencies of the columns, ascending, at least two.
    ///   - isLogarithmic: whether ratios, not differences, are spread evenly between the points; values above 0.
    ///   - rows: a row a key, with a value for each frequency.
    init(keys: [Double], hertz: [Double], isLogarithmic: Bool = false, rows: [[Double]]) {
        precondition(rows.count == keys.count && rows.allSatisfy { $0.count == hertz.count }, "a full grid")
        self.keys = keys
        octaves = hertz.map { log2($0) }
        self.rows = isLogarithmic ? rows.map { $0.map { log($0) } } : rows
        self.isLogarithmic = isLogarithmic
    }

    /// The value for a key at a frequency in hertz.
    func callAsFunction(_ key: Double, _ frequency: Double) -> Double {
        let (row, down) = Self.place(key, in: keys)
        let (column, across) = Self.place(log2(frequency), in: octaves)
        func along(_ row: Int) -> Double {
            rows[row][column] + across * (rows[row][column + 1] - rows[row][column])
        }
        let value = along(row) + down * (along(row + 1) - along(row))
        return isLogarithmic ? exp(value) : value
    }

    private static func place(_ x: Double, in points: [Double]) -> (index: Int, share: Double) {
        let upper = min(max(points.firstIndex { $0 > x } ?? points.count - 1, 1), points.count - 1)
        let share = (x - points[upper - 1]) / (points[upper] - points[upper - 1])
        return (upper - 1, min(1, max(0, share)))
    }
}
