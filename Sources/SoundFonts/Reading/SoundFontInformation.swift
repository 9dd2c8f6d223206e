/// What a font says about itself (SoundFont 2.04, section 5).
public struct SoundFontInformation: Sendable, Hashable {
    /// The version of the specification it follows: 2.01, 2.04, and 3 for compressed fonts; 2.01 if it does not say.
    public var version = Version(major: 2, minor: 1)
    /// Its name.
    public var name = ""
    /// The sound engine it was made for.
    public var engine = ""
    /// The ROM that some of its samples are in, if any.
    public var rom = ""
    /// When it was made.
    public var date = ""
    /// Who made it.
    public var authors = ""
    /// The product it was made for.
    public var product = ""
    /// Who may say so.
    public var copyright = ""
    /// Anything else.
    public var comment = ""
    /// The programs that it was made with.
    public var tools = ""

    /// A version of the specification, its minor part in hundredths.
    public struct Version: Sendable, Hashable, Comparable, CustomStringConvertible {
        /// Before the point.
        public var major: UInt16
        /// After the point, two digits.
        public var minor: UInt16

        /// Makes a version.
        public init(major: UInt16, minor: UInt16) {
            self.major = major
            self.minor = minor
        }

        /// The older is less.
        public static func < (left: Version, right: Version) -> Bool {
            (left.major, left.minor) < (right.major, right.minor)
        }

        /// `2.04`.
        public var description: String { "\(major).\(minor < 10 ? "0" : "")\(minor)" }
    }

    init(_ layout: FontLayout, of bytes: FontBytes, log: inout WarningLog) {
        if let chunk = layout.information["ifil"], chunk.contents.count >= 4 {
            let start = chunk.contents.lowerBound
            version = Version(major: bytes.u16(start), minor: bytes.u16(start + 2))
            if version.major != 2 && version.major != 3 {
                log.add("ifil", at: chunk.byte, "version \(version) is not known; it is read as 2.04")
            }
        } else {
            log.add("INFO", at: 12, "the version is missing; it is taken for \(version)")
        }
        /// Longer texts than the specification's 65,536 bytes are cut.
        func text(_ name: FourCC) -> String {
            guard let range = layout.information[name]?.contents else { return "" }
            return bytes.text(range.prefix(65_536))
        }
        name = text("INAM")
        engine = text("isng")
        rom = text("irom")
        date = text("ICRD")
        authors = text("IENG")
        product = text("IPRD")
        copyright = text("ICOP")
        comment = text("ICMT")
        tools = text("ISFT")
    }
}
