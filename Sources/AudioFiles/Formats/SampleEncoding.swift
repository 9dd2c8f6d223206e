import CSndFile

/// How a sample is kept in a file without lossy coding.
public enum SampleEncoding: String, Sendable, Hashable, CaseIterable {
    /// 32-bit IEEE float: nothing is rounded or clipped.
    case float
    /// 24-bit signed integer.
    case pcm24 = "24"
    /// 16-bit signed integer, dithered unless told otherwise.
    case pcm16 = "16"

    /// The encoding a name means: `float`, `24` or `16`; `32`, `f32`, `pcm24`, `s16` and their like also do.
    public init?(name: String) {
        switch name.lowercased() {
        case "float", "f32", "32", "32f", "float32": self = .float
        case "24", "pcm24", "s24": self = .pcm24
        case "16", "pcm16", "s16": self = .pcm16
        default: return nil
        }
    }

    /// Bytes of a sample.
    public var byteCount: Int {
        switch self {
        case .float: 4
        case .pcm24: 3
        case .pcm16: 2
        }
    }

    var soundFileNumber: Int32 {
        switch self {
        case .float: Int32(SF_FORMAT_FLOAT)
        case .pcm24: Int32(SF_FORMAT_PCM_24)
        case .pcm16: Int32(SF_FORMAT_PCM_16)
        }
    }
}
