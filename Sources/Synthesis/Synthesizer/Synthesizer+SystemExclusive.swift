extension Synthesizer {
    /// Takes a system exclusive message, between its F0 and its F7, which may be there too.
    ///
    /// Messages that are cut short, that hold bytes over 127 or whose checksum is wrong change nothing. It neither
    /// allocates nor keeps the bytes.
    ///
    /// - Parameter port: 0 or 1; what is for a part is for one of that port's.
    /// - Complexity: O(n) in the number of bytes.
    public func handle(systemExclusive bytes: UnsafeBufferPointer<UInt8>, port: Int) {
        var (start, end) = (0, bytes.count)
        if start < end, bytes[start] == 0xF0 { start += 1 }
        if start < end, bytes[end - 1] == 0xF7 { end -= 1 }
        guard end - start >= 4 else { return }
        for index in start..<end where bytes[index] > 127 { return }
        let message = SystemExclusiveBytes(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        switch message[0] {
        case 0x7E, 0x7F: handleUniversal(message, port & 1)
        case 0x41: handleRoland(message, port & 1)
        case 0x43: handleYamaha(message, port & 1)
        default: break
        }
    }

    /// Sets the volume of everything, 0…1.
    func setMasterVolume(_ volume: Float) {
        master.volume = volume
        output.aim(master)
    }

    /// Sets the balance of everything, −1…1.
    func setMasterBalance(_ balance: Float) {
        master.balance = max(-1, min(1, balance))
        output.aim(master)
    }

    /// Four half bytes, the highest first.
    static func nibbles(_ message: SystemExclusiveBytes, at index: Int) -> Int {
        (0..<4).reduce(0) { $0 << 4 | Int(message[index + $1] & 15) }
    }
}

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
