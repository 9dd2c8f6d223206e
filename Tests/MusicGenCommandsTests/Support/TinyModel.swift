import Foundation
import Testing

/// A model that knows next to nothing, made once by the program itself: quick to compose with.
enum TinyModel {
    private static let folder: Result<TemporaryFolder, any Error> = Result {
        let folder = try TemporaryFolder()
        try Support.makeFolder(folder("midi"))
        for number in 1...12 {
            _ = try folder.file("midi/\(number).mid", Music.bytes(Music.piece(number)))
        }
        try succeed(["prepare", folder("midi"), "-o", folder("pieces.tokens"), "--valid", "20", "--test", "0"])
        try succeed([
            "train", folder("pieces.tokens"), "-o", folder("model"), "--hidden", "16", "--steps", "3", "--rows", "2",
            "--segment-length", "32", "--seed", "1",
        ])
        // Nothing releases a static value.
        atexit {
            if let folder = try? TinyModel.folder.get() { try? FileManager.default.removeItem(atPath: folder.path) }
        }
        return folder
    }

    /// The model's folder.
    static func path() throws -> String { try folder.get()("model") }

    private static func succeed(_ arguments: [String]) throws {
        let outcome = try Program.run(arguments)
        try #require(outcome.exitCode == 0, "\(arguments): \(outcome.errors)")
    }
}
