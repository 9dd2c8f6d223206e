import ArgumentParser
import Basics
import Composition
import Kernels
import SymbolicMusic
import Tokenization

/// `musicgen evaluate`: how well a model knows held-out pieces, and how original and varied what it composes is.
package struct EvaluateCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measures a model on a token file: likelihood, n-gram baseline, repetition, originality.",
        discussion: """
            Prints name, value and unit, separated by tabs. The likelihood is that of the held-out pieces of the token \
            file under the model and under an n-gram model with back-off counted on its training pieces. With --pieces \
            the model composes that many pieces, seeds 1 and up, which are looked at for repetition (slices with the \
            same pitches as the one before) and for runs of slices that stand verbatim, in any key, in the training \
            pieces.

            EXAMPLES
              musicgen evaluate chorales-model chorales.tokens
              musicgen evaluate chorales-model chorales.tokens --split test --pieces 32
            """)

    @Argument(help: "The model's folder, or bundled.")
    var model: String

    @Argument(help: "The token file.")
    var corpus: String

    @Option(help: "The held-out pieces to judge on: valid or test.")
    var split = "valid"

    @Option(parsing: .unconditional, help: "The longest context of the baseline is one less than this, 1 to 5.")
    var order = 5

    @Option(parsing: .unconditional, help: "How many pieces to compose and look at, 0 or more.")
    var pieces = 0

    @Option(parsing: .unconditional, help: "How many bars each of them has, 1 to 10000.")
    var bars = 32

    @OptionGroup var common: CommonOptions

    package init() {}

    package func run() throws {
        guard let chosen = TokenCorpus.Split(rawValue: split), chosen != .train else {
            throw CommandFailure(.usage, "--split \(split): choose valid or test")
        }
        guard (1...5).contains(order) else { throw CommandFailure(.usage, "--order must be 1 to 5") }
        guard pieces >= 0 else { throw CommandFailure(.usage, "--pieces must be 0 or more") }
        guard (1...10_000).contains(bars) else { throw CommandFailure(.usage, "--bars must be 1 to 10000") }
        try MatrixLibrary.require()
        let console = common.console
        let composer = try Composer(folder: model == "bundled" ? nil : model)
        let tokens = try TokenCorpus(contentsOf: corpus)
        let configuration = composer.model.configuration
        guard tokens.vocabulary == configuration.vocabulary else {
            throw CommandFailure(
                .badData, "\(corpus): its vocabulary is not the model's; prepare it with the model's tokenizer")
        }
        let heldOut = CorpusSource(tokens, split: chosen)
        guard heldOut.pieceCount > 0 else { throw CommandFailure(.badData, "\(corpus): it has no \(split) pieces") }
        var rows: [(String, String, String)] = [("model", composer.model.identity, ""), ("split", split, "")]
        rows.append(("pieces held out", "\(heldOut.pieceCount)", "pieces"))
        console.note("judging \(counted(heldOut.totalLength, "token"))")
        let likelihood = Likelihood.of(
            composer.model.network, on: heldOut, targetColumns: configuration.predictedColumns,
            shouldStop: { Interruption.isRequested })
        try Interruption.check()
        rows.append(("tokens", "\(likelihood.tokens)", "tokens"))
        rows.append(("model likelihood", Self.text(likelihood.perToken), "nats/token"))
        console.note("counting \(order)-grams")
        let baseline = Baseline.nats(
            training: CorpusSource(tokens, split: .train), heldOut: heldOut, columns: configuration.predictedColumns,
            vocabulary: tokens.vocabulary, order: order)
        rows.append(
            ("\(baseline.order)-gram likelihood", Self.text(baseline.likelihood.perToken), "nats/token"))
        let slices = Baseline.sliceCount(tokens, split: chosen)
        rows.append(("model likelihood per slice", Self.text(likelihood.nats / Double(max(1, slices))), "nats/slice"))
        if pieces > 0 { rows += try composed(composer, tokens: tokens, console: console) }
        try Console.output(rows.map { "\($0.0)\t\($0.1)\($0.2.isEmpty ? "" : "\t" + $0.2)\n" }.joined())
    }

    /// What the model composes: repetition and originality, piece by piece and at worst.
    private func composed(
        _ composer: Composer, tokens: TokenCorpus, console: Console
    ) throws -> [(String, String, String)] {
        guard let tokenizer = tokens.tokenizer() else { throw CommandFailure(.badData, "\(corpus): unknown tokenizer") }
        console.note("indexing the training pieces")
        let index = Originality(
            runLength: 8,
            pieces: tokens.pieceIndices(in: .train).lazy.map { tokenizer.decode(tokens.sequence(of: $0)).slices })
        let bar = ProgressBar(console, label: "composing", total: pieces, unit: "piece")
        defer { bar.finish() }
        let measured = try ParallelWork.map(count: pieces) { number in
            try Interruption.check()
            let piece = try composer.compose(
                CompositionSettings(seed: UInt64(number + 1), length: .bars(bars)), progress: { _ in })
            bar.advance()
            return (
                repeats: Repetition.immediate(in: piece.piece.slices),
                run: index.longestSharedRun(of: piece.piece.slices), slices: piece.piece.slices.count,
                isComposed: piece.ending == .composed
            )
        }
        try Interruption.check()
        let repeats = measured.map(\.repeats)
        for (number, piece) in measured.enumerated() where piece.run > 0 {
            console.note("seed \(number + 1): \(piece.run) slices stand verbatim in a training piece")
        }
        return [
            ("composed pieces", "\(pieces)", "pieces"),
            ("slices a piece, mean", Self.text(Double(measured.map(\.slices).reduce(0, +)) / Double(pieces)), "slices"),
            ("repetition, mean", Self.text(repeats.reduce(0, +) / Double(pieces)), "of slices"),
            ("repetition, worst", Self.text(repeats.max() ?? 0), "of slices"),
            ("verbatim run, longest", "\(measured.map(\.run).max() ?? 0)", "slices (0: under 8)"),
            ("endings of the model's own", "\(measured.filter(\.isComposed).count)", "pieces"),
        ]
    }

    private static func text(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }
}
