import SymbolicMusic
import Testing
import Tokenization

@Suite("Notes tokenizer")
struct NotesTokenizerTests {
    typealias Token = NotesTokenizer.Token
    let tokenizer = NotesTokenizer()

    func ids(_ tokens: [Token]) -> [UInt16] { tokens.map(\.id) }

    @Test("Two chords, the second partly held, are spelled as written by hand")
    func twoChords() {
        let piece = ChordifiedPiece.of(
            [([60, 64, 67], 12), ([-60, 65, 69], 24), ([], 6)], meters: [MeterChange(numerator: 3, denominator: 4)],
            quartersPerMinute: 60)
        let tokens = tokenizer.encode(piece)
        #expect(
            tokens.columns[0]
                == ids([
                    .begin, .tempo(5), .meter(1), .struck(60), .struck(64), .struck(67), .duration(12), .held(60),
                    .struck(65), .struck(69), .duration(24), .duration(6), .end,
                ]))
        // 3/4 has 36 steps: the second chord ends the bar, so the rest stands at 0.
        #expect(tokens.columns[1] == [96, 96, 0, 0, 0, 0, 12, 12, 12, 12, 0, 6, 96])
        #expect(tokenizer.decode(tokens) == piece)
    }

    @Test("The ids never change: models and token files depend on them")
    func stableIDs() {
        let stable: [(Token, UInt16)] = [
            (.begin, 0), (.end, 1), (.meter(0), 2), (.meter(19), 21), (.tempo(0), 22), (.tempo(15), 37),
            (.held(0), 38), (.held(127), 165), (.struck(0), 166), (.struck(60), 226), (.struck(127), 293),
            (.duration(1), 294), (.duration(48), 341), (.duration(54), 342), (.duration(192), 351),
        ]
        for (token, id) in stable {
            #expect(token.id == id)
            #expect(Token(id) == token)
        }
        #expect(Token(352) == nil)
        #expect(MeterTable.meters.map(\.description).joined(separator: " ").hasPrefix("4/4 3/4 2/4 6/8 2/2 3/8"))
        #expect(tokenizer.vocabulary.columns.map(\.size) == [352, 97])
    }

    @Test("A slice longer than any token is spelled in parts and comes back whole")
    func longSlices() {
        let piece = ChordifiedPiece.of([([60], 500), ([-60, 62], 50)])
        let tokens = tokenizer.encode(piece)
        #expect(
            tokens.columns[0].dropFirst(3)
                == ids([
                    .struck(60), .duration(192), .held(60), .duration(192), .held(60), .duration(108), .held(60),
                    .duration(8), .held(60), .struck(62), .duration(48), .held(60), .held(62), .duration(2), .end,
                ])[...])
        #expect(tokenizer.decode(tokens).slices == piece.slices)
    }

    @Test("A metre that changes inside a slice cuts it, and decoding joins it again")
    func meterInsideSlice() {
        let meters = [
            MeterChange(numerator: 4, denominator: 4), MeterChange(tick: 48, numerator: 6, denominator: 8),
        ]
        let piece = ChordifiedPiece.of([([60], 36), ([62], 24), ([64], 12)], meters: meters)
        let tokens = tokenizer.encode(piece)
        #expect(
            tokens.columns[0]
                == ids([
                    .begin, .tempo(10), .meter(0), .struck(60), .duration(36), .struck(62), .duration(12), .meter(3),
                    .held(62), .duration(12), .struck(64), .duration(12), .end,
                ]))
        #expect(tokens.columns[1] == [96, 96, 0, 0, 36, 36, 0, 0, 0, 12, 12, 24, 96])
        #expect(tokenizer.decode(tokens) == piece)
    }

    @Test("Decoding what was encoded gives the same slices", arguments: 0..<200)
    func roundTrip(seed: Int) {
        let piece = ChordifiedPiece.random(seed: UInt64(seed))
        let tokens = tokenizer.encode(piece)
        let back = tokenizer.decode(tokens)
        #expect(back.slices == piece.slices)
        #expect(tokenizer.encode(back) == tokens)
    }

    @Test("The grammar accepts every encoded piece", arguments: 0..<100)
    func grammar(seed: Int) {
        let tokens = tokenizer.encode(.random(seed: UInt64(seed)))
        var cursor = NotesTokenizer.Cursor()
        for (index, id) in tokens.columns[0].enumerated() {
            #expect(cursor.accepts(id), "token \(index), id \(id)")
            cursor.advance(id)
            #expect(cursor.position == tokens.columns[1][index])
        }
        #expect(cursor.phase == .ended)
    }

    @Test("An empty piece and a piece of one rest round-trip")
    func smallest() {
        let empty = ChordifiedPiece(meters: [MeterChange(numerator: 4, denominator: 4)])
        #expect(tokenizer.decode(tokenizer.encode(empty)) == empty)
        let rest = ChordifiedPiece.of([([], 7)])
        #expect(tokenizer.decode(tokenizer.encode(rest)).slices == rest.slices)
    }

    @Test("Slices with gaps, overlaps and unordered tones are put in order first")
    func untidySlices() {
        let tones = [Slice.Tone(pitch: 64, isStruck: false), Slice.Tone(pitch: 60, isStruck: true)]
        let piece = ChordifiedPiece(slices: [
            Slice(start: 6, duration: 12, tones: tones),
            Slice(start: 12, duration: 12, tones: [Slice.Tone(pitch: 60, isStruck: false)]),
            Slice(start: 24, duration: 0, tones: tones), Slice(start: .max, duration: 5, tones: tones),
        ])
        let back = tokenizer.decode(tokenizer.encode(piece))
        #expect(back.slices == ChordifiedPiece.of([([], 6), ([60, 64], 12), ([-60], 6)]).slices)
    }

    @Test("Any sequence of ids decodes without a crash, to ordered slices")
    func nonsense() {
        var random = Randomness(seed: 4)
        for _ in 0..<200 {
            let ids = (0..<300).map { _ in UInt16.random(in: 0...400, using: &random) }.filter { $0 != 1 }
            let piece = tokenizer.decode(TokenSequence(columns: [ids]))
            var now = 0
            for slice in piece.slices {
                #expect(slice.start == now && slice.duration > 0)
                #expect(zip(slice.tones, slice.tones.dropFirst()).allSatisfy { $0.pitch < $1.pitch })
                now += slice.duration
            }
            #expect(tokenizer.decode(tokenizer.encode(piece)).slices == piece.slices)
        }
    }
}
