import Composition
import SymbolicMusic
import Testing
import Tokenization

@Suite struct NotesRulesTests {
    typealias Token = NotesTokenizer.Token

    static func rules(_ tokens: [Token], limit: Double = 0.2) -> NotesRules {
        var rules = NotesRules(repetitionLimit: limit)
        for token in [Token.begin, .tempo(10), .meter(0)] + tokens { rules.advance(token.id) }
        return rules
    }

    static func allows(_ token: Token, in rules: NotesRules, mayEnd: Bool = false) -> Bool {
        var mask = [Bool](repeating: false, count: Int(NotesTokenizer.ID.count))
        rules.allowed(into: &mask, mayEnd: mayEnd)
        return mask[Int(token.id)]
    }

    @Test func aPieceBeginsWithASound() {
        #expect(!Self.allows(.duration(12), in: Self.rules([])))
        #expect(Self.allows(.struck(60), in: Self.rules([])))
    }

    @Test func endsOnlyWhenItIsTime() {
        let rules = Self.rules([.struck(60), .duration(12)])
        #expect(!Self.allows(.end, in: rules))
        #expect(Self.allows(.end, in: rules, mayEnd: true))
        #expect(!Self.allows(.end, in: Self.rules([]), mayEnd: true))
    }

    @Test func restsAndHeldNotesDoNotLastForEver() {
        #expect(Self.allows(.duration(24), in: Self.rules([.struck(60), .duration(12), .duration(24)])))
        #expect(!Self.allows(.duration(36), in: Self.rules([.struck(60), .duration(12), .duration(24)])))
        let held: [Token] = [.struck(60), .duration(48), .held(60), .struck(64), .duration(48)]
        #expect(Self.allows(.held(64), in: Self.rules(held)))
        #expect(!Self.allows(.held(60), in: Self.rules(held)))
    }

    @Test func aChordIsNotStruckForEver() {
        let chord: [Token] = [.struck(60), .struck(64), .duration(12)]
        let stuck = Self.rules(chord + chord + chord + [.struck(60)])
        #expect(!Self.allows(.struck(64), in: stuck))
        #expect(Self.allows(.struck(65), in: stuck))
        #expect(Self.allows(.duration(12), in: stuck))
        #expect(Self.allows(.struck(64), in: Self.rules(chord + [.struck(60)])))
    }

    @Test func aPitchThatIsStruckAgainAndAgainMakesWay() {
        let bar: [Token] = [.struck(60), .duration(24), .struck(60), .struck(67), .duration(24)]
        #expect(Self.allows(.struck(60), in: Self.rules(bar + bar + bar, limit: 1)))
        #expect(!Self.allows(.struck(60), in: Self.rules(bar + bar + bar + bar, limit: 1)))
        // After four bars it rests for four thirds of a bar.
        let beat: [Token] = [.struck(72), .duration(16)]
        #expect(!Self.allows(.struck(60), in: Self.rules(bar + bar + bar + bar + beat + beat + beat, limit: 1)))
        #expect(Self.allows(.struck(60), in: Self.rules(bar + bar + bar + bar + beat + beat + beat + beat, limit: 1)))
    }

    @Test func goingRoundInCirclesMakesRestless() {
        func circle(of length: Int) -> [Token] {
            (0..<24).flatMap { [.struck(UInt8(60 + $0 % length)), .duration(3)] }
        }
        #expect(Self.rules(circle(of: 12)).restlessness == 1)
        #expect(Self.rules(circle(of: 4)).restlessness > 1.2)
        #expect(Self.rules(circle(of: 2)).restlessness > Self.rules(circle(of: 4)).restlessness)
        #expect(Self.rules([]).restlessness == 1)
    }

    @Test(arguments: 2...4) func aTrillComesToItsEnd(period: Int) {
        func trill(_ count: Int) -> [Token] {
            (0..<count).flatMap { [.struck(UInt8(70 + $0 % period)), .duration(3)] }
        }
        let next = Token.struck(UInt8(70 + (8 + period) % period))
        #expect(Self.allows(next, in: Self.rules(trill(7 + period) + [.struck(60), .duration(3)])))
        #expect(!Self.allows(next, in: Self.rules(trill(8 + period))))
        #expect(Self.allows(.struck(60), in: Self.rules(trill(8 + period))))
    }

    @Test func whateverIsDrawnTheLimitHolds() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<4 {
            var rules = NotesRules(repetitionLimit: 0.2)
            var ids: [UInt16] = []
            var mask = [Bool](repeating: false, count: Int(NotesTokenizer.ID.count))
            while ids.count < 3_000 {
                rules.allowed(into: &mask, mayEnd: false)
                // Repeats as much as it may: the previous slice's pitches first, then a short duration.
                let cursor = rules.cursor
                let wanted = cursor.previousPitches.pitches.first {
                    !cursor.pitches.contains($0) && generator.unit() < 0.9
                }
                let repeated = wanted.map { Token.struck($0).id }.flatMap { mask[Int($0)] ? $0 : nil }
                let choices = mask.indices.filter { mask[$0] }
                let short = NotesTokenizer.ID.durations.lowerBound + 5
                let id = repeated ?? (mask[Int(short)] ? short : UInt16(choices[generator.index(below: choices.count)]))
                rules.advance(id)
                ids.append(id)
            }
            #expect(Repetition.immediate(in: NotesTokenizer().decode(ids).slices) <= 0.22)
        }
    }
}
