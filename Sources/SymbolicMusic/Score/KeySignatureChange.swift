/// A key signature from a tick on.
public struct KeySignatureChange: Sendable, Hashable {
    /// From when, in ticks.
    public var tick: Int
    /// Sharps (positive) or flats (negative), −7…7.
    public var sharps: Int
    /// Whether the mode is minor.
    public var isMinor: Bool

    /// Makes a key signature.
    public init(tick: Int = 0, sharps: Int, isMinor: Bool) {
        self.tick = tick
        self.sharps = sharps
        self.isMinor = isMinor
    }
}

extension KeySignatureChange {
    /// The signature of the same mode so many semitones higher, spelled with −5…6 sharps.
    ///
    /// A semitone up is seven fifths up, and twelve fifths return to the same key.
    public func transposed(by semitones: Int) -> KeySignatureChange {
        guard semitones % 12 != 0 else { return self }
        let fifths = (sharps + 7 * (semitones % 12)) % 12
        var result = self
        result.sharps = fifths > 6 ? fifths - 12 : fifths < -5 ? fifths + 12 : fifths
        return result
    }
}
