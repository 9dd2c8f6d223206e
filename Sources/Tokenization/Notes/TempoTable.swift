/// The tempos that have a token: sixteen, spaced evenly in ratio from 30 to 240 quarters a minute.
public enum TempoTable {
    /// Quarters a minute of each bucket, in ascending order: 30 · 8^(i/15).
    public static let quartersPerMinute: [Double] = [
        30, 34.461, 39.585, 45.472, 52.233, 60, 68.922, 79.170, 90.943, 104.466, 120, 137.844, 158.341, 181.886,
        208.932, 240,
    ]

    /// The bucket nearest in ratio; tempos out of range (and not-a-number) get an end or the middle (120).
    public static func index(of tempo: Double) -> Int {
        guard tempo.isFinite else { return 10 }
        var index = 0
        while index + 1 < quartersPerMinute.count,
            tempo > 0, tempo * tempo >= quartersPerMinute[index] * quartersPerMinute[index + 1]
        {
            index += 1
        }
        return index
    }
}
