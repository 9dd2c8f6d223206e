import Kernels
import NeuralNetworks

/// Everything that decides how a model is trained; the same settings and corpus give the same weights.
public struct TrainingSettings: Codable, Sendable, Equatable {
    /// How gradients become steps.
    public enum Optimizer: String, Codable, Sendable, CaseIterable {
        /// Adam with decoupled weight decay.
        case adam
        /// RMSprop as Keras defines it.
        case rmsprop
    }

    /// How the learning rate changes.
    public enum Schedule: String, Codable, Sendable, CaseIterable {
        /// The same throughout.
        case constant
        /// Rises over the first steps, then falls to a twentieth along a cosine until the last.
        case cosine
    }

    /// Decides initial weights, order, transpositions and dropout.
    public var seed: UInt64 = 1
    /// Most passes over the training pieces.
    public var epochs = 10
    /// Most optimiser steps; 0 leaves it to `epochs`.
    public var steps = 0
    /// Most minutes of one run; 0 leaves it to the others. How far a run comes in them depends on the machine.
    public var minutes = 0.0
    /// Sequences side by side.
    public var rows = 32
    /// Steps between two truncations of back-propagation.
    public var segmentLength = 128
    /// Parts a batch is cut into; results depend on it, never on the number of threads.
    public var shards = 2
    /// How the large products are computed; `mixed` only where the processor can, so machines may differ.
    public var precision = Precision.mixed
    /// How gradients become steps.
    public var optimizer = Optimizer.adam
    /// The (greatest) learning rate.
    public var learningRate = 2e-3
    /// How it changes.
    public var schedule = Schedule.cosine
    /// Steps over which the rate rises.
    public var warmup = 200
    /// Decoupled weight decay for Adam.
    public var weightDecay = 0.01
    /// The greatest norm of the gradient, 0 for no limit.
    public var clip = 1.0
    /// Decay of the running average of the weights that is judged and kept, 0 for none.
    public var averaging = 0.998
    /// Each reading of a piece is shifted by up to this many semitones down or up.
    public var transposition = 5
    /// Steps between two judgements on held-out pieces; 0 judges once an epoch.
    public var evaluateEvery = 0
    /// Judgements without improvement after which training stops; 0 never.
    public var patience = 5
    /// Most held-out tokens to judge on, 0 for all.
    public var evaluationTokens = 200_000

    /// Makes the settings of the language models.
    public init() {}

    /// What cannot be trained with, in a clause; for settings that come from a file.
    var fault: String? {
        let ranges: [(String, Double, ClosedRange<Double>)] = [
            ("epochs", Double(epochs), 1...1e6), ("steps", Double(steps), 0...1e9), ("minutes", minutes, 0...1e9),
            ("rows", Double(rows), 1...4096), ("segmentLength", Double(segmentLength), 2...8192),
            ("shards", Double(shards), 1...64), ("learningRate", learningRate, 0...1),
            ("warmup", Double(warmup), 0...1e9), ("weightDecay", weightDecay, 0...1), ("clip", clip, 0...1e9),
            ("averaging", averaging, 0...1), ("transposition", Double(transposition), 0...24),
            ("evaluateEvery", Double(evaluateEvery), 0...1e9), ("patience", Double(patience), 0...1e9),
            ("evaluationTokens", Double(evaluationTokens), 0...1e12),
        ]
        return ranges.first { !$0.2.contains($0.1) }.map { "\($0.0) is \($0.1), which is outside \($0.2)" }
    }

    /// The learning rate over so many steps.
    func learningRateSchedule(steps: Int) -> LearningRateSchedule {
        switch schedule {
        case .constant: .constant(rate: learningRate)
        case .cosine:
            .cosine(rate: learningRate, warmup: min(warmup, steps / 10), total: steps, final: learningRate / 20)
        }
    }

    /// The optimiser's rule.
    var optimizerConfiguration: OptimizerConfiguration {
        switch optimizer {
        case .adam: .adam(weightDecay: weightDecay)
        case .rmsprop: .rmsprop()
        }
    }
}
