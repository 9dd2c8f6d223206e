import ArgumentParser
import Basics
import Glibc
import SoundFonts
import Synthesis

/// `musicgen soundfont`: an instrument of ours as a SoundFont.
package struct SoundfontCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "soundfont",
        abstract: "Bakes an instrument of this program into a SoundFont that other programs play.",
        discussion: """
            The computed piano is recorded key by key at several velocities; recordings end in loops that decay on. \
            The format is that of the extension: sf2 plays everywhere, sf3 is a tenth as long and plays in \
            FluidSynth, MuseScore and here. The same settings make the same bytes. Sizes are those of piano and drums:

              small   mono, every 6 keys, 2 layers
              medium  stereo, every 3 keys, 3 layers
              large   stereo, every 2 keys, 5 layers, twice as long

            EXAMPLES
              musicgen soundfont piano.sf2 --size small
              musicgen soundfont piano.sf3 --instrument piano --instrument drums
              musicgen soundfont best.sf3 --size large --quality 0.8
              fluidsynth -ni -F out.wav piano.sf3 piece.mid
            """)

    @Argument(help: "The SoundFont to write, sf2 or sf3, or - for standard output.")
    var output: String

    @Option(help: ArgumentHelp("What to bake; may be given more than once.", valueName: "piano|drums"))
    var instrument: [FontBaker.Source] = [.piano]

    @Option(help: "How many recordings and how long: small, medium or large.")
    var size = FontSize.medium

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Quality of an sf3's compression: more is better and larger.", valueName: "0...1"))
    var quality = 0.4

    @Option(help: "The format, whatever the extension: sf2 or sf3.")
    var format: FontFormat?

    @Option(help: "The font's own name.")
    var name = "musicgen"

    @OptionGroup var files: OutputOptions
    @OptionGroup var common: CommonOptions

    package init() {}

    package func validate() throws {
        guard (0...1).contains(quality) else { throw ValidationError("--quality must be 0 to 1") }
        guard Set(instrument).count == instrument.count else {
            throw ValidationError("--instrument names the same one twice")
        }
        _ = try kind()
    }

    package func run() throws {
        let console = common.console
        let kind = try kind()
        let place = try OutputPath(output, force: files.force)
        if place.isStandardOutput, isatty(STDOUT_FILENO) == 1 {
            throw CommandFailure(.usage, "standard output is a terminal: name a file, or send it on with | or >")
        }
        let bar = ProgressBar(console, label: "recording", total: nil, unit: "note")
        let draft = try FontBaker(size.settings).bake(instrument, name: name) { done, total in
            try Interruption.check()
            bar.update(completed: done, total: total)
        }
        bar.finish()
        if kind == .sf3 { console.show(status: "compressing") }
        let bytes = try draft.serialized(compressed: kind == .sf3, quality: quality)
        console.clearStatus()
        try place.write(bytes)
        let contents = [counted(draft.presets.count, "preset"), counted(draft.samples.count, "sample")]
        console.note(
            "\(place.absolute) (\(kind.rawValue), \(contents.joined(separator: ", ")), \(counted(bytes.count, "byte")))"
        )
    }

    private func kind() throws -> FontFormat {
        if let format { return format }
        guard output != "-" else { throw ValidationError("standard output has no extension: add --format sf2 or sf3") }
        for format in FontFormat.allCases where output.lowercased().hasSuffix("." + format.rawValue) { return format }
        throw ValidationError("\(output): name it .sf2 or .sf3, or add --format")
    }
}

/// How a font is written.
enum FontFormat: String, ExpressibleByArgument, CaseIterable {
    case sf2
    case sf3
}

/// The sizes that fonts are baked in.
enum FontSize: String, ExpressibleByArgument, CaseIterable {
    case small
    case medium
    case large

    var settings: FontBaker.Settings {
        switch self {
        case .small: .small
        case .medium: .medium
        case .large: .large
        }
    }
}

extension FontBaker.Source: ExpressibleByArgument {}
