import AudioFiles
import Basics
import DSP
import Glibc
import SoundFonts
import SymbolicMusic
import Synchronization
import Synthesis

/// The files of a score's tracks, each beside the mix: `OUT-01-Violin.wav`.
///
/// Every track is rendered with all others playing in silence, at the level and length of the mix, so the files add up
/// to it, reverberation included.
package struct StemFiles: Sendable {
    /// The most tracks that get a file.
    package static let most = 128

    /// A track and its file.
    package struct Stem: Sendable {
        /// The track's index in the score.
        package var track: Int
        /// The file, checked.
        package var place: OutputPath
    }

    /// In the order of the tracks.
    package let stems: [Stem]

    /// Names the files of all tracks with notes.
    ///
    /// - Parameters:
    ///   - output: the mix's path.
    ///   - choice: what plays, after which tracks without a name are called.
    /// - Throws: `CommandFailure`: `usage` when the mix has no name, `badData` when there are too many tracks,
    ///   `cannotCreate` when a file exists and `force` is not given.
    package init(_ score: Score, output: OutputPath, choice: InstrumentChoice, force: Bool) throws(CommandFailure) {
        guard !output.isSpecial else {
            throw CommandFailure(.usage, "--stems writes files beside OUT: name a file instead of \(output.path)")
        }
        let tracks = score.tracks.indices.filter { !score.tracks[$0].notes.isEmpty }
        guard tracks.count <= Self.most else {
            throw CommandFailure(
                .badData, "\(tracks.count) tracks have notes, and --stems writes at most \(Self.most) files; merge some"
            )
        }
        var stems: [Stem] = []
        for (index, track) in tracks.enumerated() {
            let path = Self.path(
                output.path, number: index + 1, of: tracks.count, name: Self.name(score.tracks[track], choice))
            stems.append(Stem(track: track, place: try OutputPath(path, force: force)))
        }
        self.stems = stems
    }

    /// What a track is called: its name, else what plays it.
    private static func name(_ track: ScoreTrack, _ choice: InstrumentChoice) -> String {
        if !safe(track.name).isEmpty { return track.name }
        switch choice {
        case .piano: return track.isPercussion ? "drums" : "piano"
        case .soundFont(let font, let forced):
            let program =
                track.controls.lazy.compactMap { control -> UInt8? in
                    if case .program(let program) = control.kind { program } else { nil }
                }.first ?? track.program
            let own = font.preset(bank: track.isPercussion ? 128 : 0, program: program)
            guard let preset = forced ?? own else { return track.isPercussion ? "drums" : "program \(program)" }
            return font.presets[preset].name
        }
    }

    /// A name that is good for a file on any system: letters, digits, and dashes for all else, at most 40 bytes.
    package static func safe(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars.prefix(200) {
            let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if isPlain {
                guard result.utf8.count + String(scalar).utf8.count <= 40 else { break }
                result.unicodeScalars.append(scalar)
            } else if !result.isEmpty, result.last != "-", result.utf8.count < 40 {
                result.append("-")
            }
        }
        while result.last == "-" { result.removeLast() }
        return result
    }

    /// `a/b.wav` with number 3 of 12 and the name Viola is `a/b-03-Viola.wav`.
    package static func path(_ output: String, number: Int, of count: Int, name: String) -> String {
        let kind = OutputPath.fileExtension(of: output)
        let stem = kind.isEmpty ? output : String(output.dropLast(kind.utf8.count + 1))
        let digits = String(number)
        let padding = String(repeating: "0", count: max(0, max(2, String(count).count) - digits.count))
        let safe = safe(name)
        let ending = kind.isEmpty ? "" : String(output.suffix(kind.utf8.count + 1))
        return "\(stem)-\(padding)\(digits)\(safe.isEmpty ? "" : "-" + safe)\(ending)"
    }

    /// Renders and writes them all; if one fails, none is left.
    package func write(
        _ score: Score, mix: RenderedSound, request: RenderingRequest, settings: RenderSettings,
        format: AudioFileFormat, title: String, comment: String, force: Bool, console: Console
    ) throws {
        var own = settings
        // As long as the mix, to the frame.
        own.tail = .seconds(min(600, max(0, mix.tailSeconds)))
        own.threads = 1
        let (settings, extent) = (own, mix.extent)
        let threads = max(1, min(stems.count, request.threads == 0 ? ProcessorCount.value : request.threads))
        let written = Mutex<[(path: String, entry: Leftovers.Entry?)]>([])
        defer { for (_, entry) in written.withLock({ $0 }) { Leftovers.remove(entry) } }
        let bar = ProgressBar(console, label: "rendering", total: stems.count, unit: "stem")
        defer { bar.finish() }
        do {
            _ = try ParallelWork.map(count: stems.count, threads: threads) { index in
                try Interruption.check()
                let stem = stems[index]
                let sound = try request.rendered(
                    score, settings: settings, track: stem.track, memory: (8 << 20) / threads)
                let name = score.tracks[stem.track].name
                let peak = try SoundFile.write(
                    sound, asPartOf: extent, to: stem.place.path, format: format,
                    title: name.isEmpty ? title : "\(title): \(name)", comment: comment, force: force)
                written.withLock { $0.append((stem.place.path, Leftovers.add(stem.place.path))) }
                if peak > 1 {
                    console.warn("\(stem.place.path): clipped, for it is louder than the mix; use --encoding float")
                }
                bar.advance()
            }
        } catch {
            for (path, _) in written.withLock({ $0 }) { unlink(path) }
            throw error
        }
    }
}
