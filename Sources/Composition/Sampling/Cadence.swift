import SymbolicMusic

/// What a piece's key says about its end.
enum Cadence {
    /// The key signature of the key that the piece seems to be in, at its start.
    static func keySignature(of piece: ChordifiedPiece) -> KeySignatureChange? {
        guard let key = piece.estimatedKey()?.key else { return nil }
        return KeySignatureChange(tick: 0, sharps: key.sharps, isMinor: key.isMinor)
    }

    /// A chord that the piece can close with: the tonic in the bass and the triad above, near the last slice's tones.
    ///
    /// - Returns: three or four pitches in ascending order, 0…127.
    static func closingChord(of piece: ChordifiedPiece) -> [UInt8] {
        let key = piece.estimatedKey()?.key ?? MusicalKey(tonic: 0, isMinor: false)
        let tones = piece.slices.last { !$0.tones.isEmpty }?.tones.map { Int($0.pitch) } ?? [48, 64]
        let bass = nearest(key.tonic, to: tones[0])
        let top = tones[tones.count - 1]
        let triad = [key.tonic, key.tonic + (key.isMinor ? 3 : 4), key.tonic + 7]
        let upper = triad.map { nearest($0, to: max(bass + 8, (tones[0] + 2 * top) / 3)) }.filter { $0 > bass }
        return Set([bass] + upper).filter { (0...127).contains($0) }.sorted().map { UInt8($0) }
    }

    /// The pitch of a class nearest to another pitch.
    private static func nearest(_ pitchClass: Int, to pitch: Int) -> Int {
        let distance = (((pitchClass - pitch) % 12) + 12) % 12
        return pitch + (distance > 6 ? distance - 12 : distance)
    }
}
