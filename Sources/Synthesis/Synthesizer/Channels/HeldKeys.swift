/// Which keys of a channel are down, and in what order they were struck in mono mode.
struct HeldKeys {
    /// The most keys that mono mode remembers under the one that sounds; beyond them the oldest is forgotten.
    static let capacity = 16

    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var stack = InlineArray<16, (key: UInt8, velocity: UInt8)>(repeating: (0, 0))
    private var count = 0

    /// The key that mono mode sounds, −1 for none.
    var sounding: Int16 = -1
    /// The sounding key was let go while the pedal held it: it is let go on the instrument when the pedal is.
    var isPedalled = false

    /// A key is down that sounds by itself, not in mono mode.
    func isDown(_ key: Int) -> Bool { (key < 64 ? low : high) >> UInt64(key & 63) & 1 == 1 }

    mutating func setDown(_ key: Int, _ isDown: Bool) {
        let bit: UInt64 = 1 << UInt64(key & 63)
        if key < 64 { low = isDown ? low | bit : low & ~bit } else { high = isDown ? high | bit : high & ~bit }
    }

    /// The newest key that is still down in mono mode.
    var newest: (key: UInt8, velocity: UInt8)? { count > 0 ? stack[count - 1] : nil }

    mutating func push(_ key: Int, _ velocity: Int) {
        remove(key)
        if count == Self.capacity {
            for index in 1..<count { stack[index - 1] = stack[index] }
            count -= 1
        }
        stack[count] = (UInt8(truncatingIfNeeded: key), UInt8(truncatingIfNeeded: velocity))
        count += 1
    }

    mutating func remove(_ key: Int) {
        var kept = 0
        for index in 0..<count where Int(stack[index].key) != key {
            stack[kept] = stack[index]
            kept += 1
        }
        count = kept
    }

    /// Forgets what was struck in mono mode.
    mutating func forgetOrder() {
        count = 0
        sounding = -1
        isPedalled = false
    }

    /// Forgets all keys.
    mutating func clear() { self = HeldKeys() }
}
