import ArgumentParser
import Glibc
import StandardMIDIFile

/// `musicgen render`: a piece as a sound file.
package struct RenderCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Renders a MIDI file, or a piece that it composes, to a sound file.",
        discussion: """
            The format is that of the extension: wav, flac, ogg, opus, mp3, aiff, caf, rf64, as far as the installed \
            libsndfile writes them. The true peak is brought to -1 dBTP; --gain lowers it, or drives a limiter there. Beside \
            the output a sidecar NAME.json says how it was made; --from NAME.json makes it again. A file that cannot \
            be finished is not left behind. A piece that lasts longer than --max-hours, as damaged files seem to, is \
            refused; silence in a long one costs no disk until it is written, and flac and ogg keep it small.

            SoundFonts are looked for in $MUSICGEN_SOUNDFONTS, soundfonts, the program's own folder, and soundfonts, \
            sounds/sf2 and sounds/sf3 in the data directories of the user and of the system; musicgen doctor lists \
            those that are there, musicgen info FONT their presets. A font plays the programs that the piece asks \
            for, FONT#PRESET plays everything on one preset. --stems writes each track to a file of its own too; \
            together they are the mix.

            EXAMPLES
              musicgen render piece.wav piece.mid
              musicgen render song.flac song.mid --instrument FluidR3_GM --chorus off
              musicgen render cello.wav piece.mid --instrument FluidR3_GM#Cello
              musicgen render mix.wav song.mid --stems --instrument FluidR3_GM
              musicgen render new.flac --midi new.mid --seed 7 --bars 24
              musicgen render hall.ogg piece.mid --reverb hall --tail 6
              musicgen render again.wav --from new.json
              musicgen render - piece.mid --encoding 16 | aplay
            """)

    @Argument(help: "The sound file to write, or - for standard output.")
    var output: String

    @Argument(help: "The MIDI file to render, or - for standard input; without it a piece is composed.")
    var input: String?

    @Option(help: ArgumentHelp("Write the piece as MIDI too.", valueName: "file.mid"))
    var midi: String?

    @Option(help: "The format, whatever the extension: wav, flac, ogg, opus, mp3, aiff, caf or rf64.")
    var format: String?

    @Option(
        help: ArgumentHelp(
            "How samples are kept where the format leaves a choice; 24 bits by default.", valueName: "float|24|16"))
    var encoding: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Frames a second, 8000 to 192000; 44100 by default, 48000 for opus.", valueName: "Hz"))
    var rate: Int?

    @Flag(help: "Write a file a track too, OUT-01-NAME and so on.")
    var stems = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Threads, 1 to 1024; by default one a core. The sound does not depend on it.", valueName: "n"))
    var threads: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Refuse what is longer, at most 168; 12 by default.", valueName: "hours"))
    var maxHours: Double?

    @OptionGroup var rendering: RenderingOptions
    @OptionGroup var composing: ComposingOptions
    @OptionGroup var reading: MIDIInputOptions
    @OptionGroup var files: OutputOptions
    @OptionGroup var common: CommonOptions

    package init() {}

    package func run() throws {
        let console = common.console
        let preferences = try Preferences()
        let old = try composing.from.map { try Sidecar.read($0).settings } ?? [:]
        let request = try rendering.request(preferences, rate: rate, threads: threads, longest: maxHours, from: old)
        let place = try OutputPath(output, force: files.force)
        let (kind, sampleRate) = try SoundFile.format(
            path: output, name: format ?? (output == "-" ? old["format"]?.text : nil),
            encoding: encoding ?? old["encoding"]?.text, rate: request.rate)
        var settings = request.fileSettings()
        settings.sampleRate = Double(sampleRate)
        if place.isStandardOutput, isatty(STDOUT_FILENO) == 1 {
            throw CommandFailure(.usage, "standard output is a terminal: name a file, or send it on with | or >")
        }
        let midiPlace = try midi.map { try OutputPath($0, force: files.force) }
        let sidecarPlace = try Sidecar.place(for: place, force: files.force)

        let piece = try SourcePiece(
            input: input, midi: reading, composing: composing, preferences: preferences, console: console)
        let wantsStems = stems || old["stems"] == true
        if wantsStems, request.gain > 0 {
            throw CommandFailure(.usage, "--stems with --gain above 0: a limited mix is no sum; give 0 dB or less")
        }
        let stemFiles =
            wantsStems
            ? try StemFiles(piece.score, output: place, choice: request.instrument.choice, force: files.force) : nil
        try OutputPath.requireDistinct(
            [place, midiPlace, sidecarPlace].compactMap(\.self) + (stemFiles?.stems.map(\.place) ?? []),
            inputs: [input, request.instrument.path].compactMap(\.self) + (piece.origin.inputs ?? []))
        let sound = try request.rendered(piece.score, settings: settings, for: kind, console: console)
        let comment = piece.origin.seed.map { "seed \($0)" } ?? ""
        try stemFiles?.write(
            piece.score, mix: sound, request: request, settings: settings, format: kind, title: piece.title,
            comment: comment, force: files.force, console: console)
        try midiPlace?.write(MIDIFile(piece.score).serialized())
        try SoundFile.write(
            sound, to: output, format: kind, title: piece.title, comment: comment, force: files.force,
            console: console)

        var sidecar = piece.origin
        sidecar.verb = "render"
        sidecar.outputs = ([midiPlace?.path, place.path] + (stemFiles?.stems.map(\.place.path) ?? []))
            .compactMap { $0.map(OutputPath.name(of:)) }
        sidecar.settings.merge(request.record(sampleRate: sampleRate)) { $1 }
        if wantsStems { sidecar.settings["stems"] = true }
        sidecar.settings["format"] = .string(kind.container.rawValue)
        sidecar.settings["encoding"] = kind.encoding.map { .string($0.rawValue) }
        if let sidecarPlace {
            // A piece and its recording share a sidecar: what was written before stays listed.
            if let beside = try? Sidecar.read(sidecarPlace.path) {
                let others = beside.outputs.filter {
                    !sidecar.outputs.contains($0) && InputFile.exists(OutputPath.folder(of: output) + "/" + $0)
                }
                if sidecar.isOfSamePiece(as: beside) {
                    sidecar.outputs = others + sidecar.outputs
                } else if !others.isEmpty {
                    console.warn(
                        "\(sidecarPlace.path): told how \(others.joined(separator: ", ")) was made, another piece, and "
                            + "now tells of \(OutputPath.name(of: output))")
                }
            }
            try sidecar.write(to: sidecarPlace)
        }
        console.note(piece.summary)
        if let midiPlace { console.note(midiPlace.absolute) }
        for stem in stemFiles?.stems ?? [] { console.note(stem.place.absolute) }
        console.note("\(place.absolute) (\(kind), \(Report.clock(sound.duration)))")
    }
}
