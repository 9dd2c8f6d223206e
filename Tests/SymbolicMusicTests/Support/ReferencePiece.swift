import Foundation
import StandardMIDIFile
import SymbolicMusic

/// A fixture: a MIDI file and what music21 makes of it (see `Scripts/dump_music21.py`).
struct ReferencePiece: Sendable, CustomStringConvertible {
    /// A slice as music21 gives it, pitches in ascending order.
    struct Span: Equatable {
        var start: Int
        var duration: Int
        var names: [String]
        var held: [Bool]

        var isRest: Bool { names.isEmpty }
    }

    let name: String
    let folder: URL

    var description: String { name }

    /// All pieces, by name.
    static let all: [ReferencePiece] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/OpenScore").standardizedFileURL
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".mid") }.sorted()
            .map { ReferencePiece(name: String($0.dropLast(4)), folder: folder) }
    }()

    /// The MIDI file as a score.
    func score() throws -> Score {
        let data = try Data(contentsOf: folder.appending(path: name + ".mid"))
        return Score(try MIDIFile(parsing: [UInt8](data)))
    }

    /// The lines of music21's dump, split into words.
    private func dump() throws -> [[Substring]] {
        let text = try String(contentsOf: folder.appending(path: name + ".txt"), encoding: .utf8)
        return text.split(separator: "\n").map { $0.split(separator: " ") }
    }

    /// What music21's analysis by a method (`krumhansl`, `aarden`) says: tonic, mode, correlation.
    func key(_ method: Substring) throws -> (name: String, correlation: Double) {
        for words in try dump() where words.first == method {
            return ("\(words[1]) \(words[2])", Double(words[3]) ?? .nan)
        }
        throw CocoaError(.fileReadCorruptFile)
    }

    /// music21's slices as dumped, cut at bar lines.
    ///
    /// Their places are the sums of the durations before them. The dumped offsets mostly say the same; but in ten of
    /// these pieces music21 puts some bars later than the bars before them end, though no rest is between.
    func rawSpans() throws -> [Span] {
        var end = 0
        return try dump().compactMap { words in
            guard words.count == 3, Int(words[0]) != nil, let duration = Int(words[1]) else { return nil }
            let start = end
            end += duration
            let tones = words[2] == "rest" ? [] : words[2].split(separator: ".")
            return Span(
                start: start, duration: duration, names: tones.map { String($0.drop { $0 == "~" }) },
                held: tones.map { $0.hasPrefix("~") })
        }
    }

    /// music21's slices without the cuts that only a bar line, a rest or a unison makes: a slice in which every pitch
    /// is tied to the same pitches before is joined to them, and silence after the last note is dropped.
    func spans() throws -> [Span] {
        var result: [Span] = []
        for span in try rawSpans() {
            if let last = result.last, last.names == span.names, span.held.allSatisfy(\.self) {
                result[result.count - 1].duration += span.duration
            } else {
                result.append(span)
            }
        }
        while result.last?.isRest == true { result.removeLast() }
        return result
    }
}
