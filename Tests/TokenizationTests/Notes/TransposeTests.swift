import SymbolicMusic
import Testing
import Tokenization

@Suite("Transposing notes tokens")
struct TransposeTests {
    @Test("Transposing tokens is transposing the piece", arguments: [-6, -1, 0, 5, 11])
    func samePiece(semitones: Int) throws {
        let tokenizer = NotesTokenizer()
        let piece = ChordifiedPiece.of([([50, 62, 66], 12), ([-62, 67], 5), ([], 3), ([80], 100)])
        var ids = tokenizer.encode(piece).columns[0]
        NotesTokenizer.transpose(&ids, by: semitones)
        let expected = try #require(piece.transposed(by: semitones))
        #expect(tokenizer.decode(ids).slices == expected.slices)
    }

    @Test("Tokens that are not pitches stay")
    func otherTokens() {
        for id in Array(0..<38) + Array(294..<352) + [400] {
            #expect(NotesTokenizer.transpose(UInt16(id), by: 7) == UInt16(id))
        }
    }

    @Test("Pitches out of range are folded by octaves and keep their kind")
    func folding() {
        for pitch in UInt8(0)...127 {
            for semitones in -40...40 {
                for token in [NotesTokenizer.Token.held(pitch), .struck(pitch)] {
                    let moved = NotesTokenizer.Token(NotesTokenizer.transpose(token.id, by: semitones))
                    switch (token, moved) {
                    case (.held, .held(let result)), (.struck, .struck(let result)):
                        #expect((Int(result) - Int(pitch) - semitones) % 12 == 0)
                        let target = Int(pitch) + semitones
                        if (0...127).contains(target) { #expect(Int(result) == target) }
                    default: Issue.record("\(token) became \(String(describing: moved))")
                    }
                }
            }
        }
    }
}
