extension AudioFileWriter {
    /// How a file is written, beyond its format.
    public struct Settings: Sendable, Hashable {
        /// Whether an existing file may be replaced (`--force`).
        public var overwrites: Bool
        /// Title, artist, comment.
        public var metadata: AudioMetadata
        /// Whether 16-bit samples get triangular dither, the same at every run.
        public var isDithered: Bool
        /// Quality of lossy formats, 0…1; nil takes the codec's default.
        public var quality: Double?
        /// How many frames will come, if that is known: makes the header of a WAV in a pipe exact.
        public var expectedFrames: Int?
        /// Whether unnamed temporary files may be used where the file system has them.
        package var allowsUnnamedFiles = true

        /// Makes settings.
        public init(
            overwrites: Bool = false, metadata: AudioMetadata = AudioMetadata(), isDithered: Bool = true,
            quality: Double? = nil, expectedFrames: Int? = nil
        ) {
            self.overwrites = overwrites
            self.metadata = metadata
            self.isDithered = isDithered
            self.quality = quality
            self.expectedFrames = expectedFrames
        }
    }
}
