/// Which pitches have sounded nearly all the time for so long that they should make way, struck again or not.
///
/// A leaky bucket a pitch: it fills while the pitch sounds and empties three times as fast while it does not. Full after
/// four bars, the pitch rests until the bucket is empty. Pedal points and repeated basses come through; a texture in
/// which the same chord goes on for ever does not.
struct PitchFatigue: Sendable {
    private var steps = [Int](repeating: 0, count: 128)
    private(set) var tired: [UInt8] = []

    /// How many bars fill a bucket, and how much faster it empties.
    private static let bars = 4
    private static let recovery = 3

    /// Counts a slice.
    mutating func count(_ pitches: [UInt8], steps length: Int, barLength: Int) {
        var sounds = [Bool](repeating: false, count: 128)
        for pitch in pitches { sounds[Int(pitch)] = true }
        for pitch in 0..<128 {
            steps[pitch] = sounds[pitch] ? steps[pitch] + length : max(0, steps[pitch] - Self.recovery * length)
        }
        tired.removeAll { steps[Int($0)] == 0 }
        for pitch in pitches where steps[Int(pitch)] >= Self.bars * barLength && !tired.contains(pitch) {
            tired.append(pitch)
        }
    }
}
