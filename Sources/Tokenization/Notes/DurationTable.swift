/// The durations that have a token: 1…48 grid steps exactly, and some longer ones.
///
/// A slice that lasts longer than its token says goes on in another slice in which everything is held.
public enum DurationTable {
    /// The durations in grid steps, in ascending order.
    public static let steps: [Int] = Array(1...48) + [54, 60, 66, 72, 84, 96, 108, 120, 144, 192]

    /// The index of the longest duration of at most `steps`, which is at least 1.
    public static func index(atMost steps: Int) -> Int {
        if steps <= 48 { return max(1, steps) - 1 }
        return Self.steps.lastIndex { $0 <= steps }!
    }
}
