import SymbolicMusic
import Testing
import Tokenization

@Suite("Notes cursor")
struct CursorTests {
    typealias Token = NotesTokenizer.Token

    func cursor(after tokens: [Token]) -> NotesTokenizer.Cursor {
        var cursor = NotesTokenizer.Cursor()
        for token in tokens { cursor.advance(token.id) }
        return cursor
    }

    func allowed(after tokens: [Token]) -> Set<UInt16> {
        var mask = [Bool](repeating: true, count: Int(NotesTokenizer.ID.count))
        cursor(after: tokens).allowed(into: &mask)
        return Set(mask.indices.filter { mask[$0] }.map(UInt16.init))
    }

    let head: [Token] = [.begin, .tempo(10), .meter(1)]

    @Test("It counts bars, steps and slices and keeps the tones of two slices")
    func counting() {
        let cursor = cursor(
            after: head + [.struck(60), .duration(30), .held(60), .struck(64), .duration(48), .struck(70)])
        #expect(cursor.totalSteps == 78)
        #expect(cursor.barIndex == 2)
        #expect(cursor.positionInBar == 6)
        #expect(cursor.sliceCount == 2)
        #expect(cursor.previousPitches.pitches == [60, 64])
        #expect(cursor.pitches.pitches == [70])
        #expect(cursor.meter.description == "3/4")
        #expect(!cursor.isAtSliceBoundary)
    }

    @Test("A header is begin, tempo, metre")
    func header() {
        #expect(allowed(after: []) == [0])
        #expect(allowed(after: [.begin]) == Set(22..<38))
        #expect(allowed(after: [.begin, .tempo(3)]) == Set(2..<22))
        #expect(allowed(after: head) == Set(166..<294).union(294..<352))
        #expect(allowed(after: head + [.duration(1), .end]) == [0])
    }

    @Test("Pitches ascend, only what sounded may be held, and a duration may always close the slice")
    func slices() {
        let before = head + [.struck(60), .struck(64), .duration(12)]
        let open = allowed(after: before + [.held(60)])
        #expect(open == Set(Token.struck(61).id...Token.struck(127).id).union(294..<352).union([Token.held(64).id]))
        let top = allowed(after: before + [.struck(127)])
        #expect(top == Set(294..<352))
    }

    @Test("The metre changes only on a barline and to another one; the end needs a slice")
    func boundaries() {
        let inside = allowed(after: head + [.duration(12)])
        #expect(inside.contains(1))
        #expect(inside.isDisjoint(with: 2..<22))
        let barline = allowed(after: head + [.duration(36)])
        #expect(barline.intersection(2..<22) == Set(2..<22).subtracting([Token.meter(1).id]))
        let metered = allowed(after: head + [.duration(36), .meter(0)])
        #expect(metered.isDisjoint(with: 0..<22))
        #expect(!allowed(after: head).contains(1))
    }

    @Test("What is allowed is accepted, along random walks")
    func allowedIsAccepted() {
        var random = Randomness(seed: 9)
        var mask = [Bool](repeating: false, count: Int(NotesTokenizer.ID.count))
        var cursor = NotesTokenizer.Cursor()
        var ids: [UInt16] = []
        for _ in 0..<4000 {
            cursor.allowed(into: &mask)
            for id in mask.indices where mask[id] { #expect(cursor.accepts(UInt16(id))) }
            let choices = mask.indices.filter { mask[$0] }
            let id = UInt16(choices.randomElement(using: &random)!)
            cursor.advance(id)
            ids.append(id)
        }
        #expect(ids.contains(NotesTokenizer.ID.end))
    }
}
