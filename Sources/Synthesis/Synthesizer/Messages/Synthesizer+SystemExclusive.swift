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
