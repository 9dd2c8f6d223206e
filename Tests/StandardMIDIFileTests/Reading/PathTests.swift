import Foundation
import StandardMIDIFile
import Testing

/// Reading from and writing to paths.
@Suite struct PathTests {
    private static let file = MIDIFile(
        format: .singleTrack, division: .ticksPerQuarter(96),
        tracks: [.init(events: [.init(tick: 0, event: .noteOn(channel: 0, key: 60, velocity: 0))])])

    /// Runs a test in a folder of its own, removed afterwards.
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "midi-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test func `a written file is read back and nothing else is left`() throws {
        try inFolder { folder in
            let path = folder + "/a.mid"
            try Data("what stood there".utf8).write(to: URL(filePath: path))
            try Self.file.write(to: path)
            #expect(try MIDIFile.read(contentsOf: path).file == Self.file)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.mid"])
        }
    }

    @Test func `a link keeps pointing at the file that was replaced`() throws {
        try inFolder { folder in
            try Data().write(to: URL(filePath: folder + "/real.mid"))
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link.mid", withDestinationPath: "real.mid")
            try Self.file.write(to: folder + "/link.mid")
            #expect(try MIDIFile.read(contentsOf: folder + "/real.mid").file == Self.file)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link.mid") == "real.mid")
        }
    }

    @Test func `a missing file`() {
        let error = #expect(throws: MIDIFileError.self) { try MIDIFile.read(contentsOf: "/no/such.mid") }
        #expect(
            error?.description
                == "/no/such.mid: cannot be read: No such file or directory. Check the path and its permissions.")
    }

    @Test func `a folder instead of a file`() {
        let error = #expect(throws: MIDIFileError.self) { try MIDIFile.read(contentsOf: "/") }
        #expect(error?.problem == .unreadable(reason: "Is a directory"))
    }

    @Test func `an empty file`() throws {
        try inFolder { folder in
            let path = folder + "/empty.mid"
            try Data().write(to: URL(filePath: path))
            #expect(throws: MIDIFileError(.empty, path: path)) { try MIDIFile.read(contentsOf: path) }
        }
    }

    @Test func `an endless device is cut off at the limit`() {
        let reader = MIDIFileReader(maximumBytes: 1 << 20)
        #expect(throws: MIDIFileError(.tooLarge(limit: 1 << 20), path: "/dev/zero")) {
            try reader.read(contentsOf: "/dev/zero")
        }
    }

    @Test func `places that cannot be written`() throws {
        try inFolder { folder in
            #expect(throws: MIDIFileError(.unwritable(reason: "it is a directory"), path: folder)) {
                try Self.file.write(to: folder)
            }
            let missing = folder + "/none/a.mid"
            #expect(throws: MIDIFileError(.unwritable(reason: "No such file or directory"), path: missing)) {
                try Self.file.write(to: missing)
            }
            #expect(throws: MIDIFileError(.unwritable(reason: "No space left on device"), path: "/dev/full")) {
                try Self.file.write(to: "/dev/full")
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.isEmpty)
        }
    }

    @Test func `control characters in a path do not reach the terminal`() throws {
        let error = #expect(throws: MIDIFileError.self) { try MIDIFile.read(contentsOf: "/no\u{1B}[2J.mid") }
        #expect(try #require(error).description.hasPrefix("/no\\u{1B}[2J.mid: "))
    }
}
