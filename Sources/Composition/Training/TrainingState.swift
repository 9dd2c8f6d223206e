import NeuralNetworks

/// The counters of a training: everything of a checkpoint that is not a tensor.
struct TrainingState: Codable, Sendable, Equatable {
    /// Optimiser steps done.
    var step = 0
    /// Tokens learned from.
    var tokens = 0
    /// Seconds of training over all runs.
    var seconds = 0.0
    /// The judgements so far, oldest first.
    var judgements: [Judgement] = []
    /// Loss and tokens since the last judgement.
    private var natsSinceJudgement = 0.0
    private var tokensSinceJudgement = 0
    /// A running mean of the loss of the last hundred steps or so.
    private(set) var recentLoss = 0.0

    mutating func count(_ sum: LossSum, tokens count: Int) {
        let loss = sum.mean
        let share = max(0.01, 1 / Double(step + 1))
        recentLoss += share * (loss - recentLoss)
        step += 1
        tokens += count
        natsSinceJudgement += loss * Double(count)
        tokensSinceJudgement += count
    }

    /// A judgement of the present state; `count` starts afresh after `add`.
    func judgement(heldOutLoss: Double, epoch: Double, learningRate: Double) -> Judgement {
        let secondsSince = seconds - (judgements.last?.seconds ?? 0)
        return Judgement(
            step: step, epoch: epoch, tokens: tokens, seconds: seconds, learningRate: learningRate,
            loss: natsSinceJudgement / Double(max(1, tokensSinceJudgement)), heldOutLoss: heldOutLoss,
            tokensPerSecond: Double(tokensSinceJudgement) / max(1e-9, secondsSince))
    }

    /// Keeps a judgement; true if it is the best so far.
    mutating func add(_ judgement: Judgement) -> Bool {
        let isBest = judgements.allSatisfy { judgement.heldOutLoss < $0.heldOutLoss }
        judgements.append(judgement)
        natsSinceJudgement = 0
        tokensSinceJudgement = 0
        return isBest
    }

    /// Judgements after the best.
    var judgementsSinceBest: Int {
        guard let best = judgements.indices.min(by: { judgements[$0].heldOutLoss < judgements[$1].heldOutLoss }) else {
            return 0
        }
        return judgements.count - 1 - best
    }
}
