import Kernels
import NeuralNetworks

/// How likely a model finds some pieces.
public struct Likelihood: Sendable, Equatable {
    /// −ln p of all predicted tokens, over all heads.
    public var nats: Double
    /// Tokens predicted (steps of the pieces after the first).
    public var tokens: Int

    /// Nats per token.
    public var perToken: Double { nats / Double(max(1, tokens)) }

    /// Judges every step of the pieces with the state carried through each, without dropout.
    ///
    /// For the tutorial's form every token with a full window before it is judged.
    /// - Parameters:
    ///   - limit: stop after about so many tokens, 0 for all; the pieces come in the source's order.
    ///   - shouldStop: asked between batches.
    public static func of(
        _ network: Network<Float>, on source: any TokenSource, targetColumns: [Int], limit: Int = 0,
        shouldStop: () -> Bool = { false }
    ) -> Likelihood {
        var result = Likelihood(nats: 0, tokens: 0)
        func add(_ sum: LossSum) {
            result.nats += sum.nats.reduce(0, +)
            result.tokens += sum.counts.first ?? 0
        }
        guard (0..<source.pieceCount).contains(where: { source.length(ofPiece: $0) > 1 }) else { return result }
        switch network.configuration.objective {
        case .everyStep:
            var stream = SegmentStream(
                source: source, rows: min(32, source.pieceCount), segmentLength: 128, targetColumns: targetColumns,
                isEndless: false)
            var state = network.makeState(rows: min(32, source.pieceCount))
            while !shouldStop(), limit == 0 || result.tokens < limit {
                let batch = stream.next()
                guard batch.targetCount > 0 else { break }
                add(network.loss(batch, state: &state))
            }
        case .afterWindow(let length):
            guard (0..<source.pieceCount).contains(where: { source.length(ofPiece: $0) > length }) else {
                return result
            }
            let rows = 64
            var stream = WindowStream(
                source: source, rows: rows, window: length, targetColumns: targetColumns, seed: 0)
            var state = network.makeState(rows: rows)
            let goal = limit == 0 ? stream.windowCount : min(limit, stream.windowCount)
            while !shouldStop(), result.tokens < goal {
                add(network.loss(stream.next(), state: &state))
            }
        }
        return result
    }
}
