/// Keeps count of slices that repeat the one before, and says when another would be too many.
///
/// Real music strikes a chord again now and then; a sampler that has got stuck does nothing else. Up to the limit the
/// model is free.
struct RepetitionGuard: Sendable {
    private let limit: Double
    private(set) var slices = 0
    private(set) var repeats = 0

    init(limit: Double) {
        self.limit = limit
    }

    /// Whether another repetition would exceed the limit; the first few slices have one repetition to spend.
    var isExhausted: Bool {
        Double(repeats + 1) > max(1, limit * Double(slices + 1))
    }

    /// Counts a slice.
    mutating func count(repeatsPrevious: Bool) {
        slices += 1
        if repeatsPrevious { repeats += 1 }
    }
}
