/// A 64-bit hash that is the same on every machine and in every run: FNV-1a over words with a final mix.
///
/// Good enough to find equal contents and to notice damage; not proof against somebody who wants a collision.
struct StableHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ word: UInt64) {
        state = (state ^ word) &* 0x0000_0100_0000_01b3
        state ^= state >> 29
    }

    mutating func add(bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset + 8 <= bytes.count {
            add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        var last: UInt64 = 0
        for index in offset..<bytes.count { last = last << 8 | UInt64(bytes[index]) }
        if offset < bytes.count { add(last) }
        add(UInt64(bytes.count))
    }

    var value: UInt64 { Self.mix(state) }

    /// Spreads every bit of a word over all of them (the finaliser of SplitMix64).
    static func mix(_ word: UInt64) -> UInt64 {
        var x = word
        x = (x ^ (x >> 30)) &* 0xbf58_476d_1ce4_e5b9
        x = (x ^ (x >> 27)) &* 0x94d0_49bb_1331_11eb
        return x ^ (x >> 31)
    }

    static func of(_ bytes: [UInt8]) -> UInt64 {
        var hash = StableHash()
        bytes.withUnsafeBytes { hash.add(bytes: $0) }
        return hash.value
    }

    /// Sixteen hexadecimal digits.
    static func text(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
