import Kernels
import NeuralNetworks
import SymbolicMusic
import Tokenization

/// Composes pieces with a model.
///
/// The same model, settings and primer always give the same piece; several threads may compose at once.
public struct Composer: Sendable {
    /// The model that composes.
    public let model: LanguageModel
    private let tokenizer: any Tokenizer
    /// The weights packed for composing, once for all pieces.
    private let network: FrozenNetwork<Float>

    /// Makes a composer.
    ///
    /// - Throws: `ModelError` when the model's vocabulary does not fit its tokenizer.
    public init(model: LanguageModel) throws(ModelError) {
        self.model = model
        tokenizer = try model.tokenizer()
        network = model.network.frozen()
    }

    /// Loads a model and makes a composer of it.
    ///
    /// - Parameter folder: the model's folder; nil for the bundled model.
    /// - Throws: `ModelError` or `SafetensorsError`.
    public init(folder: String? = nil) throws {
        let path = if let folder { folder } else { try BundledModel.path() }
        try self.init(model: LanguageModel(contentsOf: path))
    }

    /// Composes a piece.
    ///
    /// - Parameters:
    ///   - primer: music to go on from; it is the beginning of the piece, and the length counts from its end.
    ///   - progress: told the share of the length that is done, at most a little over 1.
    /// - Throws: `CompositionError` when the settings cannot be met, or what `progress` throws.
    public func compose(
        _ settings: CompositionSettings, primer: ChordifiedPiece? = nil, progress: (Double) throws -> Void = { _ in }
    ) throws -> ComposedPiece {
        try settings.check()
        var draft: any Draft
        switch tokenizer {
        case let notes as NotesTokenizer:
            draft = try NotesDraft(session: network.makeSession(), tokenizer: notes, settings: settings, primer: primer)
        case let chords as ChordsTokenizer:
            draft = try ChordsDraft(
                session: network.makeSession(), tokenizer: chords, settings: settings, primer: primer)
        default: preconditionFailure("a tokenizer that nobody composes with")
        }
        let ending = try draft.finish(progress: progress)
        var piece = tokenizer.decode(draft.tokens)
        if let tempo = settings.tempo { piece.quartersPerMinute = tempo }
        if let signature = Cadence.keySignature(of: piece) { piece.keySignatures = [signature] }
        let score = Phrasing().applied(to: piece.score(title: "musicgen \(settings.seed)"), seed: settings.seed)
        return ComposedPiece(
            piece: piece, score: score, tokens: draft.tokens, settings: settings, model: model.identity, ending: ending)
    }
}

/// A piece that a model composed, and what it takes to compose it again.
public struct ComposedPiece: Sendable {
    /// How a piece came to its end.
    public enum Ending: String, Codable, Sendable {
        /// The model ended it.
        case composed
        /// It was closed with a chord of its key because the model would not end near the length asked for.
        case closed
    }

    /// The slices.
    public var piece: ChordifiedPiece
    /// The notes with dynamics, tempo, metre and key.
    public var score: Score
    /// The tokens, primer included.
    public var tokens: TokenSequence
    /// The settings it was composed with.
    public var settings: CompositionSettings
    /// The identity of the model.
    public var model: String
    /// How it ended.
    public var ending: Ending
}

/// Why a piece cannot be composed.
public enum CompositionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A setting is out of range.
    case badSetting(name: String, value: String, range: String)
    /// The primer has nothing that can be gone on from.
    case emptyPrimer
    /// The model cannot do what is asked.
    case unsupported(String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .badSetting(let name, let value, let range): "\(name) is \(value); it must be \(range)"
        case .emptyPrimer: "the primer has no notes to go on from; choose another file"
        case .unsupported(let what): what
        }
    }
}

extension CompositionSettings {
    /// Checks that every setting is in its range.
    func check() throws(CompositionError) {
        func require(_ holds: Bool, _ name: String, _ value: Any, _ range: String) throws(CompositionError) {
            if !holds { throw .badSetting(name: name, value: "\(value)", range: range) }
        }
        try require((0...10).contains(sampling.temperature), "temperature", sampling.temperature, "0…10")
        try require(sampling.topK >= 0, "top-k", sampling.topK, "0 (all) or more")
        try require(sampling.topP > 0 && sampling.topP <= 1, "top-p", sampling.topP, "above 0 and at most 1")
        try require((0...1).contains(repetitionLimit), "repetition limit", repetitionLimit, "0…1")
        switch length {
        case .bars(let bars): try require((1...10_000).contains(bars), "bars", bars, "1…10000")
        case .seconds(let seconds): try require((1...36_000).contains(seconds), "seconds", seconds, "1…36000")
        case .tokens(let tokens): try require((1...1_000_000).contains(tokens), "length", tokens, "1…1000000")
        }
        if let tempo { try require((10...400).contains(tempo), "tempo", tempo, "10…400 quarters a minute") }
        if let meter {
            try require(
                (1...32).contains(meter.numerator) && [1, 2, 4, 8, 16].contains(meter.denominator), "metre",
                "\(meter.numerator)/\(meter.denominator)", "such as 3/4 or 6/8")
        }
    }
}

/// A piece while it is being composed.
protocol Draft {
    /// What has been written.
    var tokens: TokenSequence { get }
    /// Writes on until the piece ends.
    mutating func finish(progress: (Double) throws -> Void) throws -> ComposedPiece.Ending
}
