import SymbolicMusic
import Testing
import Tokenization

@Suite("Notes tokens of real pieces")
struct FixtureTests {
    @Test("The same notes, struck and held, and durations come back", arguments: Fixtures.names)
    func roundTrip(name: String) throws {
        let piece = try Fixtures.piece(name)
        #expect(piece.slices.count > 50)
        let tokenizer = NotesTokenizer()
        let tokens = tokenizer.encode(piece)
        let back = tokenizer.decode(tokens)
        #expect(back.slices == piece.slices)
        #expect(abs(back.quartersPerMinute / piece.quartersPerMinute - 1) < 0.08)
        var cursor = NotesTokenizer.Cursor()
        for id in tokens.columns[0] {
            #expect(cursor.accepts(id))
            cursor.advance(id)
        }
    }

    @Test("Metres that have a token come back where they were")
    func meters() throws {
        for name in Fixtures.names {
            let piece = try Fixtures.piece(name)
            let back = NotesTokenizer().decode(NotesTokenizer().encode(piece))
            #expect(back.meters.map(\.numerator) == piece.meters.map(\.numerator))
            #expect(back.meters.map(\.tick) == piece.meters.map(\.tick))
        }
    }
}
