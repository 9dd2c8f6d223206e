import Kernels
import NeuralNetworks
import SymbolicMusic
import Tokenization

/// A piece of `chords` tokens while it is being composed: one chord and one duration a step.
struct ChordsDraft: Draft {
    private let settings: CompositionSettings
    private let vocabulary: Vocabulary
    private let durations: [Int]
    private var session: GenerationSession<Float>
    private var distribution = TokenDistribution()
    private var repetition: RepetitionGuard
    private var generator: SeededGenerator
    private var chords: [UInt16] = []
    private var lengths: [UInt16] = []
    private var steps = 0
    private var startCount = 0

    /// Quarters a minute and quarters in a bar where nothing else is asked for: `chords` tokens know neither.
    private static let usualTempo = 120.0
    private static let usualBar = 4 * Slice.stepsPerQuarter

    var tokens: TokenSequence { TokenSequence(columns: [chords, lengths]) }

    init(
        session: GenerationSession<Float>, tokenizer: ChordsTokenizer, settings: CompositionSettings,
        primer: ChordifiedPiece?
    ) throws(CompositionError) {
        self.settings = settings
        vocabulary = tokenizer.vocabulary
        durations = vocabulary.columns[1].texts.map { QuarterLength.steps(text: $0) ?? 0 }
        guard durations.contains(where: { $0 > 0 }), vocabulary.columns[0].size > 3 else {
            throw .unsupported("the model knows no chords; train it on more music")
        }
        self.session = session
        repetition = RepetitionGuard(limit: settings.repetitionLimit)
        generator = SeededGenerator(seed: settings.seed, stream: 0)
        if let primer {
            guard !primer.slices.isEmpty else { throw .emptyPrimer }
            let encoded = tokenizer.encode(primer)
            for (chord, length) in zip(encoded.columns[0], encoded.columns[1]).dropLast() { read(chord, length) }
        } else {
            read(ChordsTokenizer.start, ChordsTokenizer.start)
        }
        steps = 0
        startCount = chords.count
    }

    mutating func finish(progress: (Double) throws -> Void) throws -> ComposedPiece.Ending {
        while share < 1.25 {
            let urge = share < 0.9 ? nil : (share - 0.9) / 0.25 * 6
            let chord = draw(column: 0, urge: urge)
            if chord == ChordsTokenizer.end {
                read(ChordsTokenizer.end, ChordsTokenizer.end)
                return .composed
            }
            read(chord, draw(column: 1, urge: nil))
            try progress(share)
        }
        // The model did not end by itself, so the last chord is held for a bar.
        if let longest = durations.indices.max(by: { rank(durations[$0]) < rank(durations[$1]) }) {
            lengths[lengths.count - 1] = UInt16(longest)
        }
        read(ChordsTokenizer.end, ChordsTokenizer.end)
        return .closed
    }

    /// Prefers durations near a bar.
    private func rank(_ steps: Int) -> Int {
        steps <= Self.usualBar ? steps : -steps
    }

    private var share: Double {
        switch settings.length {
        case .bars(let bars): Double(steps) / Double(bars * barLength)
        case .seconds(let seconds):
            Double(steps) / Double(Slice.stepsPerQuarter) * 60 / (settings.tempo ?? Self.usualTempo) / seconds
        case .tokens(let tokens): Double(chords.count - startCount) / Double(tokens)
        }
    }

    private var barLength: Int {
        guard let meter = settings.meter else { return Self.usualBar }
        return max(1, meter.numerator * 4 * Slice.stepsPerQuarter / meter.denominator)
    }

    private mutating func draw(column: Int, urge: Double?) -> UInt16 {
        var mask = [Bool](repeating: true, count: vocabulary.columns[column].size)
        mask[Int(ChordsTokenizer.unknown)] = false
        mask[Int(ChordsTokenizer.start)] = false
        mask[Int(ChordsTokenizer.end)] = column == 0 && urge != nil && chords.count > startCount
        if column == 0, repetition.isExhausted, let last = chords.last { mask[Int(last)] = false }
        if column == 1 { for id in durations.indices where durations[id] == 0 { mask[id] = false } }
        distribution.load(
            logits: session.logits[column], allowed: mask, settings: settings.sampling,
            favoured: urge.map { (Int(ChordsTokenizer.end), $0) })
        guard let id = distribution.draw(using: &generator) else { preconditionFailure("no chord is allowed") }
        return UInt16(id)
    }

    private mutating func read(_ chord: UInt16, _ length: UInt16) {
        if chord > ChordsTokenizer.end { repetition.count(repeatsPrevious: chord == chords.last) }
        chords.append(chord)
        lengths.append(length)
        steps += durations[Int(length)]
        session.step(inputs: [Int(chord), Int(length)])
    }
}
