/// A set of MIDI keys, one bit each.
public struct PitchSet: Sendable, Hashable {
    private var bits: UInt128 = 0

    /// Makes an empty set.
    public init() {}

    /// Makes the set of what sounds in a slice.
    public init(of slice: Slice) {
        for tone in slice.tones where tone.pitch < 128 { insert(tone.pitch) }
    }

    /// Whether nothing is in it.
    public var isEmpty: Bool { bits == 0 }

    /// How many keys are in it.
    public var count: Int { bits.nonzeroBitCount }

    /// Whether a key is in it.
    public func contains(_ pitch: UInt8) -> Bool { pitch < 128 && bits >> UInt128(pitch) & 1 == 1 }

    /// Adds a key, 0…127.
    public mutating func insert(_ pitch: UInt8) {
        precondition(pitch < 128, "a MIDI key is 0…127")
        bits |= 1 << UInt128(pitch)
    }

    /// Takes a key out.
    public mutating func remove(_ pitch: UInt8) {
        if pitch < 128 { bits &= ~(1 << UInt128(pitch)) }
    }

    /// Adds the keys of another set.
    public mutating func formUnion(_ other: PitchSet) { bits |= other.bits }

    /// Takes out the keys of another set.
    public mutating func subtract(_ other: PitchSet) { bits &= ~other.bits }

    /// The highest key, nil in an empty set.
    public var highest: UInt8? { isEmpty ? nil : UInt8(127 - bits.leadingZeroBitCount) }

    /// The lowest key, nil in an empty set.
    public var lowest: UInt8? { isEmpty ? nil : UInt8(bits.trailingZeroBitCount) }

    /// Calls a function with every key in ascending order.
    public func forEach(_ body: (UInt8) -> Void) {
        var rest = bits
        while rest != 0 {
            body(UInt8(rest.trailingZeroBitCount))
            rest &= rest - 1
        }
    }

    /// The keys in ascending order.
    public var pitches: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        forEach { result.append($0) }
        return result
    }

    /// The tones of a slice in ascending order.
    static func tones(held: PitchSet, struck: PitchSet) -> [Slice.Tone] {
        var all = held
        all.formUnion(struck)
        var result: [Slice.Tone] = []
        result.reserveCapacity(all.count)
        all.forEach { result.append(Slice.Tone(pitch: $0, isStruck: struck.contains($0))) }
        return result
    }
}
