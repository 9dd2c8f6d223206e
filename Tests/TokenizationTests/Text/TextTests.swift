import SymbolicMusic
import Testing
import Tokenization

@Suite("Tokens as text")
struct TextTests {
    let piece = ChordifiedPiece.of([([60, 64], 12), ([-60, 63], 4), ([], 8), ([70], 3)])

    @Test("Notes mark what is held")
    func notes() {
        let tokenizer = NotesTokenizer()
        let lines = ["0.0\t1.0\tC4 E4", "1.0\t1/3\t~C4 E-4", "4/3\t2/3\trest", "2.0\t0.25\tB-4"]
        #expect(tokenizer.lines(of: piece) == lines)
        #expect(tokenizer.lines(of: tokenizer.encode(piece)) == lines)
    }

    @Test("Chords are the tutorial's tokens")
    func chords() {
        let tokenizer = ChordsTokenizer(learningFrom: [piece])
        #expect(
            tokenizer.lines(of: piece)
                == ["0.0\t1.0\tC4.E4", "1.0\t1/3\tC4.E-4", "4/3\t2/3\trest", "2.0\t0.25\tB-4"])
    }

    @Test("Durations are written as music21 does, and read back")
    func quarterLengths() {
        #expect(
            [1, 2, 3, 4, 6, 8, 9, 12, 15, 16, 18, 48].map { QuarterLength.text(steps: $0) }
                == ["1/12", "1/6", "0.25", "1/3", "0.5", "2/3", "0.75", "1.0", "1.25", "4/3", "1.5", "4.0"])
        for steps in 0...2000 { #expect(QuarterLength.steps(text: QuarterLength.text(steps: steps)) == steps) }
        for text in ["", "x", "1/0", "1/2/3", "0.1", "1e300", "nan"] {
            #expect(QuarterLength.steps(text: text) == nil)
        }
    }
}
