/// Where a training stands, for a progress bar.
public struct TrainingProgress: Sendable, Equatable {
    /// Optimiser steps done.
    public var step: Int
    /// Optimiser steps in all.
    public var totalSteps: Int
    /// Passes over the training pieces done, with the fraction of the one under way.
    public var epoch: Double
    /// Nats per token over the last steps, with dropout.
    public var loss: Double
    /// Tokens learned from each second of this run.
    public var tokensPerSecond: Double
}

/// One judgement of the model on held-out pieces; a line of `metrics.csv`.
public struct Judgement: Codable, Sendable, Equatable {
    /// Optimiser steps done.
    public var step: Int
    /// Passes over the training pieces.
    public var epoch: Double
    /// Tokens learned from so far.
    public var tokens: Int
    /// Seconds of training so far, over all runs.
    public var seconds: Double
    /// The learning rate.
    public var learningRate: Double
    /// Nats per token since the last judgement, with dropout.
    public var loss: Double
    /// Nats per token on held-out pieces, without dropout.
    public var heldOutLoss: Double
    /// Tokens a second since the last judgement.
    public var tokensPerSecond: Double

    /// The head of `metrics.csv`.
    public static let header = "step,epoch,tokens,seconds,learning_rate,loss,held_out_loss,tokens_per_second"

    /// The line of `metrics.csv`.
    public var line: String {
        func text(_ value: Double, _ digits: Double) -> String { "\((value * digits).rounded() / digits)" }
        return [
            "\(step)", text(epoch, 1e3), "\(tokens)", text(seconds, 10), "\(learningRate)", text(loss, 1e5),
            text(heldOutLoss, 1e5), text(tokensPerSecond, 1),
        ].joined(separator: ",")
    }
}

/// What a training says while it runs.
public enum TrainingEvent: Sendable {
    /// Some steps are done.
    case progress(TrainingProgress)
    /// The model was judged; `isBest` if its weights were kept as the best.
    case judged(Judgement, isBest: Bool)
    /// A checkpoint was written.
    case saved(step: Int)
}

/// Why a training ended.
public enum TrainingOutcome: Sendable, Equatable {
    /// All steps are done.
    case finished
    /// Held-out loss stopped falling.
    case stoppedEarly
    /// The clock ran out.
    case outOfTime
    /// The user asked to stop; the checkpoint allows going on.
    case interrupted
}
