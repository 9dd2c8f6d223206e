import SymbolicMusic
import Testing

@Suite("Keys")
struct KeyTests {
    @Test("signatures of the keys, and back")
    func signatures() {
        let sharps = [
            "C major": 0, "A minor": 0, "F# minor": 3, "E- major": -3, "C minor": -3, "F# major": 6, "B- minor": -5,
        ]
        for key in MusicalKey.all {
            if let expected = sharps[key.description] { #expect(key.sharps == expected) }
            #expect(MusicalKey(KeySignatureChange(sharps: key.sharps, isMinor: key.isMinor)) == key)
        }
        #expect(MusicalKey.all.count == 24)
    }

    @Test("keys are written for people with signs of their own")
    func names() {
        #expect(MusicalKey(tonic: 10, isMinor: false).name == "B♭ major")
        #expect(MusicalKey(tonic: 6, isMinor: true).name == "F♯ minor")
        #expect(MusicalKey(tonic: 0, isMinor: false).name == "C major")
    }

    @Test("transposing a signature and transposing its key agree")
    func transposition() {
        for key in MusicalKey.all {
            let signature = KeySignatureChange(sharps: key.sharps, isMinor: key.isMinor)
            for semitones in -13...13 {
                let moved = MusicalKey(tonic: key.tonic + semitones, isMinor: key.isMinor)
                #expect(MusicalKey(signature.transposed(by: semitones)) == moved)
                #expect(
                    MusicalKey(tonic: key.tonic + key.semitones(toTonic: moved.tonic), isMinor: key.isMinor) == moved)
            }
        }
    }

    @Test("a scale with a stressed tonic is its key, wherever it stands")
    func scales() {
        let major = [4.0, 0, 2, 0, 3, 2, 0, 3, 0, 2, 0, 1]
        let minor = [4.0, 0, 2, 3, 0, 2, 0, 3, 2, 0, 1, 1]
        for key in MusicalKey.all {
            let durations = (0..<12).map { (key.isMinor ? minor : major)[($0 - key.tonic + 12) % 12] }
            for profile in [KeyProfile.krumhanslKessler, .aardenEssen] {
                let ranking = KeyEstimate.ranking(ofDurations: durations, profile: profile)
                #expect(ranking.first?.key == key)
                #expect(ranking.count == 24)
            }
        }
    }

    @Test("nothing, and everything alike, has no key")
    func undecided() {
        #expect(KeyEstimate.ranking(ofDurations: [Double](repeating: 0, count: 12)).isEmpty)
        #expect(KeyEstimate.ranking(ofDurations: [Double](repeating: 1, count: 12)).isEmpty)
    }
}
