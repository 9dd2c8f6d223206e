import Basics

/// Why a SoundFont, or one sample of it, could not be used.
public enum SoundFontError: Error, Sendable, Equatable {
    /// The file could not be opened or mapped.
    case unreadable(path: String, reason: String)
    /// The file is something else.
    case notASoundFont(name: String, reason: String)
    /// A chunk without which there is nothing to play is not there.
    case missingChunk(name: String, chunk: String)
    /// The file has become shorter since it was opened.
    case changed(path: String)
    /// There is no sample with this number.
    case noSuchSample(name: String, index: Int, count: Int)
    /// A sample cannot be used; the byte is where its header stands.
    case badSample(name: String, index: Int, sample: String, byte: Int, reason: String)
    /// A compressed sample ends before the length that it announces; the rest of it is silent.
    case cutOff(name: String, index: Int, sample: String, frames: Int, announced: Int)
    /// The samples that are loaded fill the memory that was allowed for them.
    case tooMuchSound(name: String, limit: Int)
}

extension SoundFontError: CustomStringConvertible {
    /// What is wrong, where, and the remedy.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read the SoundFont \(path): \(reason); check the path"
        case .notASoundFont(let name, let reason):
            "\(name): not a SoundFont: \(reason); name an .sf2 or .sf3 file"
        case .missingChunk(let name, let chunk):
            "\(name): the SoundFont has no chunk '\(chunk)', so there is nothing to play; "
                + "it was probably cut off: copy it again"
        case .changed(let path):
            "\(path): the SoundFont became shorter while it was read; run it again when the file is whole"
        case .noSuchSample(let name, let index, let count):
            "\(name): there is no sample \(index), only \(count); the first is 0"
        case .badSample(let name, let index, let sample, let byte, let reason):
            "\(name): sample \(index) '\(sample)' (byte \(byte)) cannot be used: \(reason)"
        case .cutOff(let name, let index, let sample, let frames, let announced):
            "\(name): sample \(index) '\(sample)' ends after \(frames) of \(counted(announced, "frame")); the rest is silent"
        case .tooMuchSound(let name, let limit):
            "\(name): its samples need more than the \(limit >> 20) MiB allowed; use fewer presets at once"
        }
    }
}
