import Composition
import NeuralNetworks
import SymbolicMusic
import Testing
import Tokenization

@Suite struct ComposerTests {
    /// A model that has learned nothing: the rules alone must make pieces of what it says.
    static func untrained(tokenizer: any Tokenizer, heads: [Int], seed: UInt64 = 1) throws -> Composer {
        let vocabulary = tokenizer.vocabulary
        let network = NetworkConfiguration(
            inputs: vocabulary.columns.map { .init(vocabulary: $0.size, dimension: 8) }, hiddenSizes: [16],
            attention: .causal(heads: 2, keyDimension: 4, window: 32), heads: heads.map { vocabulary.columns[$0].size })
        let configuration = ModelConfiguration(
            preset: .small, tokenizer: tokenizer.kind, vocabulary: vocabulary, network: network,
            training: TrainingSettings(), corpus: "none")
        return try Composer(
            model: LanguageModel(configuration: configuration, network: Network(configuration: network, seed: seed)))
    }

    static func notes(seed: UInt64 = 1) throws -> Composer {
        try untrained(tokenizer: NotesTokenizer(), heads: [0], seed: seed)
    }

    static let chords: ChordsTokenizer = {
        let names: [[UInt8]] = [[60, 64, 67], [62, 65, 69], [55, 59, 62], [], [60]]
        let slices = names.enumerated().map { index, pitches in
            Slice(
                start: 12 * index, duration: index == 1 ? 24 : 12,
                tones: pitches.map { .init(pitch: $0, isStruck: true) })
        }
        var start = 0
        let placed = slices.map { slice in
            defer { start += slice.duration }
            return Slice(start: start, duration: slice.duration, tones: slice.tones)
        }
        return ChordsTokenizer(learningFrom: [ChordifiedPiece(slices: placed)])
    }()

    @Test(arguments: [1, 2, 3] as [UInt64]) func theSeedDecidesThePiece(seed: UInt64) throws {
        let composer = try Self.notes()
        let settings = CompositionSettings(seed: seed, length: .bars(8))
        let piece = try composer.compose(settings)
        let again = try composer.compose(settings)
        #expect(piece.score == again.score)
        #expect(piece.tokens == again.tokens)
        #expect(try composer.compose(CompositionSettings(seed: seed + 100, length: .bars(8))).tokens != piece.tokens)
    }

    @Test func whatIsComposedFollowsTheGrammarAndEnds() throws {
        let composer = try Self.notes()
        for seed in 1...10 as ClosedRange<UInt64> {
            let piece = try composer.compose(CompositionSettings(seed: seed, length: .bars(12)))
            var cursor = NotesTokenizer.Cursor()
            for id in piece.tokens.columns[0] {
                #expect(cursor.accepts(id))
                cursor.advance(id)
            }
            #expect(cursor.phase == .ended)
            #expect(Repetition.immediate(in: piece.piece.slices) <= 0.25)
            #expect(!piece.piece.slices[0].tones.isEmpty)
            #expect(piece.score.keySignatures.count == 1)
            #expect(NotesTokenizer().decode(piece.tokens).slices == piece.piece.slices)
        }
    }

    @Test func lengthTempoAndMetreAreThoseAskedFor() throws {
        let composer = try Self.notes()
        var settings = CompositionSettings(seed: 5, length: .bars(16))
        settings.meter = .init(numerator: 3, denominator: 4)
        settings.tempo = 77
        let piece = try composer.compose(settings)
        #expect(piece.piece.quartersPerMinute == 77)
        #expect(piece.piece.meters[0] == MeterChange(tick: 0, numerator: 3, denominator: 4))
        let bars = MeterMap(piece.piece.meters).barPosition(ofStep: piece.piece.lengthInSteps).bar
        #expect((14...22).contains(bars))
        settings.length = .seconds(30)
        #expect((25...42).contains(try composer.compose(settings).piece.durationInSeconds))
        settings.length = .tokens(300)
        #expect((250...460).contains(try composer.compose(settings).tokens.count))
    }

    @Test func aPrimerIsTheBeginningOfThePiece() throws {
        let primer = ChordifiedPiece(
            slices: (0..<16).map {
                Slice(start: 6 * $0, duration: 6, tones: [.init(pitch: UInt8(60 + $0), isStruck: true)])
            }, meters: [MeterChange(tick: 0, numerator: 2, denominator: 4)], quartersPerMinute: 120)
        let piece = try Self.notes().compose(CompositionSettings(seed: 3, length: .bars(8)), primer: primer)
        #expect(Array(piece.piece.slices.prefix(16)) == primer.slices)
        #expect(piece.piece.slices.count > 20)
        #expect(throws: CompositionError.emptyPrimer) {
            try Self.notes().compose(CompositionSettings(seed: 3), primer: ChordifiedPiece())
        }
    }

    @Test func firstBarsAreCutAtTheBarline() {
        let piece = ChordifiedPiece(
            slices: [
                Slice(start: 0, duration: 60, tones: [.init(pitch: 60, isStruck: true)]),
                Slice(start: 60, duration: 60, tones: []),
            ],
            meters: [MeterChange(tick: 0, numerator: 3, denominator: 4)])
        #expect(piece.firstBars(1).slices == [Slice(start: 0, duration: 36, tones: piece.slices[0].tones)])
        #expect(piece.firstBars(2).slices.map(\.duration) == [60, 12])
        #expect(piece.firstBars(99).slices == piece.slices)
    }

    @Test func chordTokensComposeToo() throws {
        let composer = try Self.untrained(tokenizer: Self.chords, heads: [0, 1])
        let piece = try composer.compose(CompositionSettings(seed: 4, length: .bars(16)))
        #expect((13 * 48...24 * 48).contains(piece.piece.lengthInSteps))
        #expect(Repetition.immediate(in: piece.piece.slices) <= 0.25)
        #expect(piece.tokens == (try composer.compose(piece.settings)).tokens)
    }

    @Test(arguments: [
        CompositionSettings(seed: 1, sampling: .init(temperature: -1)),
        CompositionSettings(seed: 1, sampling: .init(topK: -1)),
        CompositionSettings(seed: 1, sampling: .init(topP: 0)), CompositionSettings(seed: 1, length: .bars(0)),
        CompositionSettings(seed: 1, length: .seconds(.nan)), CompositionSettings(seed: 1, tempo: 1e9),
        CompositionSettings(seed: 1, meter: .init(numerator: 3, denominator: 7)),
    ])
    func settingsOutOfRangeAreRefused(settings: CompositionSettings) throws {
        #expect(throws: CompositionError.self) { try Self.notes().compose(settings) }
    }
}
