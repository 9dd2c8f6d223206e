import AudioFiles
import Composition
import Gallery
import SymbolicMusic
import Visualization

/// Makes the pieces of a gallery, each from its own seed.
struct GalleryMaker: Sendable {
    let composing: ComposingRequest
    let sound: RenderingRequest
    let composer: Composer
    let primer: ChordifiedPiece?
    let format: AudioFileFormat
    let rate: Int
    let count: Int

    /// Composes and renders piece `index` (0 the first) and writes its files into a folder.
    func make(_ index: Int, in folder: String) throws -> GalleryEntry {
        var request = composing
        request.settings.seed = composing.settings.seed &+ UInt64(index)
        let piece = try composer.compose(request.settings, primer: primer) { _ in try Interruption.check() }
        // One thread a piece: the pieces themselves keep the cores busy.
        var settings = sound.fileSettings(threads: 1)
        settings.sampleRate = Double(rate)
        let buffer = try sound.render(piece.score, settings: settings)

        let name = Self.name(index, of: count)
        let names = (sound: "\(name).\(format.container.rawValue)", midi: "\(name).mid", sidecar: "\(name).json")
        let title = "Piece \(index + 1)" + (piece.piece.estimatedKey().map { " in \($0.key.name)" } ?? "")
        try OutputPath("\(folder)/\(names.midi)", force: false).write(piece.midiBytes)
        try SoundFile.write(
            buffer, to: "\(folder)/\(names.sound)", format: format, title: title,
            comment: "seed \(request.settings.seed)", force: false)
        var sidecar = request.sidecar(verb: "gallery", outputs: [names.midi, names.sound], composer: composer)
        sidecar.settings.merge(sound.record(sampleRate: rate)) { $1 }
        sidecar.settings["format"] = .string(format.container.rawValue)
        sidecar.settings["encoding"] = format.encoding.map { .string($0.rawValue) }
        try sidecar.write(to: OutputPath("\(folder)/\(names.sidecar)", force: false))

        let envelope = WaveformEnvelope(channels: [buffer.left, buffer.right], sampleRate: rate)
        return GalleryEntry(
            title: title, audioPath: names.sound, midiPath: names.midi, sidecarPath: names.sidecar,
            roll: .inline(PianoRoll(score: piece.score, title: title).svg),
            waveform: .inline(Waveform(envelope: envelope, title: title).svg),
            seed: request.settings.seed, settings: facts(of: piece, sidecar: sidecar), duration: buffer.duration)
    }

    private func facts(of piece: ComposedPiece, sidecar: Sidecar) -> [GalleryEntry.Setting] {
        let meter = piece.piece.meters.first.map { "\($0.numerator)/\($0.denominator)" } ?? "4/4"
        let found = [
            GalleryEntry.Setting("metre", meter),
            GalleryEntry.Setting("tempo", "\(Int(piece.piece.quartersPerMinute.rounded())) quarters/min"),
            GalleryEntry.Setting("notes", "\(piece.piece.noteCount)"),
        ]
        let kept = ["temperature", "top-k", "top-p", "bars", "seconds", "length", "instrument", "reverb", "primer"]
        return found
            + kept.compactMap { key in
                sidecar.settings[key].map { GalleryEntry.Setting(key, OutputPath.name(of: $0.text)) }
            } + [GalleryEntry.Setting("model", composer.model.identity)]
    }

    /// `piece-01`, with as many digits as the last one needs.
    static func name(_ index: Int, of count: Int) -> String {
        let digits = max(2, String(count).count)
        let number = String(index + 1)
        return "piece-" + String(repeating: "0", count: digits - number.count) + number
    }
}
