import SymbolicMusic
import Testing

/// Chordify against music21's, slice by slice.
///
/// music21 reads MIDI into measures, so that it also cuts at bar lines, where the notes are tied: its slices that only
/// continue the one before are joined to it (`ReferencePiece.spans`), and then slices are compared like with like.
@Suite("Chordify as music21 does")
struct ChordifyReferenceTests {
    /// How many slices of how many agree.
    struct Agreement {
        var theirs = 0
        var ours = 0
        /// Slices with the same start, duration and pitches.
        var equal = 0
        /// Those of them with the same pitches struck.
        var struckAlike = 0

        /// Against whichever has more slices, so that a slice too many counts as well as one too few.
        var share: Double { Double(equal) / Double(max(theirs, ours)) }
    }

    private func compare(_ piece: ReferencePiece) throws -> Agreement {
        let theirs = try piece.spans()
        let ours = try piece.score().chordified().slices
        let byStart = Dictionary(uniqueKeysWithValues: ours.map { ($0.start, $0) })
        var result = Agreement(theirs: theirs.count, ours: ours.count)
        for span in theirs {
            guard let slice = byStart[span.start], slice.duration == span.duration,
                slice.tones.map({ PitchName.name(of: $0.pitch) }) == span.names
            else { continue }
            result.equal += 1
            if slice.tones.map({ !$0.isStruck }) == span.held { result.struckAlike += 1 }
        }
        return result
    }

    @Test("at least 99 % of slices over at least 50 pieces have the same start, duration and pitches")
    func agreement() throws {
        var all = Agreement()
        for piece in ReferencePiece.all {
            let one = try compare(piece)
            #expect(one.share > 0.9, "\(piece): \(one)")
            all.theirs += one.theirs
            all.ours += one.ours
            all.equal += one.equal
            all.struckAlike += one.struckAlike
        }
        print(
            "\(ReferencePiece.all.count) pieces: music21 has \(all.theirs) slices, we \(all.ours), equal \(all.equal)")
        print(
            "agreement with music21: \(all.share); of those, struck alike: \(Double(all.struckAlike) / Double(all.equal))"
        )
        #expect(ReferencePiece.all.count >= 50)
        #expect(all.theirs > 15_000)
        #expect(all.share >= 0.99)
        // Where two parts share a pitch, music21 may call it tied although one of them strikes it.
        #expect(Double(all.struckAlike) >= 0.99 * Double(all.equal))
    }

    @Test("joining makes of music21's slices a sequence without gaps, and loses no time")
    func joining() throws {
        for piece in ReferencePiece.all {
            let raw = try piece.rawSpans()
            let joined = try piece.spans()
            #expect(joined.count <= raw.count)
            var end = 0
            for span in joined {
                #expect(span.start == end)
                end += span.duration
            }
            let sounding = raw.lastIndex { !$0.isRest }.map { raw[$0].start + raw[$0].duration }
            #expect(end == sounding)
        }
    }
}
