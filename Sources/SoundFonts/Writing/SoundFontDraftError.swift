import AudioFiles

/// Why a draft cannot be written.
public enum SoundFontDraftError: Error, Sendable, Equatable {
    /// There are more of something than a font can number.
    case tooMany(String, count: Int, limit: Int)
    /// All samples together are longer than a chunk can be.
    case tooLong(bytes: Int)
    /// A zone names a sample or an instrument that is not there.
    case noTarget(of: String, target: Int)
    /// A sample's loop is not within its frames.
    case badLoop(sample: String)
    /// A sample could not be compressed.
    case encoding(sample: String, AudioFileError)
}

extension SoundFontDraftError: CustomStringConvertible {
    /// What is wrong, where, and the remedy.
    public var description: String {
        switch self {
        case .tooMany(let what, let count, let limit):
            "\(count) \(what): a SoundFont holds at most \(limit); leave some out"
        case .tooLong(let bytes):
            "the samples take \(bytes) bytes: a SoundFont holds at most 4 GiB; use fewer, shorter or compressed ones"
        case .noTarget(let name, let target): "'\(name)' has a zone for number \(target), which is not there"
        case .badLoop(let sample): "the loop of sample '\(sample)' is not within its frames"
        case .encoding(let sample, let error): "sample '\(sample)' cannot be compressed: \(error)"
        }
    }
}
