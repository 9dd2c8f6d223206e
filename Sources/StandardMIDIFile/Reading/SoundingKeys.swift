/// Which keys of which channels are down: a bit each.
struct SoundingKeys {
    /// Keys 0…63 and 64…127 of each channel.
    private var low = InlineArray<16, UInt64>(repeating: 0)
    private var high = InlineArray<16, UInt64>(repeating: 0)

    @inline(__always)
    mutating func strike(channel: UInt8, key: UInt8) {
        let bit = UInt64(1) &<< UInt64(key & 63)
        if key < 64 { low[Int(channel & 15)] |= bit } else { high[Int(channel & 15)] |= bit }
    }

    @inline(__always)
    mutating func release(channel: UInt8, key: UInt8) {
        let bit = UInt64(1) &<< UInt64(key & 63)
        if key < 64 { low[Int(channel & 15)] &= ~bit } else { high[Int(channel & 15)] &= ~bit }
    }

    mutating func releaseAll(channel: UInt8) {
        low[Int(channel & 15)] = 0
        high[Int(channel & 15)] = 0
    }

    /// How many keys are down.
    var count: Int {
        (0..<16).reduce(0) { $0 + low[$1].nonzeroBitCount + high[$1].nonzeroBitCount }
    }
}
