import SymbolicMusic
import Testing

/// Key estimation against music21's with the same profiles.
@Suite("Keys as music21 finds them")
struct KeyReferenceTests {
    @Test("the same key in at least 97 % of pieces, the same correlation to 0.02", arguments: ["krumhansl", "aarden"])
    func agreement(method: String) throws {
        let profile: KeyProfile = method == "aarden" ? .aardenEssen : .krumhanslKessler
        var same = 0
        var worst = 0.0
        for piece in ReferencePiece.all {
            let theirs = try piece.key(Substring(method))
            let ours = try #require(piece.score().estimatedKey(profile: profile))
            // music21 spells some tonics otherwise, and writes minor ones small.
            let words = theirs.name.split(separator: " ")
            let tonic = try #require(PitchName.pitch(named: words[0].uppercased() + "4"))
            if MusicalKey(tonic: Int(tonic), isMinor: words[1] == "minor") == ours.key { same += 1 }
            worst = max(worst, abs(ours.correlation - theirs.correlation))
        }
        let count = ReferencePiece.all.count
        print("keys by \(method): \(same) of \(count) as music21, correlation differs by at most \(worst)")
        #expect(count >= 50)
        #expect(Double(same) >= 0.97 * Double(count))
        #expect(worst < 0.02)
    }

    @Test("slices and notes lead to the same key nearly always")
    func slices() throws {
        let pieces = ReferencePiece.all
        let same = try pieces.filter { piece in
            let score = try piece.score()
            return score.estimatedKey()?.key == score.chordified().estimatedKey()?.key
        }
        #expect(Double(same.count) >= 0.9 * Double(pieces.count))
    }
}
