import Foundation
import StandardMIDIFile
import SymbolicMusic

/// A folder that is removed when the last reference goes.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/tokens-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes bytes to a file, making the folders it lies in.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let url = URL(fileURLWithPath: file(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    /// Writes a piece as a MIDI file.
    func write(_ piece: ChordifiedPiece, to name: String) throws {
        try write(MIDIFileWriter().bytes(of: MIDIFile(piece.score())), to: name)
    }

    /// The names of what is in it.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}

enum Fixtures {
    static let names = [
        "hensel-sehnsucht", "satie-danseuse", "schumann-auf-einer-burg", "schumann-im-wunderschoenen-monat-mai",
    ]

    static var folder: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures").path
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).mid")))
    }

    static func piece(_ name: String) throws -> ChordifiedPiece {
        Score(try MIDIFile(parsing: bytes(name))).chordified()
    }
}

enum MIDIFileBytes {
    static func of(_ score: Score) -> [UInt8] { MIDIFileWriter().bytes(of: MIDIFile(score)) }
}
