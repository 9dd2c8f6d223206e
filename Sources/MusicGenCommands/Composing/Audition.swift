import Composition

/// Lets one hear a model learn: every so many epochs it composes a short piece, always from the same seed, and the
/// piece is rendered to `auditions/epoch-NNN.wav` in the model's folder, with its MIDI file beside it.
struct Audition {
    /// How many bars a piece has.
    static let bars = 8

    private let interval: Double
    private let folder: String
    private let seed: UInt64
    private var next: Double

    /// - Parameters:
    ///   - interval: epochs between two pieces.
    ///   - epoch: where the training stands.
    /// - Throws: `CommandFailure` with `usage` when the interval is not positive.
    init(every interval: Double, folder: String, seed: UInt64, epoch: Double) throws(CommandFailure) {
        guard interval > 0 else { throw CommandFailure(.usage, "--audition-every must be above 0") }
        self.interval = interval
        self.folder = folder + "/auditions"
        self.seed = seed
        next = ((epoch / interval).rounded(.down) + 1) * interval
    }

    /// Composes and renders if it is time.
    mutating func takePlace(atEpoch epoch: Double, trainer: Trainer, console: Console) throws {
        guard epoch >= next else { return }
        let number = next
        while next <= epoch { next += interval }
        let composer = try Composer(model: trainer.currentModel())
        let piece = try composer.compose(CompositionSettings(seed: seed, length: .bars(Self.bars)))
        try OutputPath.makeFolder(folder)
        let stem = "\(folder)/epoch-\(Self.name(number))"
        try OutputPath(stem + ".mid", force: true).write(piece.midiBytes)
        let (format, rate) = try SoundFile.format(path: stem + ".wav", name: nil, encoding: "16", rate: nil)
        var settings = RenderingRequest().fileSettings()
        settings.sampleRate = Double(rate)
        let sound = try RenderingRequest().render(piece.score, settings: settings)
        try SoundFile.write(
            sound, to: stem + ".wav", format: format, title: "epoch \(Self.name(number))", comment: "seed \(seed)",
            force: true)
        console.note("audition: \(OutputPath.absolute(stem + ".wav"))")
    }

    /// `005`, `012.5`.
    private static func name(_ epoch: Double) -> String {
        let whole = epoch == epoch.rounded() ? "\(Int(epoch))" : "\((epoch * 1000).rounded() / 1000)"
        let digits = whole.prefix { $0 != "." }.count
        return String(repeating: "0", count: max(0, 3 - digits)) + whole
    }
}
