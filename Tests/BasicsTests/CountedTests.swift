import Basics
import Testing

@Suite("Numbers with their nouns")
struct CountedTests {
    @Test("only one is singular", arguments: [(0, "0 notes"), (1, "1 note"), (2, "2 notes"), (-1, "-1 notes")])
    func regular(count: Int, expected: String) {
        #expect(counted(count, "note") == expected)
    }

    @Test("a plural of its own", arguments: [(1, "1 press"), (3, "3 presses")])
    func irregular(count: Int, expected: String) {
        #expect(counted(count, "press", plural: "presses") == expected)
    }
}
