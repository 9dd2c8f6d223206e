/// A set of MIDI pitches in two machine words.
struct PitchSet: Equatable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    var isEmpty: Bool { low | high == 0 }
    var count: Int { low.nonzeroBitCount + high.nonzeroBitCount }

    func contains(_ pitch: Int) -> Bool {
        (pitch < 64 ? low >> UInt64(pitch) : high >> UInt64(pitch - 64)) & 1 != 0
    }

    mutating func insert(_ pitch: Int) {
        if pitch < 64 { low |= 1 << UInt64(pitch) } else { high |= 1 << UInt64(pitch - 64) }
    }

    mutating func remove(_ pitch: Int) {
        if pitch < 64 { low &= ~(1 << UInt64(pitch)) } else { high &= ~(1 << UInt64(pitch - 64)) }
    }

    mutating func formUnion(_ other: PitchSet) {
        low |= other.low
        high |= other.high
    }

    mutating func subtract(_ other: PitchSet) {
        low &= ~other.low
        high &= ~other.high
    }

    /// The tones of a slice in ascending order.
    static func tones(held: PitchSet, struck: PitchSet) -> [Slice.Tone] {
        var all = held
        all.formUnion(struck)
        var result: [Slice.Tone] = []
        result.reserveCapacity(all.count)
        for (word, base) in [(all.low, 0), (all.high, 64)] {
            var bits = word
            while bits != 0 {
                let pitch = base + bits.trailingZeroBitCount
                result.append(Slice.Tone(pitch: UInt8(pitch), isStruck: struck.contains(pitch)))
                bits &= bits - 1
            }
        }
        return result
    }
}
