import SymbolicMusic
import Testing

@Suite("Pitch names")
struct PitchNameTests {
    @Test("every pitch has a name of its own that leads back to it")
    func roundTrip() {
        var names: Set<String> = []
        for pitch in UInt8(0)...127 {
            let name = PitchName.name(of: pitch)
            names.insert(name)
            #expect(PitchName.pitch(named: name) == pitch)
        }
        #expect(names.count == 128)
    }

    @Test(
        "spelling as in music21",
        arguments: [
            (60, "C4"), (61, "C#4"), (58, "B-3"), (63, "E-4"), (66, "F#4"), (68, "G#4"), (127, "G9"), (21, "A0"),
        ])
    func spelling(pitch: UInt8, name: String) {
        #expect(PitchName.name(of: pitch) == name)
    }

    @Test(
        "other spellings are understood",
        arguments: [("D-4", 61), ("B#3", 60), ("C-4", 59), ("F##4", 67), ("E-1", 27), ("E_1", 4), ("C-1", 23)])
    func otherSpellings(name: String, pitch: UInt8) {
        #expect(PitchName.pitch(named: name) == pitch)
    }

    @Test(
        "what is no pitch is none",
        arguments: ["", "C", "4", "H4", "C#", "G#9", "C4 ", "c4", "C444", "C_2", "C4.E4", "rest"])
    func noPitch(name: String) {
        #expect(PitchName.pitch(named: name) == nil)
    }

    @Test("chords")
    func chords() {
        #expect(PitchName.chordName(of: [60, 64, 67]) == "C4.E4.G4")
        #expect(PitchName.chordName(of: []) == "rest")
        #expect(PitchName.pitches(ofChordNamed: "G4.C4.E4.C4") == [60, 64, 67])
        #expect(PitchName.pitches(ofChordNamed: "rest") == [])
        #expect(PitchName.pitches(ofChordNamed: "C4..E4") == nil)
        let slice = Slice(
            start: 0, duration: 3, tones: [.init(pitch: 58, isStruck: false), .init(pitch: 61, isStruck: true)])
        #expect(slice.chordName == "B-3.C#4")
    }
}
