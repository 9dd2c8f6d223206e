import SymbolicMusic

/// SplitMix64, so that every run tests the same scores.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Score {
    /// A score of random notes on random tracks, dense enough for unisons, overlaps and notes of no length.
    static func random(seed: UInt64) -> Score {
        var generator = SeededGenerator(seed: seed)
        let division = [24, 96, 100, 480, 1024].randomElement(using: &generator) ?? 480
        let tracks = (0..<Int.random(in: 1...4, using: &generator)).map { index in
            let lowest = UInt8.random(in: 0...100, using: &generator)
            let notes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                Note(
                    onset: Int.random(in: 0...(8 * division), using: &generator),
                    duration: Int.random(in: 0...(2 * division), using: &generator),
                    pitch: UInt8.random(in: lowest...(lowest + 12), using: &generator),
                    velocity: UInt8.random(in: 1...127, using: &generator))
            }
            return ScoreTrack(
                channel: UInt8(index),
                notes: notes.sorted { ($0.onset, $0.pitch) < ($1.onset, $1.pitch) })
        }
        return Score(
            ticksPerQuarter: division, tracks: tracks,
            meters: [MeterChange(tick: 0, numerator: 3, denominator: 4)],
            keySignatures: [KeySignatureChange(tick: 4 * division, sharps: 2, isMinor: true)])
    }
}
