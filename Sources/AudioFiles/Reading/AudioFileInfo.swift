import CSndFile
import Glibc

/// What is in a sound file, without its samples.
public struct AudioFileInfo: Sendable, Hashable {
    /// The container in words, such as `FLAC (Free Lossless Audio Codec)`.
    public let containerName: String
    /// The codec in words, such as `Signed 24 bit PCM`.
    public let codecName: String
    /// Frames a second.
    public let sampleRate: Int
    /// Samples in a frame.
    public let channelCount: Int
    /// Frames as the header says; what can be read may be fewer.
    public let frameCount: Int
    /// Bytes of the file.
    public let byteCount: Int
    /// Title, artist, comment.
    public let metadata: AudioMetadata

    /// Length in seconds.
    public var duration: Double { sampleRate > 0 ? Double(frameCount) / Double(sampleRate) : 0 }
    /// Mean bits a second over the whole file, 0 for an empty one.
    public var bitRate: Double { duration > 0 ? Double(byteCount) * 8 / duration : 0 }

    /// Reads the header of a file.
    public init(path: String) throws(AudioFileError) {
        self = try AudioFileReader(path: path).info
    }

    init(handle: OpaquePointer, raw: SF_INFO, byteCount: Int) {
        let major = raw.format & Int32(SF_FORMAT_TYPEMASK)
        let codec = raw.format & Int32(SF_FORMAT_SUBMASK)
        containerName = SoundFileLibrary.name(ofFormat: major) ?? "unknown container"
        codecName = SoundFileLibrary.name(ofFormat: codec) ?? "unknown codec"
        sampleRate = Int(raw.samplerate)
        channelCount = Int(raw.channels)
        frameCount = max(0, Int(raw.frames))
        self.byteCount = byteCount
        func text(_ kind: Int) -> String {
            sf_get_string(handle, Int32(kind)).map { String(cString: $0) } ?? ""
        }
        metadata = AudioMetadata(
            title: text(SF_STR_TITLE), artist: text(SF_STR_ARTIST), comment: text(SF_STR_COMMENT),
            software: text(SF_STR_SOFTWARE))
    }
}
