/// The learning rate of each update.
public enum LearningRateSchedule: Codable, Sendable, Equatable {
    /// Always the same.
    case constant(rate: Double)
    /// Rises linearly over `warmup` updates, then falls along half a cosine to `final` at update `total`, where it
    /// stays (Loshchilov & Hutter 2017).
    case cosine(rate: Double, warmup: Int, total: Int, final: Double = 0)

    /// The rate of an update, counted from 0.
    public func rate(at step: Int) -> Double {
        switch self {
        case .constant(let rate): return rate
        case .cosine(let rate, let warmup, let total, let final):
            if step < warmup { return rate * Double(step + 1) / Double(warmup) }
            if step >= total { return final }
            let progress = Double(step - warmup) / Double(max(1, total - warmup))
            return final + (rate - final) * (1 + cosine(progress * .pi)) / 2
        }
    }

    /// cos x for x in 0...π by its series around π/2, the same on every machine.
    private func cosine(_ x: Double) -> Double {
        let y = Double.pi / 2 - x
        var term = y
        var sum = y
        for index in 1...14 {
            term *= -y * y / Double(2 * index * (2 * index + 1))
            sum += term
        }
        return sum
    }
}
