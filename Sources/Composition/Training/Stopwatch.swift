/// The time of one run of a training that may have had runs before.
struct Stopwatch {
    private let start = ContinuousClock.now
    private let secondsBefore: Double
    private let tokensBefore: Int

    init(secondsBefore: Double, tokensBefore: Int) {
        self.secondsBefore = secondsBefore
        self.tokensBefore = tokensBefore
    }

    /// Seconds of this run.
    var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }
    /// Seconds of all runs.
    var totalSeconds: Double { secondsBefore + seconds }

    /// Tokens a second of this run.
    func rate(tokens: Int) -> Double {
        Double(tokens - tokensBefore) / max(1e-9, seconds)
    }
}
