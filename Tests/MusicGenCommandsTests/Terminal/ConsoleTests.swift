import MusicGenCommands
import Synchronization
import Testing

/// Collects what a console writes.
final class Transcript: Sendable {
    private let written = Mutex("")
    var text: String { written.withLock { $0 } }

    func console(terminal: Bool, quiet: Bool = false, environment: [String: String] = ["TERM": "xterm"]) -> Console {
        Console(isQuiet: quiet, isTerminal: terminal, environment: environment) { text in
            self.written.withLock { $0 += text }
        }
    }
}

@Suite("Console")
struct ConsoleTests {
    @Test("notes are silenced by --quiet, warnings are not")
    func quiet() {
        let transcript = Transcript()
        let console = transcript.console(terminal: false, quiet: true)
        console.note("a note")
        console.warn("a warning")
        #expect(transcript.text == "warning: a warning\n")
    }

    @Test(
        "colour needs a capable terminal and no NO_COLOR",
        arguments: [
            (true, ["TERM": "xterm"], true), (false, ["TERM": "xterm"], false), (true, ["TERM": "dumb"], false),
            (true, ["TERM": "xterm", "NO_COLOR": "1"], false), (true, ["TERM": "xterm", "NO_COLOR": ""], true),
        ])
    func color(terminal: Bool, environment: [String: String], expected: Bool) {
        let console = Transcript().console(terminal: terminal, environment: environment)
        #expect(console.usesColor == expected)
        #expect((console.paint("x", .red) == "x") == !expected)
    }

    @Test("a note goes above the status line, which stays")
    func noteAboveStatus() {
        let transcript = Transcript()
        let console = transcript.console(terminal: true)
        console.show(status: "[==  ]")
        console.note("hello")
        #expect(transcript.text.hasSuffix("\r\u{1B}[2Khello\n[==  ]"))
    }

    @Test("there is no status line where there is no terminal")
    func noStatus() {
        let transcript = Transcript()
        let console = transcript.console(terminal: true, environment: ["TERM": "dumb"])
        console.show(status: "[==  ]")
        console.clearStatus()
        #expect(transcript.text.isEmpty)
    }
}
