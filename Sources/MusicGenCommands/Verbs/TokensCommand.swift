import ArgumentParser
import SymbolicMusic
import Tokenization

extension TokenizerKind: ExpressibleByArgument {}

/// `musicgen tokens`: a piece as the model sees it.
package struct TokensCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "tokens",
        abstract: "Prints a MIDI file as tokens, one slice a line.",
        discussion: """
            A line is the slice's offset and duration in quarters and its pitches, separated by tabs. The notes \
            tokenizer marks what is held from the slice before with a tilde (~E4); the chords tokenizer joins all \
            that sounds to one token (C4.E4.G4). Names are music21's: C4 is middle C, B-3 the B flat below it.

            EXAMPLES
              musicgen tokens demo.mid | head
              musicgen tokens demo.mid --tokenizer chords
            """)

    @Argument(help: "The MIDI file, or - for standard input.")
    var input: String

    @Option(help: "Which tokens.")
    var tokenizer = TokenizerKind.notes

    @OptionGroup var midi: MIDIInputOptions
    @OptionGroup var common: CommonOptions

    package init() {}

    package func run() throws {
        let piece = try midi.score(at: input, console: common.console).chordified()
        let spelling: any Tokenizer =
            switch tokenizer {
            case .notes: NotesTokenizer()
            case .chords: ChordsTokenizer(learningFrom: [piece])
            }
        try Console.output(spelling.lines(of: piece).map { $0 + "\n" }.joined())
    }
}
