import ArgumentParser
import StandardMIDIFile
import SymbolicMusic

/// How a MIDI file that the user named is read.
package struct MIDIInputOptions: ParsableArguments {
    @Flag(help: "Refuse a MIDI file that breaks the specification instead of reading what is sound in it.")
    package var strict = false

    /// Makes the options; the parser calls it.
    package init() {}

    /// Reads a MIDI file as the flags say.
    package func file(at path: String, console: Console) throws(CommandFailure) -> MIDIFileReader.Result {
        try MIDIInput.file(at: path, isStrict: strict, console: console)
    }

    /// Reads a MIDI file as music as the flags say.
    package func score(at path: String, console: Console) throws(CommandFailure) -> Score {
        try MIDIInput.score(at: path, isStrict: strict, console: console)
    }
}

/// Reading a MIDI file that the user named.
package enum MIDIInput {
    /// The most warnings that are shown for one file.
    private static let shownWarnings = 5

    /// Reads a MIDI file, `-` for standard input, and warns of what is odd about it.
    package static func file(
        at path: String, isStrict: Bool = false, console: Console
    ) throws(CommandFailure) -> MIDIFileReader.Result {
        let name = path == "-" ? "standard input" : path
        let bytes = try InputFile.read(path)
        let result: MIDIFileReader.Result
        do {
            result = try MIDIFileReader(policy: isStrict ? .strict : .lenient).read(bytes)
        } catch {
            var named = error
            named.path = name
            throw CommandFailure(named)
        }
        for warning in result.warnings.prefix(Self.shownWarnings) { console.warn("\(name): \(warning)") }
        let more = result.warnings.count - Self.shownWarnings + result.omittedWarnings
        if more > 0 { console.warn("\(name): and \(more) more of the kind") }
        return result
    }

    /// Reads a MIDI file as music.
    ///
    /// - Throws: `CommandFailure`, with `badData` also when there is no note in it.
    package static func score(
        at path: String, isStrict: Bool = false, console: Console
    ) throws(CommandFailure) -> Score {
        let score = Score(try file(at: path, isStrict: isStrict, console: console).file)
        guard score.noteCount > 0 else {
            throw CommandFailure(
                .badData, "\(path == "-" ? "standard input" : path): there are no notes in it; choose another file")
        }
        return score
    }
}
