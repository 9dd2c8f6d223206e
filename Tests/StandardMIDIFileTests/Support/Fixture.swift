import Foundation
import StandardMIDIFile
import Testing

/// Files that lie beside the tests.
enum Fixture {
    static let folder = Bundle.module.bundleURL.appending(path: "Fixtures")

    static func path(_ name: String) -> String {
        folder.appending(path: name).path
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    /// Every file of the torture set.
    static func torture() throws -> [TortureCase] {
        let table = String(decoding: try bytes("torture/expected.csv"), as: UTF8.self)
        return table.split(whereSeparator: \.isNewline).dropFirst().map { TortureCase(row: fields(of: String($0))) }
    }

    /// Splits a line of comma-separated values, in which quotes hold commas together.
    private static func fields(of line: String) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}

/// A row of `expected.csv`: an odd or broken file and what a good reader makes of it.
struct TortureCase: Sendable, CustomTestStringConvertible {
    enum Expectation: String { case ok, warn, error }

    var name: String
    var expectation: Expectation
    /// Notes in the file, nil where readers may differ.
    var notes: Int?

    init(row: [String]) {
        name = row[0]
        expectation = Expectation(rawValue: row[2])!
        notes = Int(row[3])
    }

    var testDescription: String { name }
}

extension MIDIFile {
    /// Note-ons with a velocity above 0.
    var struckNotes: Int {
        tracks.reduce(0) { total, track in
            total
                + track.events.count { timed in
                    if case .noteOn(_, _, let velocity) = timed.event { velocity > 0 } else { false }
                }
        }
    }
}
