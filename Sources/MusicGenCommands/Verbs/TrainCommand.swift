import ArgumentParser
import Basics
import Composition
import Kernels
import Tokenization

/// `musicgen train`: learns a model from a token file.
package struct TrainCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Trains a model on a token file and keeps its best and its latest state.",
        discussion: """
            The model is a folder: config.json, best.safetensors (the weights that did best on held-out pieces), \
            latest.safetensors (everything needed to go on) and metrics.csv. Ctrl-C saves and stops; --resume goes on \
            exactly where it stopped, with the network and the settings that the folder has. Only --epochs, --steps, \
            --minutes, --patience and --evaluate-every may be other ones then.

            EXAMPLES
              musicgen prepare corpus/chorales --output chorales.tokens
              musicgen train chorales.tokens --output chorales-model --minutes 20
              musicgen train chorales.tokens --output chorales-model --resume --epochs 20
              musicgen train chorales.tokens --output tutorial --preset tutorial --epochs 50
            """)

    @Argument(help: "The token file that musicgen prepare made.")
    var corpus: String

    @Option(name: .shortAndLong, help: "The model's folder.")
    var output: String

    @Flag(help: "Go on from the latest checkpoint in the folder, with its network and settings.")
    var resume = false

    @OptionGroup var options: TrainingOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Every so many epochs (0.5 is twice in each) write a WAV of what the model composes.",
            valueName: "epochs"))
    var auditionEvery: Double?

    @OptionGroup var common: CommonOptions
    @OptionGroup var files: OutputOptions

    package init() {}

    package func run() throws {
        let console = common.console
        let corpusPath = corpus
        try InputFile.requireReadable(corpusPath)
        try MatrixLibrary.require()
        let tokens = try TokenCorpus(contentsOf: corpusPath)
        let training = CorpusSource(tokens, split: .train)
        let heldOut = CorpusSource(tokens, split: .valid)
        guard heldOut.pieceCount > 0 else {
            throw CommandFailure(
                .badData, "\(corpusPath): no piece is held out for judging; prepare it with more pieces")
        }
        let model =
            if resume {
                try options.configuration(
                    resuming: Trainer.storedConfiguration(in: output), in: output, on: tokens, at: corpusPath)
            } else {
                try options.configuration(for: tokens)
            }
        let trainer = try Trainer(
            configuration: model, training: training, heldOut: heldOut, folder: output, threads: options.threads)
        if resume {
            try trainer.resume()
        } else if InputFile.exists(output + "/" + LanguageModel.File.configuration), !files.force {
            throw CommandFailure(
                .cannotCreate, "\(output): holds a model already; use --resume to go on or --force to replace it")
        }
        console.note(
            "training \(model.preset.rawValue): \(counted(trainer.network.layout.parameterCount, "weight")), "
                + "\(counted(training.pieceCount, "piece")), \(counted(training.totalLength, "token")); "
                + "held out \(counted(heldOut.pieceCount, "piece"))"
        )
        let outcome = try follow(trainer, console: console)
        console.note(summary(outcome, of: trainer))
        console.note(OutputPath.absolute(output))
        if outcome == .interrupted { throw CommandFailure.interrupted }
    }

    /// Runs the training under a progress bar.
    private func follow(_ trainer: Trainer, console: Console) throws -> TrainingOutcome {
        let bar = ProgressBar(console, label: "training", total: trainer.totalSteps, unit: "step")
        defer { bar.finish() }
        var audition = try auditionEvery.map {
            try Audition(
                every: $0, folder: output, seed: trainer.configuration.training.seed, epoch: trainer.epoch)
        }
        return try trainer.run(shouldStop: { Interruption.isRequested }) { event in
            switch event {
            case .progress(let progress):
                bar.update(
                    completed: progress.step,
                    detail: "epoch \(Self.text(progress.epoch, 2)), loss \(Self.text(progress.loss, 4)), "
                        + "\(ProgressLine.short(progress.tokensPerSecond)) tokens/s")
                try audition?.takePlace(atEpoch: progress.epoch, trainer: trainer, console: console)
            case .judged(let judgement, let isBest):
                console.note(
                    "step \(judgement.step), epoch \(Self.text(judgement.epoch, 2)): "
                        + "loss \(Self.text(judgement.loss, 4)), held out \(Self.text(judgement.heldOutLoss, 4)) "
                        + "nats/token" + (isBest ? " (best so far)" : ""))
                // A short training is over before its first progress is told.
                try audition?.takePlace(atEpoch: judgement.epoch, trainer: trainer, console: console)
            case .saved: break
            }
        }
    }

    private func summary(_ outcome: TrainingOutcome, of trainer: Trainer) -> String {
        let best = trainer.bestJudgement.map {
            "best held-out loss \(Self.text($0.heldOutLoss, 4)) nats/token at step \($0.step)"
        }
        let why =
            switch outcome {
            case .finished: "done"
            case .stoppedEarly: "stopped: the held-out loss no longer falls"
            case .outOfTime: "stopped: the time is up; --resume goes on"
            case .interrupted: "interrupted and saved; --resume goes on"
            }
        return [why, best].compactMap { $0 }.joined(separator: "; ")
    }

    private static func text(_ value: Double, _ digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
        return "\((value * scale).rounded() / scale)"
    }
}
