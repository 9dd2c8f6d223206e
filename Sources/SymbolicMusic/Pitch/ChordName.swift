extension PitchName {
    /// The name of a slice without pitches.
    public static let rest = "rest"

    /// The name of a chord, its pitches joined by dots: `C4.E4.G4`; `rest` for none.
    public static func chordName(of pitches: some Sequence<UInt8>) -> String {
        let joined = pitches.map(name(of:)).joined(separator: ".")
        return joined.isEmpty ? rest : joined
    }

    /// The pitches of a chord's name in ascending order, each once, empty for `rest`; nil if a part is no pitch name.
    public static func pitches(ofChordNamed name: some StringProtocol) -> [UInt8]? {
        if name == rest { return [] }
        var pitches: Set<UInt8> = []
        for part in name.split(separator: ".", omittingEmptySubsequences: false) {
            guard let pitch = pitch(named: part) else { return nil }
            pitches.insert(pitch)
        }
        return pitches.sorted()
    }
}

extension Slice {
    /// What sounds, as the token of a chord: `C4.E4.G4`, or `rest`; struck and held alike.
    public var chordName: String { PitchName.chordName(of: tones.lazy.map(\.pitch)) }
}
