import ArgumentParser
import Basics
import Glibc
import Tokenization

/// `musicgen prepare`: makes a token file of MIDI files.
package struct PrepareCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Makes a token file to train on of MIDI files and folders of them.",
        discussion: """
            Folders are searched with all folders in them. A file that cannot be used never stops the run: it is left \
            out and named with the reason, as are duplicates, transposed ones too. Pieces are split into training \
            and held-out ones by their music, so that a piece falls into the same set in every corpus, or as a \
            manifest.csv (columns path and split) in the folder says.

            EXAMPLES
              make corpus && musicgen prepare corpus/chorales --output chorales.tokens
              musicgen prepare ~/Music more/*.mid --output mine.tokens --transpose keys
              musicgen prepare ~/Music --output c.tokens --tokenizer chords --key C-major
            """)

    @Argument(help: ArgumentHelp("MIDI files and folders.", valueName: "source"))
    var sources: [String]

    @Option(name: .shortAndLong, help: "The token file to write.")
    var output: String

    @Option(help: "Which tokens.")
    var tokenizer = TokenizerKind.notes

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Transpositions of each training piece to add: none, all twelve keys, or 1 to 24 semitones up and down.",
            valueName: "none|keys|±N"))
    var transpose = TranspositionArgument.none

    @Option(help: ArgumentHelp("Bring every piece to C major or A minor first.", valueName: "as-written|C-major"))
    var key = KeyArgument.asWritten

    @Option(
        help: ArgumentHelp(
            "Where the split comes from: a manifest.csv in the folder if there is one, the music alone, or a file.",
            valueName: "auto|none|FILE"))
    var manifest = "auto"

    @Option(parsing: .unconditional, help: "Hundredths of the pieces to hold out to decide when to stop, 0 to 99.")
    var valid = 5

    @Option(parsing: .unconditional, help: "Hundredths of the pieces to hold out for final figures, 0 to 99.")
    var test = 5

    @Option(parsing: .unconditional, help: "Leave out pieces with fewer slices.")
    var minSlices = 16

    @Option(parsing: .unconditional, help: "Leave out pieces with more slices.")
    var maxSlices = 200_000

    @Option(parsing: .unconditional, help: "Chords that occur less often are unknown; for chords only.")
    var minCount = 1

    @Option(
        parsing: .unconditional,
        help: "Threads, 1 to 1024; 0 is one a core. The result does not depend on it.")
    var threads = 0

    @OptionGroup var files: OutputOptions
    @OptionGroup var common: CommonOptions

    package init() {}

    package func validate() throws {
        guard (0...99).contains(valid), (0...99).contains(test), valid + test < 100 else {
            throw ValidationError("--valid and --test are hundredths, and must leave something to train on")
        }
        guard minSlices >= 1, maxSlices >= minSlices else {
            throw ValidationError("--min-slices must be at least 1 and at most --max-slices")
        }
        guard minCount >= 1 else { throw ValidationError("--min-count must be at least 1") }
        guard (0...1024).contains(threads) else { throw ValidationError("--threads must be 0 to 1024") }
        if manifest != "auto", manifest != "none", !InputFile.exists(manifest) {
            throw ValidationError("--manifest \(manifest): no such file; give auto, none or a CSV file")
        }
    }

    package func run() throws {
        let console = common.console
        let place = try OutputPath(output, force: files.force)
        guard !place.isStandardOutput else {
            throw CommandFailure(.usage, "a token file is mapped into memory: name a file, not -")
        }
        for source in sources where !InputFile.exists(source) {
            throw CommandFailure.cannotRead(source, errno: ENOENT)
        }
        let bar = ProgressBar(console, label: "preparing", total: nil, unit: "file")
        let report = try CorpusBuilder(options: options).build(sources: sources, output: place.path) { progress in
            if Interruption.isRequested {
                // Nothing has been written while files are still being read, so there is nothing to clean up.
                console.clearStatus()
                Console.standardError("musicgen: interrupted\n")
                Glibc.exit(CommandFailure.Kind.interrupted.exitCode)
            }
            let skipped = progress.skipped > 0 ? "\(progress.skipped) left out" : nil
            bar.update(completed: progress.done, total: progress.total, detail: skipped)
        }
        bar.finish()
        describe(report, on: console)
        console.note(place.absolute)
    }

    private var options: CorpusOptions {
        var options = CorpusOptions()
        options.tokenizer = tokenizer
        options.transposition = transpose.value
        options.normalizesKey = key == .cMajor
        options.minimumSlices = minSlices
        options.maximumSlices = maxSlices
        options.validPercent = valid
        options.testPercent = test
        options.minimumChordCount = minCount
        options.threads = threads
        options.manifest =
            switch manifest {
            case "auto": .automatic
            case "none": .none
            default: .file(manifest)
            }
        return options
    }

    private func describe(_ report: CorpusReport, on console: Console) {
        for skipped in report.skipped { console.note("left out \(skipped.path): \(skipped.reason)") }
        let reasons = report.skippedByKind.map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
        let kept = report.fileCount - report.skipped.count
        console.note(
            "\(kept) of \(counted(report.fileCount, "file"))" + (reasons.isEmpty ? "" : "; left out: \(reasons)"))
        let sets = TokenCorpus.Split.allCases.map { split in
            let count = report.count(in: split)
            return "\(split.rawValue) \(counted(count.pieces, "piece")), \(counted(count.steps, "step"))"
        }
        console.note(sets.joined(separator: "; "))
        if report.relatedAcrossSplits > 0 {
            console.warn(
                "the manifest puts \(counted(report.relatedAcrossSplits, "pair")) of related pieces into different sets: "
                    + "held-out figures will look better than they are")
        }
    }
}
