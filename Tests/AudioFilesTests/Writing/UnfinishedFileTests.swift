import AudioFiles
import Glibc
import Testing

/// Nothing stands under the name, or beside it, until the file is whole.
@Suite struct UnfinishedFileTests {
    let folder = Folder()

    private func writer(
        _ name: String = "a.wav", overwrites: Bool = false, unnamed: Bool = true
    ) throws -> AudioFileWriter {
        var settings = AudioFileWriter.Settings(overwrites: overwrites)
        settings.allowsUnnamedFiles = unnamed
        return try AudioFileWriter(path: folder[name], sampleRate: 48_000, settings: settings)
    }

    @Test("Dropped or cancelled, nothing is left", arguments: [true, false], ["a.wav", "a.flac", "a.ogg"])
    func dropped(unnamed: Bool, name: String) throws {
        do {
            let dropped = try writer(name, unnamed: unnamed)
            try dropped.write(left: [0.1], right: [0.2])
            #expect(!folder.names.contains(name))
        }
        #expect(folder.names.isEmpty)
        let cancelled = try writer(name, unnamed: unnamed)
        try cancelled.write(left: [0.1], right: [0.2])
        cancelled.cancel()
        #expect(folder.names.isEmpty)
    }

    @Test("Finished, only the file is there", arguments: [true, false], [true, false])
    func finished(unnamed: Bool, overwrites: Bool) throws {
        if overwrites { write([1, 2, 3], to: folder["a.wav"]) }
        let whole = try writer(overwrites: overwrites, unnamed: unnamed)
        try whole.write(left: [0.1], right: [0.2])
        #expect(!overwrites || bytes(of: folder["a.wav"]) == [1, 2, 3])
        try whole.finish()
        whole.cancel()
        #expect(folder.names == ["a.wav"])
        #expect(bytes(of: folder["a.wav"]).count == 44 + 6)
    }

    @Test("A file that is there is kept", arguments: [true, false])
    func existing(unnamed: Bool) throws {
        write([1, 2, 3], to: folder["a.wav"])
        #expect(throws: AudioFileError.alreadyExists(path: folder["a.wav"])) { try writer(unnamed: unnamed) }
        #expect(bytes(of: folder["a.wav"]) == [1, 2, 3])
        #expect(AudioFileError.alreadyExists(path: "x").description.contains("--force"))
    }

    @Test("A file that came meanwhile is kept too", arguments: [true, false])
    func raced(unnamed: Bool) throws {
        let late = try writer(unnamed: unnamed)
        write([1, 2, 3], to: folder["a.wav"])
        #expect(throws: AudioFileError.alreadyExists(path: folder["a.wav"])) { try late.finish() }
        #expect(folder.names == ["a.wav"])
        #expect(bytes(of: folder["a.wav"]) == [1, 2, 3])
    }

    @Test func `a link keeps pointing at the file that is replaced`() throws {
        write([1], to: folder["target.wav"])
        symlink("target.wav", folder["a.wav"])
        let whole = try writer(overwrites: true)
        try whole.finish()
        #expect(folder.names == ["a.wav", "target.wav"])
        #expect(bytes(of: folder["target.wav"]).count == 44)
    }

    @Test("A sample that is no number is refused with its place", arguments: [Float.nan, .infinity, -.infinity])
    func notFinite(sample: Float) throws {
        let broken = try writer("a.flac")
        try broken.write(left: [Float](repeating: 0, count: 5_000), right: [Float](repeating: 0, count: 5_000))
        let error = #expect(throws: AudioFileError.self) {
            try broken.write(left: [0, 0, 0], right: [0, 0, sample])
        }
        #expect(error == .notFinite(path: folder["a.flac"], frame: 5_002))
        #expect(folder.names.isEmpty)
    }

    @Test func `places that cannot be written to are named`() {
        let path = folder.path
        #expect(throws: AudioFileError.isDirectory(path: path)) {
            try AudioFileWriter(path: path, format: AudioFileFormat(.wav), sampleRate: 48_000)
        }
        #expect(throws: AudioFileError.notFound(path: path + "/none/a.wav")) {
            try AudioFileWriter(path: path + "/none/a.wav", sampleRate: 48_000)
        }
        write([1], to: path + "/plain")
        #expect(throws: AudioFileError.notFound(path: path + "/plain/a.wav")) {
            try AudioFileWriter(path: path + "/plain/a.wav", sampleRate: 48_000)
        }
        // The system's own folder refuses in one of two ways, also to root.
        let error = #expect(throws: AudioFileError.self) {
            try AudioFileWriter(path: "/proc/a.wav", sampleRate: 48_000)
        }
        #expect(error == .permissionDenied(path: "/proc/a.wav") || error == .notFound(path: "/proc/a.wav"))
    }
}
