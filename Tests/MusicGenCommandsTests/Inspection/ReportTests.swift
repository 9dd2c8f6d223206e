import MusicGenCommands
import Testing

@Suite("Report")
struct ReportTests {
    @Test("JSON text is what another reader understands")
    func json() throws {
        let awkward = "a \"quoted\" \\ line\nwith\ttab, \u{1}, \u{7F} and ü 音"
        let value = JSONValue.object([
            ("text", .string(awkward)), ("numbers", .array([.integer(-3), .number(0.5), .number(.nan), .bool(true)])),
            ("objects", .array([.object([("a", .integer(1))]), .object([])])), ("empty", .array([])),
        ])
        let object = try JSON.object([UInt8](value.text().utf8))
        #expect(object["text"] as? String == awkward)
        #expect((object["numbers"] as? [Any])?.count == 4)
        #expect((object["objects"] as? [[String: Any]])?.first?["a"] as? Int == 1)
        #expect((object["empty"] as? [Any])?.isEmpty == true)
    }

    @Test("lines are aligned, keys are in camel case")
    func lines() {
        var report = Report(path: "x.mid", kind: "MIDI")
        report.add("key signature", "C major")
        report.add("notes", 3, "in all")
        #expect(
            report.lines
                == "file           x.mid\nkind           MIDI\nkey signature  C major\nnotes          3 in all\n")
        #expect(report.json.contains("\"keySignature\": \"C major\""))
        #expect(report.json.contains("\"notes\": 3"))
    }
}
