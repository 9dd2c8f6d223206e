import Kernels
import NeuralNetworks
import SymbolicMusic
import Tokenization

/// A piece of `notes` tokens while it is being composed.
struct NotesDraft: Draft {
    private typealias ID = NotesTokenizer.ID
    private typealias Token = NotesTokenizer.Token

    private let settings: CompositionSettings
    private let tokenizer: NotesTokenizer
    private var session: GenerationSession<Float>
    private var distribution = TokenDistribution()
    private var mask = [Bool](repeating: false, count: Int(ID.count))
    private var rules: NotesRules
    private var generator: SeededGenerator
    private var ids: [UInt16] = []
    private var positions: [UInt16] = []
    private var startSteps = 0
    private var startBar = 0
    private var startTokens = 0

    /// From this share of the length on the piece may end, and the urge to end grows.
    private static let endingBegins = 0.9
    /// At this share an attempt at an ending has failed.
    private static let endingFails = 1.3
    /// How many ways to an ending are tried.
    private static let endingAttempts = 6

    var tokens: TokenSequence { TokenSequence(columns: [ids, positions]) }

    init(
        session: GenerationSession<Float>, tokenizer: NotesTokenizer, settings: CompositionSettings,
        primer: ChordifiedPiece?
    ) throws(CompositionError) {
        self.settings = settings
        self.tokenizer = tokenizer
        self.session = session
        rules = NotesRules(repetitionLimit: settings.repetitionLimit)
        generator = SeededGenerator(seed: settings.seed, stream: 0)
        if let primer {
            guard !primer.slices.isEmpty else { throw .emptyPrimer }
            for id in tokenizer.encode(primer).columns[0].dropLast() { read(id) }
        } else {
            begin()
        }
        startSteps = rules.cursor.totalSteps
        startBar = rules.cursor.barIndex
        startTokens = ids.count
    }

    /// Writes the piece's beginning, tempo and metre.
    private mutating func begin() {
        read(Token.begin.id)
        if let tempo = settings.tempo { read(Token.tempo(TempoTable.index(of: tempo)).id) } else { choose() }
        if let meter = settings.meter {
            read(Token.meter(MeterTable.index(numerator: meter.numerator, denominator: meter.denominator)).id)
        } else {
            choose()
        }
    }

    mutating func finish(progress: (Double) throws -> Void) throws -> ComposedPiece.Ending {
        while !mayBeginToEnd {
            choose()
            if rules.cursor.isAtSliceBoundary { try progress(share) }
        }
        // The last bars are written several times, until the model itself comes to an end.
        var last = self
        for attempt in 0..<Self.endingAttempts {
            var draft = self
            draft.session = session.copy()
            draft.generator = SeededGenerator(seed: settings.seed, stream: UInt64(attempt) + 1)
            while draft.rules.cursor.phase != .ended, draft.share < Self.endingFails {
                draft.choose(urge: draft.urgeToEnd)
            }
            if draft.rules.cursor.phase == .ended {
                self = draft
                return .composed
            }
            if attempt == 0 { last = draft }
            try progress(min(1, share))
        }
        self = last
        close()
        return .closed
    }

    /// Whether the last bars may be tried from here: at a barline, or at any slice where none comes.
    private var mayBeginToEnd: Bool {
        let isAtBarline = rules.cursor.isAtBarline && share >= Self.endingBegins
        return isAtBarline || rules.cursor.isAtSliceBoundary && share >= 1
    }

    /// How much more likely than the model thinks the end becomes, in nats.
    private var urgeToEnd: Double {
        max(0, min(6, (share - Self.endingBegins) / 0.25 * 6))
    }

    /// The share of the length that is written.
    private var share: Double {
        switch settings.length {
        case .bars(let bars): Double(rules.cursor.barIndex - startBar) / Double(bars)
        case .seconds(let seconds):
            Double(rules.cursor.totalSteps - startSteps) / Double(Slice.stepsPerQuarter) * 60
                / (settings.tempo ?? TempoTable.quartersPerMinute[rules.cursor.tempoIndex]) / seconds
        case .tokens(let tokens): Double(ids.count - startTokens) / Double(tokens)
        }
    }

    private mutating func choose(urge: Double? = nil) {
        rules.allowed(into: &mask, mayEnd: urge != nil)
        var sampling = settings.sampling
        sampling.temperature *= rules.restlessness
        distribution.load(
            logits: session.logits[0], allowed: mask, settings: sampling,
            favoured: urge.map { (Int(ID.end), $0) })
        guard let id = distribution.draw(using: &generator) else { preconditionFailure("the rules forbid every token") }
        read(UInt16(id))
    }

    private mutating func read(_ id: UInt16) {
        rules.advance(id)
        ids.append(id)
        positions.append(rules.cursor.position)
        session.step(inputs: [Int(id), Int(rules.cursor.position)])
    }

    /// Ends with a chord of the piece's key, from the next barline to the one after.
    private mutating func close() {
        while !rules.cursor.isAtSliceBoundary { choose() }
        let piece = tokenizer.decode(ids)
        let bar = rules.cursor.meter.steps
        let length = rules.cursor.positionInBar == 0 ? bar : 2 * bar - rules.cursor.positionInBar
        for pitch in Cadence.closingChord(of: piece) { read(Token.struck(pitch).id) }
        read(Token.duration(DurationTable.steps[DurationTable.index(atMost: length)]).id)
        read(Token.end.id)
    }
}
