import Composition
import Glibc

/// What a file is, told by its first bytes.
package enum FileKind: Sendable, Equatable {
    /// A Standard MIDI File, bare or wrapped.
    case midi
    /// A token file.
    case tokens
    /// A model's folder.
    case model
    /// A SoundFont, compressed or not.
    case soundFont
    /// Anything that libsndfile may know.
    case audio

    /// Looks at a file.
    ///
    /// - Throws: `CommandFailure` with `noInput` when it cannot be read, with `badData` when it is empty or nothing
    ///   that this program knows.
    package init(of path: String) throws(CommandFailure) {
        if InputFile.isDirectory(path) {
            guard InputFile.exists(path + "/" + LanguageModel.File.configuration) else {
                throw CommandFailure(.noInput, "\(path): is a directory, and not a model's; name a file in it")
            }
            self = .model
            return
        }
        let start = try Self.start(of: path)
        guard let kind = Self.kind(of: start, name: path) else {
            throw CommandFailure(
                .badData, "\(path): is neither a MIDI file nor tokens nor a model nor a SoundFont nor a sound file")
        }
        self = kind
    }

    private static func kind(of bytes: [UInt8], name: String) -> FileKind? {
        func has(_ text: String, at offset: Int = 0) -> Bool {
            bytes.dropFirst(offset).starts(with: text.utf8)
        }
        if has("MGTOKENS") { return .tokens }
        if has("MThd") || has("RIFF") && has("RMID", at: 8) { return .midi }
        if has("RIFF") && has("sfbk", at: 8) { return .soundFont }
        let sounds = ["RIFF", "RF64", "fLaC", "OggS", "FORM", "caff", "ID3", ".snd"]
        if sounds.contains(where: { has($0) }) { return .audio }
        if bytes.count > 1, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0 { return .audio }  // an MPEG frame
        switch OutputPath.fileExtension(of: name) {
        case "mid", "midi", "kar", "rmi", "smf": return .midi
        case "tokens": return .tokens
        case "sf2", "sf3": return .soundFont
        case "wav", "flac", "ogg", "opus", "mp3", "aiff", "aif", "caf": return .audio
        default: return nil
        }
    }

    private static func start(of path: String) throws(CommandFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .cannotRead(path, errno: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw CommandFailure(.noInput, "\(path): is not an ordinary file; give - to read MIDI from standard input")
        }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .cannotRead(path, errno: errno) }
        guard count > 0 else { throw CommandFailure(.badData, "\(path): the file is empty; name another") }
        return Array(bytes[..<count])
    }
}
