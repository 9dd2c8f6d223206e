import SymbolicMusic
import Tokenization

/// A small seeded generator (SplitMix64), so that every run sees the same pieces.
struct Randomness: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var x = state
        x = (x ^ (x >> 30)) &* 0xbf58_476d_1ce4_e5b9
        x = (x ^ (x >> 27)) &* 0x94d0_49bb_1331_11eb
        return x ^ (x >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

extension ChordifiedPiece {
    /// A piece of random slices such as chordify makes: no gaps, nothing that merely goes on, held only what sounded.
    static func random(seed: UInt64, slices count: Int = 60) -> ChordifiedPiece {
        var random = Randomness(seed: seed)
        var slices: [Slice] = []
        var now = 0
        while slices.count < count {
            let before = slices.last?.tones.map(\.pitch) ?? []
            var tones: [UInt8: Bool] = [:]
            for pitch in before where random.chance(40) { tones[pitch] = false }
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                tones[UInt8.random(in: 0...127, using: &random)] = true
            }
            let goesOn = !tones.values.contains(true) && tones.count == before.count
            if goesOn && !slices.isEmpty { continue }
            let duration =
                random.chance(10) ? Int.random(in: 49...500, using: &random) : Int.random(in: 1...24, using: &random)
            slices.append(
                Slice(
                    start: now, duration: duration,
                    tones: tones.sorted { $0.key < $1.key }.map { Slice.Tone(pitch: $0.key, isStruck: $0.value) }))
            now += duration
        }
        var meters: [MeterChange] = []
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            meters.append(
                MeterChange(
                    tick: Int.random(in: 0...now, using: &random), numerator: Int.random(in: 1...13, using: &random),
                    denominator: [1, 2, 4, 8, 16].randomElement(using: &random)!))
        }
        return ChordifiedPiece(
            slices: slices, meters: meters.sorted { $0.tick < $1.tick },
            quartersPerMinute: Double.random(in: 10...400, using: &random))
    }

    /// A piece of tones written as numbers, negative where held: `.of([([60, 64], 12), ([-60, 67], 6)])`.
    static func of(
        _ slices: [([Int], Int)], meters: [MeterChange] = [], quartersPerMinute: Double = 120
    ) -> ChordifiedPiece {
        var result: [Slice] = []
        var now = 0
        for (tones, duration) in slices {
            result.append(
                Slice(
                    start: now, duration: duration,
                    tones: tones.map { Slice.Tone(pitch: UInt8(abs($0)), isStruck: $0 > 0) }))
            now += duration
        }
        return ChordifiedPiece(slices: result, meters: meters, quartersPerMinute: quartersPerMinute)
    }
}
