import ArgumentParser
import Composition
import Kernels
import NeuralNetworks
import Tokenization

extension ModelPreset: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}

/// The flags that decide a training; what is not given is the preset's.
package struct TrainingOptions: ParsableArguments {
    @Option(help: "The network and how it is trained.")
    package var preset: ModelPreset = .small

    @Option(help: "Most passes over the training pieces.")
    package var epochs: Int?

    @Option(help: "Most optimiser steps; overrides --epochs.")
    package var steps: Int?

    @Option(help: "Most minutes of this run; --resume goes on.")
    package var minutes: Double?

    @Option(help: "Sequences side by side.")
    package var rows: Int?

    @Option(help: "Steps between truncations of back-propagation.")
    package var segmentLength: Int?

    @Option(help: "Units of each LSTM layer, such as 384,384.")
    package var hidden: String?

    @Option(help: "Share of units left out while training, 0 to 0.9.")
    package var dropout: Double?

    @Option(help: "The greatest learning rate.")
    package var learningRate: Double?

    @Option(help: "Judgements without improvement after which to stop; 0 never.")
    package var patience: Int?

    @Option(help: "Steps between judgements on held-out pieces; by default once an epoch.")
    package var evaluateEvery: Int?

    @Option(help: "Decides weights, order, transpositions and dropout.")
    package var seed: UInt64?

    @Option(help: "Parts a batch is cut into; results depend on it.")
    package var shards: Int?

    @Option(help: "single, or mixed: bfloat16 operands where the processor has them.")
    package var precision: Precision?

    @Option(help: "Threads, by default one a shard; never changes a result.")
    package var threads: Int?

    package init() {}

    /// What to train on a corpus.
    ///
    /// - Throws: `CommandFailure` with `usage` when a value is out of range.
    package func configuration(for corpus: TokenCorpus) throws(CommandFailure) -> ModelConfiguration {
        try check()
        var network = preset.network(for: corpus.vocabulary)
        if let hidden {
            let sizes = hidden.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
            guard sizes.allSatisfy({ ($0 ?? 0) > 0 && $0! <= 8192 }) else {
                throw CommandFailure(.usage, "--hidden \(hidden): give sizes such as 384,384")
            }
            network.hiddenSizes = sizes.map { $0! }
        }
        if let dropout { network.dropout = .init(input: dropout / 2, between: dropout, output: dropout) }
        var training = preset.training
        if let epochs { training.epochs = epochs }
        if let steps { training.steps = steps }
        if let minutes { training.minutes = minutes }
        if let rows { training.rows = rows }
        if let segmentLength { training.segmentLength = segmentLength }
        if let learningRate { training.learningRate = learningRate }
        if let patience { training.patience = patience }
        if let evaluateEvery { training.evaluateEvery = evaluateEvery }
        if let seed { training.seed = seed }
        if let shards { training.shards = shards }
        if let precision { training.precision = precision }
        return ModelConfiguration(
            preset: preset, tokenizer: corpus.metadata.tokenizer, vocabulary: corpus.vocabulary, network: network,
            training: training, corpus: corpus.contentHash)
    }

    private func check() throws(CommandFailure) {
        func require(_ holds: Bool, _ flag: String, _ range: String) throws(CommandFailure) {
            if !holds { throw CommandFailure(.usage, "--\(flag) must be \(range)") }
        }
        try require((1...1_000_000).contains(epochs ?? 1), "epochs", "1 or more")
        try require((1...1_000_000_000).contains(steps ?? 1), "steps", "1 or more")
        try require((minutes ?? 1) > 0, "minutes", "above 0")
        try require((1...4096).contains(rows ?? 1), "rows", "1 to 4096")
        try require((2...8192).contains(segmentLength ?? 2), "segment-length", "2 to 8192")
        try require((0...0.9).contains(dropout ?? 0), "dropout", "0 to 0.9")
        try require((learningRate ?? 1) > 0 && (learningRate ?? 1) <= 1, "learning-rate", "above 0 and at most 1")
        try require((patience ?? 0) >= 0, "patience", "0 or more")
        try require((evaluateEvery ?? 0) >= 0, "evaluate-every", "0 or more")
        try require((1...64).contains(shards ?? 1), "shards", "1 to 64")
        try require((1...256).contains(threads ?? 1), "threads", "1 to 256")
    }
}
