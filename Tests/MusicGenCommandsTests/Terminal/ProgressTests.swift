import MusicGenCommands
import Testing

@Suite("Progress")
struct ProgressTests {
    private let line = ProgressLine(label: "preparing", unit: "file", completed: 50, total: 200, elapsed: 10)

    @Test("the plain line says how far, how fast and how long")
    func plain() {
        #expect(line.plain == "preparing: 50 of 200 files (25 %), 5/s, 0:30 left")
        var detailed = line
        detailed.total = nil
        detailed.detail = "loss 1.2"
        #expect(detailed.plain == "preparing: 50 files, 5/s, loss 1.2")
    }

    @Test("one is singular, and hundredths have no noun")
    func units() {
        let one = ProgressLine(label: "writing", unit: "second", completed: 0, total: 1, elapsed: 0)
        #expect(one.plain == "writing: 0 of 1 second (0 %)")
        #expect(one.bar(columns: 60).hasSuffix("] 0/1 second"))
        let share = ProgressLine(label: "composing", unit: nil, completed: 20, total: 100, elapsed: 1)
        #expect(share.plain == "composing: 20 %, 0:04 left")
        #expect(share.bar(columns: 60).hasSuffix("] 20 %, 0:04 left"))
    }

    @Test("the bar is a quarter full and fits any width", arguments: [20, 40, 60, 80, 200])
    func bar(columns: Int) {
        let text = line.bar(columns: columns)
        #expect(text.count < columns)
        if columns >= 60 {
            let inside = text.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }
            #expect(inside.filter { $0 == "=" }.count == inside.count / 4)
        }
    }

    @Test(
        "numbers are short",
        arguments: [(0.254, "0.25"), (3.71, "3.7"), (48.4, "48"), (999.6, "1000"), (12_345, "12.3k"), (0, "0")])
    func rates(value: Double, expected: String) {
        #expect(ProgressLine.short(value) == expected)
    }

    @Test("times read as a clock", arguments: [(0.0, "0:00"), (61.4, "1:01"), (3725, "1:02:05"), (-3, "0:00")])
    func clock(seconds: Double, expected: String) {
        #expect(ProgressLine.clock(seconds) == expected)
    }

    @Test("nothing is drawn with --quiet")
    func quiet() {
        let transcript = Transcript()
        let bar = ProgressBar(
            transcript.console(terminal: true, quiet: true), label: "x", total: 3, unit: "y", interval: .zero)
        bar.advance()
        bar.finish()
        #expect(transcript.text.isEmpty)
    }

    @Test("elsewhere than on a terminal there are whole lines, the last one complete")
    func lines() {
        let transcript = Transcript()
        let bar = ProgressBar(
            transcript.console(terminal: false), label: "rendering", total: 3, unit: "piece", interval: .zero)
        for _ in 0..<3 { bar.advance() }
        bar.finish()
        let lines = transcript.text.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines.last?.hasPrefix("rendering: 3 of 3 pieces (100 %)") == true)
        #expect(!transcript.text.contains("\u{1B}"))
    }

    @Test("on a terminal the bar is taken away at the end")
    func terminal() {
        let transcript = Transcript()
        let bar = ProgressBar(
            transcript.console(terminal: true), label: "rendering", total: 3, unit: "piece", interval: .zero)
        bar.advance()
        bar.finish()
        #expect(transcript.text.contains("1/3 pieces"))
        #expect(transcript.text.hasSuffix("\r\u{1B}[2K"))
        #expect(!transcript.text.contains("\n"))
    }
}
