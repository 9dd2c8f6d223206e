/// A major or minor key.
public struct MusicalKey: Sendable, Hashable, CustomStringConvertible {
    /// Pitch class of the tonic, 0…11, C being 0.
    public var tonic: Int
    /// Whether the mode is minor.
    public var isMinor: Bool

    /// Makes a key; the tonic may be any pitch.
    public init(tonic: Int, isMinor: Bool) {
        self.tonic = ((tonic % 12) + 12) % 12
        self.isMinor = isMinor
    }

    /// The 24 keys, major ones first, each from C upwards.
    public static let all: [MusicalKey] = [false, true].flatMap { isMinor in
        (0..<12).map { MusicalKey(tonic: $0, isMinor: isMinor) }
    }

    /// Sharps (positive) or flats of the key signature, −5…6.
    public var sharps: Int {
        // C major has none; each fifth up adds one; a minor key has the signature of the major a minor third above.
        let fifths = 7 * (tonic + (isMinor ? 3 : 0)) % 12
        return fifths > 6 ? fifths - 12 : fifths
    }

    /// The key that a signature names.
    public init(_ signature: KeySignatureChange) {
        self.init(tonic: 7 * signature.sharps + (signature.isMinor ? 9 : 0), isMinor: signature.isMinor)
    }

    /// The shortest way from this tonic to another in semitones, −5…6.
    public func semitones(toTonic other: Int) -> Int {
        let up = (((other - tonic) % 12) + 12) % 12
        return up > 6 ? up - 12 : up
    }

    /// `C major`, `F# minor`, `E- major`, in the spelling of `PitchName`.
    public var description: String { PitchName.classNames[tonic] + (isMinor ? " minor" : " major") }

    /// `C major`, `F♯ minor`, `B♭ major`: the key as people write it.
    public var name: String {
        let tonic = PitchName.classNames[tonic]
        let accidental = tonic.hasSuffix("-") ? "♭" : tonic.hasSuffix("#") ? "♯" : ""
        return tonic.prefix(1) + accidental + (isMinor ? " minor" : " major")
    }
}
