/// A key and how well a piece fits it.
public struct KeyEstimate: Sendable, Equatable {
    /// The key.
    public var key: MusicalKey
    /// Pearson correlation of the piece's pitch classes with the key's profile, −1…1.
    public var correlation: Double

    /// Makes an estimate.
    public init(key: MusicalKey, correlation: Double) {
        self.key = key
        self.correlation = correlation
    }

    /// All 24 keys, best first, for twelve durations of the pitch classes from C upwards; empty when all are equal.
    ///
    /// The Krumhansl–Schmuckler algorithm (Krumhansl 1990, chapter 4): correlate the durations with the profile turned
    /// to every tonic.
    public static func ranking(ofDurations durations: [Double], profile: KeyProfile = .krumhanslKessler)
        -> [KeyEstimate]
    {
        precondition(durations.count == 12, "twelve pitch classes")
        guard durations.contains(where: { $0 != durations[0] }) else { return [] }
        let estimates = MusicalKey.all.map { key in
            let weights = key.isMinor ? profile.minor : profile.major
            let turned = (0..<12).map { weights[($0 - key.tonic + 12) % 12] }
            return KeyEstimate(key: key, correlation: correlation(durations, turned))
        }
        return estimates.sorted { $0.correlation > $1.correlation }
    }

    private static func correlation(_ left: [Double], _ right: [Double]) -> Double {
        let leftMean = left.reduce(0, +) / Double(left.count)
        let rightMean = right.reduce(0, +) / Double(right.count)
        var product = 0.0
        var leftSquare = 0.0
        var rightSquare = 0.0
        for (x, y) in zip(left, right) {
            product += (x - leftMean) * (y - rightMean)
            leftSquare += (x - leftMean) * (x - leftMean)
            rightSquare += (y - rightMean) * (y - rightMean)
        }
        return leftSquare > 0 && rightSquare > 0 ? product / (leftSquare * rightSquare).squareRoot() : 0
    }
}

extension Score {
    /// How long each pitch class sounds in all, in quarters, drums left out; C first.
    public var pitchClassDurations: [Double] {
        var ticks = [Double](repeating: 0, count: 12)
        for track in tracks where !track.isPercussion {
            for note in track.notes { ticks[Int(note.pitch) % 12] += Double(note.duration) }
        }
        return ticks.map { $0 / Double(ticksPerQuarter) }
    }

    /// The most likely key; nil if nothing sounds.
    public func estimatedKey(profile: KeyProfile = .krumhanslKessler) -> KeyEstimate? {
        KeyEstimate.ranking(ofDurations: pitchClassDurations, profile: profile).first
    }
}

extension ChordifiedPiece {
    /// How long each pitch class sounds in all, in quarters; C first.
    public var pitchClassDurations: [Double] {
        var steps = [Int](repeating: 0, count: 12)
        for slice in slices {
            for tone in slice.tones { steps[Int(tone.pitch) % 12] += slice.duration }
        }
        return steps.map { Double($0) / Double(Slice.stepsPerQuarter) }
    }

    /// The most likely key; nil if nothing sounds.
    public func estimatedKey(profile: KeyProfile = .krumhanslKessler) -> KeyEstimate? {
        KeyEstimate.ranking(ofDurations: pitchClassDurations, profile: profile).first
    }
}
