import Testing
import Tokenization

@Suite("Tables of metres, tempos and durations")
struct TableTests {
    @Test("Metres without a token become the nearest in kind")
    func meters() {
        func name(_ numerator: Int, _ denominator: Int) -> String {
            MeterTable.meters[MeterTable.index(numerator: numerator, denominator: denominator)].description
        }
        #expect(name(6, 8) == "6/8")
        #expect(name(8, 8) == "4/4")
        #expect(name(12, 16) == "6/8")
        #expect(name(6, 16) == "3/8")
        #expect(name(9, 4) == "3/4")
        #expect(name(4, 1) == "4/2")
        #expect(name(11, 16) == "6/8" || name(11, 16) == "3/4")
        #expect(name(0, 4) == "4/4")
        #expect(name(.max, .min) == "4/4")
        #expect(MeterTable.meters.allSatisfy { (1...96).contains($0.steps) })
        #expect(Set(MeterTable.meters.map(\.description)).count == NotesTokenizer.ID.meters.count)
    }

    @Test("Tempos go to the bucket nearest in ratio")
    func tempos() {
        for (index, tempo) in TempoTable.quartersPerMinute.enumerated() {
            #expect(TempoTable.index(of: tempo) == index)
            #expect(TempoTable.index(of: tempo * 1.07) == index)
            #expect(TempoTable.index(of: tempo * 0.935) == index)
            if index > 0 {
                #expect(abs(tempo / TempoTable.quartersPerMinute[index - 1] - 1.148698) < 1e-4)
            }
        }
        #expect(TempoTable.index(of: 0) == 0)
        #expect(TempoTable.index(of: -5) == 0)
        #expect(TempoTable.index(of: 1e9) == 15)
        #expect(TempoTable.index(of: .nan) == 10)
    }

    @Test("A duration is spelled by the longest token that fits")
    func durations() {
        for steps in 1...400 {
            let token = DurationTable.steps[DurationTable.index(atMost: steps)]
            #expect(token <= steps)
            #expect(steps > 48 || token == steps)
        }
        #expect(DurationTable.steps.count == NotesTokenizer.ID.durations.count)
    }
}
