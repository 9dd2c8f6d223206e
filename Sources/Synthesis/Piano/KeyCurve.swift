/// A quantity over the keyboard: given at some keys, straight lines between, constant beyond the ends.
struct KeyCurve: Sendable {
    private let points: [(key: Double, value: Double)]

    /// Makes a curve from points in ascending keys.
    init(_ points: KeyValuePairs<Double, Double>) {
        self.points = points.map { (key: $0.key, value: $0.value) }
    }

    /// The value at a key.
    func callAsFunction(_ key: Double) -> Double {
        guard let first = points.first, let last = points.last else { return 0 }
        if key <= first.key { return first.value }
        if key >= last.key { return last.value }
        let upper = points.firstIndex { $0.key >= key } ?? 0
        let (a, b) = (points[upper - 1], points[upper])
        return a.value + (b.value - a.value) * (key - a.key) / (b.key - a.key)
    }
}
