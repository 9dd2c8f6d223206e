/// What a font says about one sample (SoundFont 2.04, section 7.10).
public struct SampleHeader: Sendable, Hashable {
    /// Which channel of what.
    public enum Kind: Sendable, Hashable {
        case mono
        case left
        case right
        case linked
    }

    /// Its name.
    public var name: String
    /// Its frames in the font's sample chunk, or its bytes there if it is compressed; empty if it cannot be used.
    public var extent: Range<Int>
    /// The loop, in frames from the sample's start; empty when there is none. Only decoding tells how long a compressed
    /// sample is: there `loop(of:)` says what is left of it.
    public var loop: Range<Int>
    /// Frames a second, 400…192,000.
    public var sampleRate: Int
    /// The key at which it has its recorded pitch, 0…127.
    public var rootKey: UInt8
    /// Cents to add to bring it to the key's pitch.
    public var pitchCorrection: Int8
    /// Mono, or which side.
    public var kind: Kind
    /// The other side's index, if it has one.
    public var partner: Int?
    /// Kept as Ogg Vorbis, as SF3 fonts do.
    public var isCompressed: Bool

    /// Makes a header.
    public init(
        name: String, extent: Range<Int>, loop: Range<Int>, sampleRate: Int, rootKey: UInt8,
        pitchCorrection: Int8 = 0, kind: Kind = .mono, partner: Int? = nil, isCompressed: Bool = false
    ) {
        self.name = name
        self.extent = extent
        self.loop = loop
        self.sampleRate = sampleRate
        self.rootKey = rootKey
        self.pitchCorrection = pitchCorrection
        self.kind = kind
        self.partner = partner
        self.isCompressed = isCompressed
    }

    /// The loop of a sample that turned out to have so many frames; empty when none of it is left.
    public func loop(of frames: Int) -> Range<Int> {
        loop.upperBound <= frames ? loop : loop.lowerBound < frames ? loop.lowerBound..<frames : 0..<0
    }
}
