/// What a sound file says about itself in words; an empty string is left out.
public struct AudioMetadata: Sendable, Hashable {
    /// The piece's title.
    public var title: String
    /// Who made it.
    public var artist: String
    /// Anything else: seed, settings.
    public var comment: String
    /// The program that wrote it.
    public var software: String

    /// Makes metadata.
    public init(title: String = "", artist: String = "", comment: String = "", software: String = "") {
        self.title = title
        self.artist = artist
        self.comment = comment
        self.software = software
    }
}
