import Basics
import Composition
import Glibc
import SymbolicMusic

/// The piece that a verb plays: read from a MIDI file, or composed.
package struct SourcePiece: Sendable {
    /// The music.
    package var score: Score
    /// What it is called.
    package var title: String
    /// Where it comes from: seed, model and settings, or the file it was read from. Verb and outputs are for the verb
    /// to set.
    package var origin: Sidecar
    /// One line about it.
    package var summary: String

    /// Reads the input if there is one, else composes.
    ///
    /// A sidecar of `--from` that describes no composition names the file that was read then.
    /// - Throws: `CommandFailure`, with `usage` when there are both an input and flags that say what to compose.
    package init(
        input: String?, midi: MIDIInputOptions, composing: ComposingOptions, preferences: Preferences, console: Console
    ) throws {
        var input = input
        if input != nil, composing.isGiven {
            throw CommandFailure(
                .usage,
                "an input is named, so nothing is composed: leave out the input, or --seed, --model and the like")
        }
        if let from = composing.from {
            let sidecar = try Sidecar.read(from)
            if sidecar.seed == nil { input = sidecar.inputs?.first }
        }
        if let input {
            self = try Self.read(input, midi: midi, console: console)
        } else {
            self = try Self.compose(composing, preferences: preferences, console: console)
        }
    }

    private init(score: Score, title: String, origin: Sidecar, summary: String) {
        self.score = score
        self.title = title
        self.origin = origin
        self.summary = summary
    }

    private static func read(_ path: String, midi: MIDIInputOptions, console: Console) throws -> SourcePiece {
        let score = try midi.score(at: path, console: console)
        let name = path == "-" ? "standard input" : OutputPath.name(of: path)
        var origin = Sidecar(
            verb: "", outputs: [], inputs: path == "-" ? nil : [OutputPath.absolute(path)])
        if let older = describing(path) {
            origin.seed = older.seed
            origin.model = older.model
            origin.settings = older.settings
        }
        return SourcePiece(
            score: score, title: score.title.isEmpty ? name : score.title, origin: origin,
            summary: "\(name): \(counted(score.noteCount, "note")), \(Report.clock(score.durationInSeconds))")
    }

    /// The sidecar that tells how a MIDI file was composed, unless the file was changed after it.
    private static func describing(_ path: String) -> Sidecar? {
        let beside = Sidecar.path(for: path)
        var file = stat()
        var note = stat()
        guard path != "-", beside != path, stat(path, &file) == 0, stat(beside, &note) == 0,
            (file.st_mtim.tv_sec, file.st_mtim.tv_nsec) <= (note.st_mtim.tv_sec, note.st_mtim.tv_nsec),
            let sidecar = try? Sidecar.read(beside), sidecar.seed != nil,
            sidecar.outputs.contains(OutputPath.name(of: path))
        else { return nil }
        return sidecar
    }

    private static func compose(
        _ composing: ComposingOptions, preferences: Preferences, console: Console
    ) throws -> SourcePiece {
        let request = try composing.request(preferences)
        let composer = try request.composer()
        let piece = try request.compose(
            with: composer, primer: request.primerPiece(console: console), console: console)
        return SourcePiece(
            score: piece.score, title: piece.score.title,
            origin: request.sidecar(verb: "", outputs: [], composer: composer),
            summary: GenerateCommand.description(of: piece))
    }
}
