import Glibc

/// How freely a token is drawn from the model's probabilities.
public struct SamplingSettings: Codable, Sendable, Equatable {
    /// Divides the logits: below 1 safer, above 1 bolder; 0 always takes the likeliest.
    public var temperature: Double
    /// Only the K likeliest tokens may be drawn; 0 means all.
    public var topK: Int
    /// Only the likeliest tokens that together reach this probability may be drawn; 1 means all.
    public var topP: Double

    /// Makes settings; the defaults are those the bundled model was judged with.
    public init(temperature: Double = 1, topK: Int = 0, topP: Double = 0.98) {
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
    }
}

/// The choice among tokens that the logits of one step describe, narrowed by temperature, top-k and top-p.
///
/// The arithmetic is sequential and in double precision, so a draw depends on nothing but logits, settings and
/// generator. Sources: Fan, Lewis & Dauphin 2018 (top-k), Holtzman et al. 2020 (top-p, the nucleus).
public struct TokenDistribution: Sendable {
    private var candidates: [(token: Int, probability: Double)] = []

    /// Makes an empty distribution whose storage is used again at every step.
    public init() {}

    /// Takes the logits of a step.
    ///
    /// - Parameters:
    ///   - logits: one for each token.
    ///   - allowed: which tokens may be drawn; nil allows all.
    ///   - settings: how to narrow the choice.
    ///   - favoured: a token that is made more likely, and by how many nats.
    /// - Complexity: O(V log V) in the vocabulary.
    public mutating func load(
        logits: [Float], allowed: [Bool]? = nil, settings: SamplingSettings,
        favoured: (token: Int, nats: Double)? = nil
    ) {
        candidates.removeAll(keepingCapacity: true)
        var greatest = -Double.infinity
        for (token, logit) in logits.enumerated() where (allowed?[token] ?? true) && logit.isFinite {
            let value = Double(logit) + (token == favoured?.token ? favoured?.nats ?? 0 : 0)
            candidates.append((token, value))
            greatest = max(greatest, value)
        }
        // Equal logits are ordered by token, so that the order never depends on the sort.
        candidates.sort { $0.probability != $1.probability ? $0.probability > $1.probability : $0.token < $1.token }
        if settings.temperature <= 0, let first = candidates.first {
            candidates = [(first.token, 1)]
            return
        }
        if settings.topK > 0, candidates.count > settings.topK {
            candidates.removeLast(candidates.count - settings.topK)
        }
        var total = 0.0
        for index in candidates.indices {
            let probability = exp((candidates[index].probability - greatest) / settings.temperature)
            candidates[index].probability = probability
            total += probability
        }
        var kept = 0.0
        var count = 0
        while count < candidates.count, count == 0 || kept < settings.topP * total {
            kept += candidates[count].probability
            count += 1
        }
        candidates.removeLast(candidates.count - count)
        for index in candidates.indices { candidates[index].probability /= kept }
    }

    /// The tokens that can be drawn, likeliest first, with their probabilities.
    public var choices: [(token: Int, probability: Double)] { candidates }

    /// Draws a token; nil if nothing is allowed.
    public func draw(using generator: inout SeededGenerator) -> Int? {
        guard let last = candidates.last else { return nil }
        var remaining = generator.unit()
        for candidate in candidates {
            remaining -= candidate.probability
            if remaining < 0 { return candidate.token }
        }
        return last.token
    }
}
