extension [UInt8] {
    mutating func append(bigEndian16 value: Int) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }

    mutating func append(bigEndian32 value: Int) {
        append(bigEndian16: value >> 16)
        append(bigEndian16: value)
    }

    /// A variable-length quantity: seven bits a byte, the highest first, bit 7 set on all but the last.
    mutating func append(quantity value: Int) {
        for shift in [21, 14, 7] where value >> shift > 0 {
            append(UInt8(truncatingIfNeeded: value >> shift) | 0x80)
        }
        append(UInt8(truncatingIfNeeded: value) & 0x7F)
    }

    /// A length and as many bytes, at most what a length can say (256 MiB).
    mutating func append(counted data: [UInt8]) {
        append(quantity: Swift.min(data.count, TrackParser.largestDelta))
        append(contentsOf: data.prefix(TrackParser.largestDelta))
    }
}
