import ArgumentParser
import Basics
import Composition

/// `musicgen generate`: composes MIDI files.
package struct GenerateCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Composes pieces and writes them as MIDI files.",
        discussion: """
            The same seed, model and version give the same file. Beside each piece a sidecar NAME.json says how it was \
            made; --from NAME.json makes it again. With --count the names are numbered: piece-1.mid, piece-2.mid, …, \
            with seeds that follow each other.

            EXAMPLES
              musicgen generate --output piece.mid
              musicgen generate --output waltz.mid --meter 3/4 --tempo 140 --bars 24
              musicgen generate --output piece.mid --count 8 --temperature 0.9
              musicgen generate --output answer.mid --primer question.mid --primer-bars 4
              musicgen generate --output - --seed 7 | musicgen render piece.wav -
            """)

    @Option(name: .shortAndLong, help: "The MIDI file to write, or - for standard output.")
    var output: String

    @Option(parsing: .unconditional, help: "How many pieces, 1 to 100000.")
    var count = 1

    @OptionGroup var composing: ComposingOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var files: OutputOptions

    package init() {}

    package func run() throws {
        let console = common.console
        guard (1...100_000).contains(count) else { throw CommandFailure(.usage, "--count must be 1 to 100000") }
        guard count == 1 || output != "-" else {
            throw CommandFailure(.usage, "standard output takes one piece; name a file for --count \(count)")
        }
        let request = try composing.request(Preferences())
        let places = try (0..<count).map { index in
            let place = try OutputPath(count == 1 ? output : Self.numbered(output, index + 1), force: files.force)
            return (output: place, sidecar: try Sidecar.place(for: place, force: files.force))
        }
        let composer = try request.composer()
        let primer = try request.primerPiece(console: console)
        for (index, place) in places.enumerated() {
            var one = request
            one.settings.seed = request.settings.seed &+ UInt64(index)
            let piece = try one.compose(with: composer, primer: primer, console: console)
            try place.output.write(piece.midiBytes)
            try place.sidecar.map {
                try one.sidecar(verb: "generate", outputs: [place.output.path], composer: composer).write(to: $0)
            }
            console.note(Self.description(of: piece))
            console.note(place.output.absolute)
        }
    }

    /// `piece.mid` with 3 is `piece-3.mid`.
    static func numbered(_ path: String, _ number: Int) -> String {
        let suffix = OutputPath.fileExtension(of: path)
        let stem = suffix.isEmpty ? path : String(path.dropLast(suffix.count + 1))
        return OutputPath.path(
            "\(stem)-\(number).\(suffix.isEmpty ? "mid" : suffix)", withExtension: suffix.isEmpty ? "mid" : suffix)
    }

    /// One line about a piece.
    static func description(of piece: ComposedPiece) -> String {
        let meter = piece.piece.meters.first.map { "\($0.numerator)/\($0.denominator)" } ?? "4/4"
        let key = piece.piece.estimatedKey().map { $0.key.name } ?? "no key"
        let tempo = Int(piece.piece.quartersPerMinute.rounded())
        return "seed \(piece.settings.seed): \(counted(piece.piece.noteCount, "note")), "
            + "\(Int(piece.score.durationInSeconds.rounded())) s, \(meter), \(key), \(tempo) quarters/min"
    }
}
