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

    /// Calls a function with every pitch in ascending order.
    func forEach(_ body: (Int) -> Void) {
        for (word, base) in [(low, 0), (high, 64)] {
            var bits = word
            while bits != 0 {
                body(base + bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
    }

    /// The tones of a slice in ascending order.
    static func tones(held: PitchSet, struck: PitchSet) -> [Slice.Tone] {
        var all = held
        all.formUnion(struck)
        var result: [Slice.Tone] = []
        result.reserveCapacity(all.count)
        all.forEach { result.append(Slice.Tone(pitch: UInt8($0), isStruck: struck.contains($0))) }
        return result
    }
}
