import ArgumentParser
import Composition
import Kernels
import NeuralNetworks
import Tokenization

extension ModelPreset: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}

/// The flags that decide a training; what is not given is the preset's or, of a training that goes on, its own.
package struct TrainingOptions: ParsableArguments {
    // Numbers are read unconditionally, so that one below zero is told to be out of range, not taken for a flag.
    @Option(help: "The network and how it is trained; small by default.")
    package var preset: ModelPreset?

    @Option(parsing: .unconditional, help: "Most passes over the training pieces, 1 or more; 10 by default.")
    package var epochs: Int?

    @Option(parsing: .unconditional, help: "Most optimiser steps, 1 or more; overrides --epochs.")
    package var steps: Int?

    @Option(parsing: .unconditional, help: "Most minutes of this run, above 0; --resume goes on.")
    package var minutes: Double?

    @Option(parsing: .unconditional, help: "Sequences side by side, 1 to 4096; 32 by default.")
    package var rows: Int?

    @Option(parsing: .unconditional, help: "Steps between truncations of back-propagation, 2 to 8192; 128 by default.")
    package var segmentLength: Int?

    @Option(help: "Units of each LSTM layer, 1 to 8192, such as 384,384; by default the preset's.")
    package var hidden: String?

    @Option(parsing: .unconditional, help: "Share of units left out while training, 0 to 0.9; by default the preset's.")
    package var dropout: Double?

    @Option(
        parsing: .unconditional,
        help: "The greatest learning rate, above 0 and at most 1; by default 0.002, or 0.001 for the tutorial.")
    package var learningRate: Double?

    @Option(parsing: .unconditional, help: "Judgements without improvement after which to stop; 0 never; 5 by default.")
    package var patience: Int?

    @Option(
        parsing: .unconditional,
        help: "Steps between judgements on held-out pieces; 0, the default, judges once an epoch.")
    package var evaluateEvery: Int?

    @Option(
        parsing: .unconditional,
        help: "Decides weights, order, transpositions and dropout: 0 or more; 1 by default.")
    package var seed: UInt64?

    @Option(parsing: .unconditional, help: "Parts a batch is cut into, 1 to 64; results depend on it; 2 by default.")
    package var shards: Int?

    @Option(
        help: "single, or mixed: bfloat16 operands where the processor has them; mixed by default, the tutorial single."
    )
    package var precision: Precision?

    @Option(parsing: .unconditional, help: "Threads, 1 to 256; by default one a shard; never changes a result.")
    package var threads: Int?

    package init() {}

    /// What to train on a corpus.
    ///
    /// - Throws: `CommandFailure` with `usage` when a value is out of range.
    package func configuration(for corpus: TokenCorpus) throws(CommandFailure) -> ModelConfiguration {
        try check()
        let preset = preset ?? .small
        var network = preset.network(for: corpus.vocabulary)
        if let sizes = try hiddenSizes() { network.hiddenSizes = sizes }
        if let dropout { network.dropout = .init(input: dropout / 2, between: dropout, output: dropout) }
        var training = limited(preset.training)
        if let rows { training.rows = rows }
        if let segmentLength { training.segmentLength = segmentLength }
        if let learningRate { training.learningRate = learningRate }
        if let seed { training.seed = seed }
        if let shards { training.shards = shards }
        if let precision { training.precision = precision }
        return ModelConfiguration(
            preset: preset, tokenizer: corpus.metadata.tokenizer, vocabulary: corpus.vocabulary, network: network,
            training: training, corpus: corpus.contentHash)
    }

    /// Settings with the limits that were given; what has passed them already is not undone.
    func limited(_ settings: TrainingSettings) -> TrainingSettings {
        var training = settings
        if let epochs { (training.epochs, training.steps) = (epochs, 0) }
        if let steps { training.steps = steps }
        if let minutes { training.minutes = minutes }
        if let patience { training.patience = patience }
        if let evaluateEvery { training.evaluateEvery = evaluateEvery }
        return training
    }

    /// The sizes that `--hidden` lists.
    func hiddenSizes() throws(CommandFailure) -> [Int]? {
        guard let hidden else { return nil }
        let sizes = hidden.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard sizes.allSatisfy((1...8192).contains) else {
            throw CommandFailure(.usage, "--hidden \(hidden): give sizes such as 384,384")
        }
        return sizes
    }

    func check() throws(CommandFailure) {
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
