import SymbolicMusic
import Testing
import Visualization

@Suite struct PianoRollTests {
    /// Two parts in 3/4 over four bars.
    let waltz = Score(
        ticksPerQuarter: 480,
        tracks: [
            ScoreTrack(
                notes: (0..<12).map { Note(onset: $0 * 480, duration: 480, pitch: UInt8(60 + $0), velocity: 90) }),
            ScoreTrack(
                channel: 1, notes: (0..<4).map { Note(onset: $0 * 1440, duration: 1440, pitch: 48, velocity: 60) }),
        ],
        meters: [MeterChange(numerator: 3, denominator: 4)], endTick: 4 * 1440)

    @Test func `a roll is well-formed and has a title`() throws {
        let svg = try XMLElement(parsing: PianoRoll(score: waltz, title: "Waltz").svg)
        #expect(svg.name == "svg")
        #expect(svg.attributes["role"] == "img")
        #expect(svg.children.first?.name == "title")
        #expect(svg.children.first?.text == "Waltz")
    }

    @Test func `a hostile title stays text`() throws {
        let title = "</title><script>alert(1)</script> \"&' \u{0}"
        let svg = try XMLElement(parsing: PianoRoll(score: waltz, title: title).svg)
        #expect(svg.all("script").isEmpty)
        #expect(svg.children.first?.text == "</title><script>alert(1)</script> \"&' \u{FFFD}")
    }

    @Test func `one path a track, as many strokes as notes`() throws {
        let svg = try XMLElement(parsing: PianoRoll(score: waltz, title: "Waltz").svg)
        func strokes(_ name: String) -> [Int] {
            svg.all("path").filter { $0.attributes["class"] == name }.map { path in
                path.attributes["d"]?.count { $0 == "m" } ?? 0
            }
        }
        #expect(strokes("mg-s0") == [12])
        #expect(strokes("mg-s1") == [4])
    }

    @Test func `louder notes are stronger`() throws {
        let notes = [20, 60, 100].map { Note(onset: 0, duration: 480, pitch: UInt8($0), velocity: UInt8($0)) }
        let score = Score(tracks: [ScoreTrack(notes: notes)], endTick: 480)
        let svg = try XMLElement(parsing: PianoRoll(score: score, title: "").svg)
        let paths = svg.all("path").filter { $0.attributes["class"] == "mg-s0" }
        #expect(paths.map { $0.attributes["opacity"] } == [".5", ".75", "1"])
    }

    @Test func `a bar line at every bar, octaves by name`() throws {
        let svg = try XMLElement(parsing: PianoRoll(score: waltz, title: "").svg)
        let bars = svg.all("path").filter { $0.attributes["class"] == "mg-bar" }.compactMap { $0.attributes["d"] }
        #expect(bars.first?.count { $0 == "M" } == 4)
        let labels = svg.all("text").map(\.text)
        #expect(labels.contains("C4") && labels.contains("C3"))
        #expect(["1", "2", "3", "4"].allSatisfy(labels.contains))
    }

    @Test func `drums are left out`() throws {
        var drums = waltz
        drums.tracks[1].isPercussion = true
        let svg = try XMLElement(parsing: PianoRoll(score: drums, title: "").svg)
        #expect(svg.all("path").allSatisfy { $0.attributes["class"] != "mg-s1" })
    }

    @Test("Odd scores are drawn all the same", arguments: [0, 1, 2, 3])
    func odd(which: Int) throws {
        let scores = [
            Score(),
            Score(tracks: [ScoreTrack(notes: [Note(onset: 0, duration: 0, pitch: 127)])]),
            Score(
                tracks: [ScoreTrack(notes: [Note(onset: 1 << 40, duration: 1 << 40, pitch: 0)])],
                meters: [MeterChange(tick: 0, numerator: 1, denominator: 1 << 20)]),
            Score(
                tracks: [ScoreTrack(notes: [Note(onset: -5, duration: -5, pitch: 60)])],
                meters: [
                    MeterChange(tick: -3, numerator: 0, denominator: 0), MeterChange(numerator: 4, denominator: 4),
                ]),
        ]
        let svg = PianoRoll(score: scores[which], title: "odd").svg
        _ = try XMLElement(parsing: svg)
        #expect(svg.utf8.count < 60_000)
    }

    @Test func `a piece of twenty thousand notes stays small, and the same each time`() throws {
        var state: UInt64 = 1
        func draw(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let notes = (0..<20_000).map { _ in
            Note(
                onset: draw(1_000_000), duration: 1 + draw(400), pitch: UInt8(21 + draw(88)),
                velocity: UInt8(1 + draw(127)))
        }
        let roll = PianoRoll(score: Score(tracks: [ScoreTrack(notes: notes)], endTick: 1_000_000), title: "dense")
        let svg = roll.svg
        #expect(svg.utf8.count <= 60_000)
        #expect(svg == roll.svg)
        _ = try XMLElement(parsing: svg)
    }
}
