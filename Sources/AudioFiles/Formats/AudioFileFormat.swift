/// What a sound file is: its container and, where the container leaves a choice, how samples are kept.
public struct AudioFileFormat: Sendable, Hashable, CustomStringConvertible {
    /// The container.
    public let container: AudioContainer
    /// How samples are kept; nil where the codec has its own way (`ogg`, `opus`, `mp3`).
    public let encoding: SampleEncoding?

    /// Makes a format that the installed libsndfile can write.
    ///
    /// - Parameter encoding: nil takes the container's default, 24 bit.
    /// - Throws: ``AudioFileError/unavailableFormat(_:available:library:)`` or
    ///   ``AudioFileError/unsupportedEncoding(_:container:)``.
    public init(_ container: AudioContainer, encoding: SampleEncoding? = nil) throws(AudioFileError) {
        guard container.isAvailable else {
            throw .unavailableFormat(
                container, available: AudioContainer.available, library: SoundFileLibrary.version)
        }
        if let encoding, !container.encodings.contains(encoding) {
            throw .unsupportedEncoding(encoding, container: container)
        }
        self.container = container
        self.encoding = encoding ?? container.encodings.first
    }

    /// The format for a path: by `name` if given (`--format flac`), else by the extension; `-` alone means WAV.
    ///
    /// - Throws: ``AudioFileError/unknownFormat(_:available:)`` and what ``init(_:encoding:)`` throws.
    public init(path: String, name: String? = nil, encoding: SampleEncoding? = nil) throws(AudioFileError) {
        let wanted = name ?? (path == "-" ? "wav" : AudioFileFormat.pathExtension(path))
        guard let container = AudioContainer(name: wanted) else {
            throw .unknownFormat(wanted.isEmpty ? path : wanted, available: AudioContainer.available)
        }
        try self.init(container, encoding: encoding)
    }

    /// The most frames that the container holds; nil where nobody will reach it. RIFF and AIFF sizes have 32 bits.
    public func maximumFrames(channelCount: Int) -> Int? {
        guard container == .wav || container == .aiff, let encoding else { return nil }
        return (0xFFFF_FFFF - 65_536) / (max(1, channelCount) * encoding.byteCount)
    }

    /// For people: `WAV, 24 bit`.
    public var description: String {
        let name = container == .opus || container == .ogg ? container.rawValue.capitalizedFirst : container.shout
        return switch encoding {
        case .float: "\(name), 32-bit float"
        case .pcm24: "\(name), 24 bit"
        case .pcm16: "\(name), 16 bit"
        case nil: name
        }
    }

    /// libsndfile's number for the whole.
    var soundFileNumber: Int32 { container.majorFormat | container.codec(encoding) }

    /// What follows the last dot of the last path component; empty if there is none.
    static func pathExtension(_ path: String) -> String {
        let name = path.split(separator: "/", omittingEmptySubsequences: true).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return String(name[name.index(after: dot)...])
    }
}

extension AudioContainer {
    fileprivate var shout: String { rawValue.uppercased() }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
