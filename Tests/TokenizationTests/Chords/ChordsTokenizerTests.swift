import SymbolicMusic
import Testing
import Tokenization

@Suite("Chords tokenizer")
struct ChordsTokenizerTests {
    let piece = ChordifiedPiece.of([([60, 64, 67], 12), ([-60, 63, 70], 4), ([], 3), ([60, 64, 67], 12)])

    @Test("Chords and durations are learned by falling count, after the special ids")
    func vocabulary() {
        let tokenizer = ChordsTokenizer(learningFrom: [piece])
        let columns = tokenizer.vocabulary.columns
        #expect(columns.map(\.name) == ["chord", "duration"])
        #expect(columns[0].texts == ["<unknown>", "<start>", "<end>", "C4.E4.G4", "C4.E-4.B-4", "rest"])
        #expect(columns[1].texts == ["<unknown>", "<start>", "<end>", "1.0", "0.25", "1/3"])
        #expect(tokenizer.encode(piece).columns == [[1, 3, 4, 5, 3, 2], [1, 3, 5, 4, 3, 2]])
    }

    @Test("Decoding strikes every tone and keeps durations")
    func decode() {
        let tokenizer = ChordsTokenizer(learningFrom: [piece])
        let back = tokenizer.decode(tokenizer.encode(piece))
        #expect(
            back.slices
                == ChordifiedPiece.of([([60, 64, 67], 12), ([60, 63, 70], 4), ([], 3), ([60, 64, 67], 12)]).slices)
    }

    @Test("What was not learned is unknown: a rest, or a quarter")
    func unknown() {
        let tokenizer = ChordsTokenizer(learningFrom: [piece])
        let other = ChordifiedPiece.of([([61], 12), ([60, 64, 67], 5)])
        let tokens = tokenizer.encode(other)
        #expect(tokens.columns == [[1, 0, 3, 2], [1, 3, 0, 2]])
        #expect(tokenizer.decode(tokens).slices == ChordifiedPiece.of([([], 12), ([60, 64, 67], 12)]).slices)
    }

    @Test("The vocabulary says everything", arguments: 0..<20)
    func fromVocabulary(seed: Int) throws {
        let piece = ChordifiedPiece.random(seed: UInt64(seed))
        let tokenizer = ChordsTokenizer(learningFrom: [piece])
        let again = try #require(ChordsTokenizer(vocabulary: tokenizer.vocabulary))
        let tokens = tokenizer.encode(piece)
        #expect(again.encode(piece) == tokens)
        let back = again.decode(tokens)
        #expect(back.slices.map(\.duration) == piece.slices.map(\.duration))
        #expect(back.slices.map { $0.tones.map(\.pitch) } == piece.slices.map { $0.tones.map(\.pitch) })
    }

    @Test("Learning the most frequent only, and limits")
    func limits() {
        var learner = ChordsTokenizer.Learner()
        learner.add(piece)
        #expect(learner.tokenizer(minimumCount: 2).vocabulary.columns[0].texts.dropFirst(3) == ["C4.E4.G4"])
        #expect(learner.tokenizer(maximumSize: 5).vocabulary.columns.map(\.size) == [5, 5])
    }

    @Test("However many chords there are, id 65,535 stays free: in training it says that there is no target")
    func largestVocabulary() {
        var slices: [Slice] = []
        for low in 20..<100 {
            for middle in (low + 1)..<100 {
                for high in (middle + 1)..<100 where slices.count < 66_000 {
                    slices.append(
                        Slice(
                            start: slices.count, duration: 1,
                            tones: [low, middle, high].map { Slice.Tone(pitch: UInt8($0), isStruck: true) }))
                }
            }
        }
        #expect(slices.count == 66_000)
        let tokenizer = ChordsTokenizer(learningFrom: [ChordifiedPiece(slices: slices)])
        #expect(tokenizer.vocabulary.columns[0].size == 65_535)
    }

    @Test("A vocabulary of another kind is refused")
    func wrongVocabulary() {
        #expect(ChordsTokenizer(vocabulary: NotesTokenizer.vocabulary) == nil)
        var vocabulary = ChordsTokenizer(learningFrom: [piece]).vocabulary
        vocabulary.columns[0].texts[3] = "H4"
        #expect(ChordsTokenizer(vocabulary: vocabulary) == nil)
    }
}
