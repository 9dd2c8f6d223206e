/// The bytes of a message; those beyond its end read as 0.
struct SystemExclusiveBytes {
    private let bytes: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var count: Int { bytes.count }

    subscript(index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    /// Fourteen bits, the higher seven first.
    func wide(_ index: Int) -> Int { Int(self[index]) << 7 | Int(self[index + 1]) }

    /// The sum of some bytes, as makers' checksums want it.
    func sum(_ range: Range<Int>) -> Int { range.reduce(0) { $0 + Int(self[$1]) } }

    /// The exclusive or of some bytes, as the tuning dumps' checksums want it.
    func parity(_ range: Range<Int>) -> UInt8 { range.reduce(0) { $0 ^ self[$1] } }
}
