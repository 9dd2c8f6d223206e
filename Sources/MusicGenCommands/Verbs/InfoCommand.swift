import ArgumentParser
import AudioFiles
import Composition
import SoundFonts
import Tokenization

/// `musicgen info`: what is in a file.
package struct InfoCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Tells what is in a MIDI file, a SoundFont, a token file, a model's folder or a sound file.",
        discussion: """
            The kind of a file is told by what is in it, not by its name. A damaged MIDI file is read as far as it is \
            sound, and what is wrong with it goes to standard error; --strict refuses it. Of a SoundFont all presets \
            are listed as bank:program and name, and what is wrong in any of them is told likewise. A sound file is \
            measured: its true peak (between samples too) in dBTP and its loudness in LUFS, as ITU-R BS.1770 has them.

            EXAMPLES
              musicgen info demo.mid
              musicgen info FluidR3_GM
              musicgen info chorales.tokens
              musicgen info --json demo.wav
            """)

    @Argument(help: "The file, a SoundFont's name, or - for MIDI from standard input.")
    var file: String

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var midi: MIDIInputOptions
    @OptionGroup var common: CommonOptions

    package init() {}

    package func run() throws {
        let report = try report()
        try Console.output(json ? report.json : report.lines)
    }

    private func report() throws -> Report {
        guard file != "-" else {
            return Report(midi: try midi.file(at: file, console: common.console), path: "standard input")
        }
        let named = InputFile.exists(file) ? file : FontSearch().font(named: file) ?? file
        let kind = try FileKind(of: named)
        let path = OutputPath.absolute(named)
        return switch kind {
        case .midi: Report(midi: try midi.file(at: path, console: common.console), path: path)
        case .tokens: Report(tokens: try TokenCorpus(contentsOf: path), path: path)
        case .model: Report(model: try LanguageModel(contentsOf: path), path: path)
        case .soundFont: Report(soundFont: try SoundFont(path: path), path: path, console: common.console)
        case .audio: try Report(audioAt: path, console: common.console)
        }
    }
}
