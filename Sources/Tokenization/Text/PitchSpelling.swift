/// Pitch names as music21 gives them to MIDI keys: `C4` is 60, black keys are C#, E-, F#, G# and B-.
enum PitchSpelling {
    private static let names = ["C", "C#", "D", "E-", "E", "F", "F#", "G", "G#", "A", "B-", "B"]

    static func name(of pitch: UInt8) -> String {
        "\(names[Int(pitch % 12)])\(Int(pitch) / 12 - 1)"
    }
}
