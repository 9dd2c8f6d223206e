/// Names of MIDI pitches in music21's manner: `C4` is middle C, `B-3` the B flat below it, `C#5`, `rest`.
///
/// The twelve names are `C C# D E- E F F# G G# A B- B`. A minus after the letter is a flat, so that music21 itself
/// cannot tell E in octave −1 from E flat in octave 1; here the octave below 0, which no piano has, is `_1`: pitch 4
/// is `E_1`, and `E-1` is always E flat.
public enum PitchName {
    /// The names of the twelve pitch classes, C first.
    public static let classNames = ["C", "C#", "D", "E-", "E", "F", "F#", "G", "G#", "A", "B-", "B"]

    private static let names: [String] = (0..<128).map { pitch in
        let octave = pitch / 12 - 1
        return classNames[pitch % 12] + (octave < 0 ? "_\(-octave)" : "\(octave)")
    }

    /// The name of a MIDI pitch, 0…127; the highest bit is ignored.
    public static func name(of pitch: UInt8) -> String { names[Int(pitch & 0x7F)] }

    /// The MIDI pitch of a name in any spelling (`D-4` is `C#4`, `B##3` is `C#4`), nil if it is none or outside 0…127.
    public static func pitch(named name: some StringProtocol) -> UInt8? {
        var rest = name.utf8[...]
        guard let letter = rest.popFirst(), let base = semitones(ofLetter: letter) else { return nil }
        var pitch = base
        while let sign = rest.first, sign == UInt8(ascii: "#") || sign == UInt8(ascii: "-") {
            pitch += sign == UInt8(ascii: "#") ? 1 : -1
            rest.removeFirst()
            guard abs(pitch) < 24 else { return nil }
        }
        let isNegative = rest.first == UInt8(ascii: "_")
        if isNegative { rest.removeFirst() }
        guard (1...2).contains(rest.count), rest.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let octave = rest.reduce(0) { $0 * 10 + Int($1) - 48 } * (isNegative ? -1 : 1)
        pitch += 12 * (octave + 1)
        return (0...127).contains(pitch) ? UInt8(pitch) : nil
    }

    private static func semitones(ofLetter letter: UInt8) -> Int? {
        switch letter {
        case UInt8(ascii: "C"): 0
        case UInt8(ascii: "D"): 2
        case UInt8(ascii: "E"): 4
        case UInt8(ascii: "F"): 5
        case UInt8(ascii: "G"): 7
        case UInt8(ascii: "A"): 9
        case UInt8(ascii: "B"): 11
        default: nil
        }
    }
}
