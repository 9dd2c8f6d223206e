/// Changes bytes at random, the same for the same seed.
struct Mutator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A copy with one to eight changes.
    mutating func mutated(_ seed: [UInt8]) -> [UInt8] {
        var bytes = seed
        // Where the tables start: most of what can go wrong stands there.
        let tables = Mutator.places(of: "pdta", in: bytes).first ?? 0
        for _ in 0...Int.random(in: 0..<8, using: &self) where bytes.count > 64 {
            let isInTables = Int.random(in: 0..<4, using: &self) > 0
            let place = Int.random(in: (isInTables && tables < bytes.count ? tables : 0)..<bytes.count, using: &self)
            change(&bytes, at: place)
        }
        return bytes
    }

    private static let extremes16: [UInt16] = [0, 1, 0x7F, 0x80, 0x7FFF, 0x8000, 0x8001, 0xFFFE, 0xFFFF]
    private static let extremes32: [UInt32] = [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF, 0x10000]
    private static let chunks = [
        "LIST", "ifil", "DMOD", "smpl", "sm24", "phdr", "pbag", "pmod", "pgen", "inst", "ibag", "imod", "igen", "shdr",
    ]

    private mutating func change(_ bytes: inout [UInt8], at place: Int) {
        switch Int.random(in: 0..<16, using: &self) {
        case 0...4: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
        case 5...6: bytes[place] = UInt8.random(in: 0...255, using: &self)
        case 7...8: put(word(Mutator.extremes16.randomElement(using: &self)!), into: &bytes, at: place & ~1)
        case 9: put(word(UInt16.random(in: 0...64, using: &self)), into: &bytes, at: place & ~1)
        case 10...11: put(long(Mutator.extremes32.randomElement(using: &self)!), into: &bytes, at: place & ~1)
        case 12:
            // The length of a chunk.
            let places = Mutator.places(of: Mutator.chunks.randomElement(using: &self)!, in: bytes)
            guard let chunk = places.randomElement(using: &self), chunk + 8 <= bytes.count else { return }
            let old = UInt32(bytes[chunk + 4]) | UInt32(bytes[chunk + 5]) << 8
            let new =
                Bool.random(using: &self)
                ? Mutator.extremes32.randomElement(using: &self)!
                : old &+ UInt32(bitPattern: Int32.random(in: -50...50, using: &self))
            put(long(new), into: &bytes, at: chunk + 4)
        case 13:
            // A piece taken out or doubled.
            let end = min(bytes.count, place + Int.random(in: 1...64, using: &self))
            if Bool.random(using: &self) {
                bytes.removeSubrange(place..<end)
            } else {
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            }
        case 14: if Int.random(in: 0..<4, using: &self) == 0 { bytes.removeSubrange(place...) }
        default:
            // A piece of somewhere else.
            let from = Int.random(in: 0..<bytes.count, using: &self)
            let count = min(Int.random(in: 1...46, using: &self), bytes.count - max(from, place))
            put(Array(bytes[from..<from + count]), into: &bytes, at: place)
        }
    }

    private func put(_ new: [UInt8], into bytes: inout [UInt8], at place: Int) {
        for (offset, byte) in new.enumerated() where place + offset < bytes.count { bytes[place + offset] = byte }
    }

    private static func places(of name: String, in bytes: [UInt8]) -> [Int] {
        let name = Array(name.utf8)
        guard bytes.count >= 4 else { return [] }
        return (0...bytes.count - 4).filter { place in
            bytes[place] == name[0] && bytes[place + 1] == name[1] && bytes[place + 2] == name[2]
                && bytes[place + 3] == name[3]
        }
    }
}
