import Foundation
import StandardMIDIFile
import SymbolicMusic
import Testing

/// The odd and broken files of the MIDI reader's tests, read leniently and counted in notes and seconds.
@Suite("Scores of odd files")
struct TortureScoreTests {
    struct Expectation: Sendable, CustomTestStringConvertible {
        var file: String
        var notes: Int?
        var seconds: Double?
        var testDescription: String { file }
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../StandardMIDIFileTests/Fixtures/torture").standardizedFileURL

    /// The rows of `expected.csv` that a reader can give a score for.
    static let expectations: [Expectation] = {
        let text = (try? String(contentsOf: folder.appending(path: "expected.csv"), encoding: .utf8)) ?? ""
        return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let fields = fields(of: line)
            guard fields.count >= 5, fields[2] != "error" else { return nil }
            return Expectation(file: fields[0], notes: Int(fields[3]), seconds: Double(fields[4]))
        }
    }()

    /// The fields of a line of comma-separated values, without the quotes of quoted ones.
    private static func fields(of line: Substring) -> [String] {
        var result = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: result.append("")
            default: result[result.count - 1].append(character)
            }
        }
        return result
    }

    @Test("all of them are there")
    func complete() { #expect(Self.expectations.count > 75) }

    @Test("notes and seconds", arguments: expectations)
    func notesAndSeconds(expected: Expectation) throws {
        let data = try Data(contentsOf: Self.folder.appending(path: expected.file))
        let score = Score(try MIDIFile(parsing: [UInt8](data), policy: .lenient))
        if let notes = expected.notes { #expect(score.noteCount == notes) }
        if let seconds = expected.seconds { #expect(abs(score.durationInSeconds - seconds) < 1e-3) }
        // Whatever the file, it can be chordified, and written and read again.
        let piece = score.chordified()
        #expect(piece.slices.allSatisfy { $0.duration >= 1 })
        let again = Score(MIDIFile(score))
        #expect(again.noteCount == score.noteCount)
        #expect(abs(again.durationInSeconds - score.durationInSeconds) < 1e-6 * max(1, score.durationInSeconds))
    }
}
