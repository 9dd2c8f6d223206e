import FoundationEssentials
import Kernels
import NeuralNetworks
import Tokenization

/// Trains a model on a corpus, judges it on held-out pieces, and keeps its best and its latest state in a folder.
///
/// A training that was stopped and resumed goes on exactly as if it had not been: weights, moments, averages, carried
/// states, order and transpositions are all part of the checkpoint.
public final class Trainer {
    /// What is trained.
    public let configuration: ModelConfiguration
    /// The network being trained.
    public let network: Network<Float>
    /// Where the model is kept.
    public let folder: String
    /// Steps of the whole training.
    public let totalSteps: Int
    var state: TrainingState
    let average: MovingAverage<Float>?
    let optimizer: Optimizer<Float>
    var recurrent: RecurrentState<Float>
    var stream: BatchStream
    private let heldOut: any TokenSource
    private let gradient: Parameters<Float>
    private let judged: Network<Float>
    private let trainingLength: Int

    /// Prepares a training from the beginning.
    ///
    /// - Parameters:
    ///   - training: the pieces to learn from.
    ///   - heldOut: the pieces to judge on.
    ///   - folder: the model's folder; it is made when the first checkpoint is written.
    ///   - threads: how many threads may work, by default one a shard; never changes a result.
    /// - Throws: `NetworkConfigurationError`, or `TrainingError` when there is nothing to learn from.
    public init(
        configuration: ModelConfiguration, training: any TokenSource, heldOut: any TokenSource, folder: String,
        threads: Int? = nil
    ) throws {
        let settings = configuration.training
        self.configuration = configuration
        self.folder = folder
        self.heldOut = heldOut
        network = try Network(
            configuration: configuration.network, seed: settings.seed, shards: settings.shards, threads: threads,
            precision: settings.precision)
        judged = try Network(
            configuration: configuration.network, seed: settings.seed, shards: settings.shards, threads: threads)
        gradient = network.makeParameters()
        stream = try BatchStream(configuration: configuration, source: training)
        recurrent = network.makeState(rows: settings.rows)
        optimizer = Optimizer(settings.optimizerConfiguration, layout: network.layout)
        average = settings.averaging > 0 ? MovingAverage(of: network.parameters, decay: settings.averaging) : nil
        state = TrainingState()
        trainingLength = stream.tokensPerEpoch
        let perEpoch = max(1, (stream.tokensPerEpoch + stream.tokensPerBatch - 1) / stream.tokensPerBatch)
        totalSteps = settings.steps > 0 ? settings.steps : max(1, settings.epochs * perEpoch)
    }

    /// Trains until the steps are done, the held-out loss stops falling, time is up or `shouldStop` says so.
    ///
    /// - Parameters:
    ///   - shouldStop: asked between steps and while judging.
    ///   - observe: told what happens, on the calling thread.
    /// - Throws: `TrainingError.diverged`, or an error of writing the folder.
    public func run(
        shouldStop: () -> Bool = { false }, observe: (TrainingEvent) throws -> Void = { _ in }
    ) throws -> TrainingOutcome {
        let settings = configuration.training
        let clock = Stopwatch(secondsBefore: state.seconds, tokensBefore: state.tokens)
        if state.step == 0 { try save() }
        var lastSave = ContinuousClock.now
        var lastProgress = lastSave
        var outcome: TrainingOutcome?
        while outcome == nil {
            let isOutOfTime = settings.minutes > 0 && clock.seconds > settings.minutes * 60
            if isDueForJudgement || isOutOfTime && state.step > 0 && !isJudged {
                guard try judge(shouldStop: shouldStop, observe: observe) else { outcome = .interrupted; break }
                lastSave = .now
            }
            if state.step >= totalSteps {
                outcome = .finished
            } else if settings.patience > 0, state.judgementsSinceBest >= settings.patience {
                outcome = .stoppedEarly
            } else if isOutOfTime {
                outcome = .outOfTime
            } else if shouldStop() {
                outcome = .interrupted
            } else {
                try step()
                state.seconds = clock.totalSeconds
                if .now - lastProgress > .milliseconds(100) {
                    lastProgress = .now
                    try observe(.progress(progress(tokensPerSecond: clock.rate(tokens: state.tokens))))
                }
                if .now - lastSave > .seconds(120) {
                    try save()
                    lastSave = .now
                    try observe(.saved(step: state.step))
                }
            }
        }
        try save()
        try observe(.saved(step: state.step))
        return outcome ?? .interrupted
    }

    /// Whether the present state has been judged.
    private var isJudged: Bool { state.judgements.last?.step == state.step }

    /// Whether the present state is one to judge; also after a resumption, if the judgement was cut short.
    private var isDueForJudgement: Bool {
        let settings = configuration.training
        let every = settings.evaluateEvery > 0 ? settings.evaluateEvery : max(1, totalSteps / max(1, settings.epochs))
        return state.step > 0 && !isJudged && (state.step % every == 0 || state.step == totalSteps)
    }

    private var schedule: LearningRateSchedule {
        configuration.training.learningRateSchedule(steps: totalSteps)
    }

    /// One step: a batch, its gradient, the optimiser.
    private func step() throws {
        let settings = configuration.training
        let batch = stream.next()
        let sum = network.lossAndGradient(
            batch, state: &recurrent, gradient: gradient,
            dropoutSeed: SeededGenerator.key(settings.seed, stream: UInt64(state.step)))
        let norm = gradient.clip(toNorm: settings.clip > 0 ? settings.clip : .infinity)
        guard norm.isFinite, sum.mean.isFinite else { throw TrainingError.diverged(step: state.step) }
        optimizer.update(network.parameters, gradient: gradient, rate: schedule.rate(at: state.step), step: state.step)
        average?.update(network.parameters, step: state.step)
        state.count(sum, tokens: batch.targetCount)
    }

    /// Judges the weights on held-out pieces and keeps them if they are the best; false if it was cut short.
    private func judge(shouldStop: () -> Bool, observe: (TrainingEvent) throws -> Void) throws -> Bool {
        judged.parameters.update(from: average?.average ?? network.parameters)
        let likelihood = Likelihood.of(
            judged, on: heldOut, targetColumns: configuration.predictedColumns,
            limit: configuration.training.evaluationTokens, shouldStop: shouldStop)
        if shouldStop() { return false }
        let judgement = state.judgement(
            heldOutLoss: likelihood.perToken, epoch: epoch, learningRate: schedule.rate(at: state.step))
        let isBest = state.add(judgement)
        if isBest { try saveBest(judged.parameters, heldOutLoss: likelihood.perToken) }
        try save()
        try saveMetrics()
        try observe(.judged(judgement, isBest: isBest))
        return true
    }

    private func progress(tokensPerSecond: Double) -> TrainingProgress {
        TrainingProgress(
            step: state.step, totalSteps: totalSteps, epoch: epoch,
            loss: state.recentLoss, tokensPerSecond: tokensPerSecond)
    }

    /// The model as it would compose now: the averaged weights where there are any.
    public func currentModel() throws -> LanguageModel {
        let copy = try Network<Float>(configuration: configuration.network, seed: 0)
        copy.parameters.update(from: average?.average ?? network.parameters)
        return LanguageModel(configuration: configuration, network: copy)
    }
}

/// Why a training cannot go on.
public enum TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No piece is long enough.
    case nothingToLearn(needed: Int)
    /// A loss or gradient was infinite or not a number.
    case diverged(step: Int)
    /// The checkpoint belongs to another corpus, preset or setting.
    case otherTraining(path: String, reason: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .nothingToLearn(let needed):
            "no training piece has more than \(needed) tokens; prepare a larger corpus"
        case .diverged(let step):
            "training diverged at step \(step): the loss is no longer a number; try a lower --learning-rate"
        case .otherTraining(let path, let reason):
            "\(path) belongs to another training: \(reason); train into another folder, or leave out --resume"
        }
    }
}

extension Trainer {
    /// Passes over the training pieces done, with the fraction of the one under way.
    public var epoch: Double { Double(state.tokens) / Double(max(1, trainingLength)) }

    /// The judgement with the lowest held-out loss so far.
    public var bestJudgement: Judgement? {
        state.judgements.min { $0.heldOutLoss < $1.heldOutLoss }
    }
}
