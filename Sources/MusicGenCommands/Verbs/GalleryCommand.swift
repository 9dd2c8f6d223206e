import ArgumentParser
import AudioFiles
import Basics
import Composition
import Gallery

/// `musicgen gallery`: a page of pieces.
package struct GalleryCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "gallery",
        abstract: "Composes and renders pieces in parallel, and makes a page to look at and hear them.",
        discussion: """
            The folder gets an index.html that opens from disk, and for each piece its sound, its MIDI file and its \
            sidecar. The pieces have seeds that follow each other, and are the same whatever the number of threads. \
            The folder appears when everything in it is done; --force replaces the gallery in an existing one.

            EXAMPLES
              musicgen gallery pieces --count 12
              musicgen gallery waltzes --meter 3/4 --seed 1 --format ogg --reverb hall
            """)

    @Argument(help: "The folder to make.")
    var folder: String

    @Option(parsing: .unconditional, help: "How many pieces, 1 to 10000.")
    var count = 6

    @Option(help: "The page's title.")
    var title = "Composed by musicgen"

    @Option(help: "The sound files' format, one of render's; mp3 by default, where it can be written.")
    var format: String?

    @Option(
        parsing: .unconditional,
        help: "Threads, 1 to 1024; by default one a core. The pieces do not depend on it.")
    var threads: Int?

    @OptionGroup var rendering: RenderingOptions
    @OptionGroup var composing: ComposingOptions
    @OptionGroup var files: OutputOptions
    @OptionGroup var common: CommonOptions

    package init() {}

    package func validate() throws {
        guard (1...10_000).contains(count) else { throw ValidationError("--count must be 1 to 10000") }
        guard (1...1024).contains(threads ?? 1) else { throw ValidationError("--threads must be 1 to 1024") }
    }

    package func run() throws {
        let console = common.console
        let preferences = try Preferences()
        let request = try composing.request(preferences)
        let sound = try rendering.request(preferences)
        let usual = [AudioContainer.mp3, .ogg, .flac].first(where: \.isAvailable) ?? .wav
        let name = format ?? usual.rawValue
        let (kind, rate) = try SoundFile.format(path: "piece." + name, name: name, encoding: nil, rate: sound.rate)
        let place = try GalleryFolder(folder, force: files.force)
        let composer = try request.composer()
        let maker = GalleryMaker(
            composing: request, sound: sound, composer: composer, primer: try request.primerPiece(console: console),
            format: kind, rate: rate, count: count)

        let bar = ProgressBar(console, label: "composing", total: count, unit: "piece")
        try place.fill { workshop in
            let entries = try ParallelWork.map(count: count, threads: threads ?? 0) { index in
                try Interruption.check()
                defer { bar.advance() }
                return try maker.make(index, in: workshop)
            }
            bar.finish()
            let page = GalleryPage(
                title: title, introduction: "", entries: entries,
                colophon: "Made by musicgen \(MusicGen.version) with the model \(composer.model.identity).")
            let index = try OutputPath(workshop + "/" + GalleryFolder.page, force: false)
            try index.write([UInt8](page.html.utf8))
        }
        sound.warnOfFont(console)
        console.note("seeds \(request.settings.seed) to \(request.settings.seed &+ UInt64(count - 1))")
        console.note(OutputPath.absolute(folder) + "/" + GalleryFolder.page)
    }
}
