import CSndFile

/// A kind of sound file: what the extension says.
public enum AudioContainer: String, Sendable, Hashable, CaseIterable {
    /// Microsoft RIFF WAVE, the default.
    case wav
    /// Free Lossless Audio Codec.
    case flac
    /// Vorbis in Ogg.
    case ogg
    /// Opus in Ogg.
    case opus
    /// MPEG-1/2 Audio Layer III.
    case mp3
    /// Apple/SGI AIFF.
    case aiff
    /// Apple Core Audio Format.
    case caf
    /// RIFF WAVE beyond 4 GiB (EBU Tech 3306).
    case rf64

    /// The container that a name or a file name extension means, in any case; nil if it is none of ours.
    public init?(name: String) {
        let lowered = name.lowercased()
        if let exact = AudioContainer(rawValue: lowered) {
            self = exact
            return
        }
        switch lowered {
        case "wave": self = .wav
        case "oga", "vorbis": self = .ogg
        case "aif", "aifc": self = .aiff
        default: return nil
        }
    }

    /// The sample encodings it can hold, the default first; empty where the codec has its own.
    public var encodings: [SampleEncoding] {
        switch self {
        case .wav, .aiff, .caf, .rf64: [.pcm24, .pcm16, .float]
        case .flac: [.pcm24, .pcm16]
        case .ogg, .opus, .mp3: []
        }
    }

    /// The sample rates in hertz it is limited to; nil if it takes any.
    public var sampleRates: [Int]? {
        switch self {
        case .opus: [8_000, 12_000, 16_000, 24_000, 48_000]
        case .mp3: [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]
        default: nil
        }
    }

    /// Whether the installed libsndfile can write it.
    public var isAvailable: Bool {
        SoundFileLibrary.majorFormats.contains(majorFormat)
            && SoundFileLibrary.accepts(format: majorFormat | codec(encodings.first))
    }

    /// The containers that the installed libsndfile can write.
    public static var available: [AudioContainer] { allCases.filter(\.isAvailable) }

    /// libsndfile's number for the container.
    var majorFormat: Int32 {
        switch self {
        case .wav: Int32(SF_FORMAT_WAV)
        case .flac: Int32(SF_FORMAT_FLAC)
        case .ogg, .opus: Int32(SF_FORMAT_OGG)
        case .mp3: Int32(SF_FORMAT_MPEG)
        case .aiff: Int32(SF_FORMAT_AIFF)
        case .caf: Int32(SF_FORMAT_CAF)
        case .rf64: Int32(SF_FORMAT_RF64)
        }
    }

    /// libsndfile's number for the codec inside it.
    func codec(_ encoding: SampleEncoding?) -> Int32 {
        switch self {
        case .ogg: Int32(SF_FORMAT_VORBIS)
        case .opus: Int32(SF_FORMAT_OPUS)
        case .mp3: Int32(SF_FORMAT_MPEG_LAYER_III)
        default: (encoding ?? .pcm24).soundFileNumber
        }
    }
}
