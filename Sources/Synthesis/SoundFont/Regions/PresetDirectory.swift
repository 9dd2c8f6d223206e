import SoundFonts

/// Finds the preset for a bank and program without allocating.
///
/// What a font does not have is replaced as usual: a variation by bank 0's sound of that program, then by any bank's;
/// a drum kit by the first of its family of eight, then by the standard kit (128:0), then by any kit; and all else by
/// 0:0, or the font's first preset.
final class PresetDirectory: Sendable {
    /// The bank of drum kits.
    static let drumBank: UInt16 = 128

    /// Bank and program in one number, rising, and the preset of each.
    private let keys: [UInt32]
    private let indices: [Int32]
    private let anyBank: [Int32]
    private let firstMelodic: Int32
    private let firstKit: Int32

    init(_ presets: [Preset]) {
        var first: [UInt32: Int32] = [:]
        for preset in presets {
            let key = Self.key(preset.bank, preset.program)
            if first[key] == nil { first[key] = Int32(preset.index) }
        }
        let sorted = first.sorted { $0.key < $1.key }
        keys = sorted.map(\.key)
        indices = sorted.map(\.value)
        var anyBank = [Int32](repeating: -1, count: 128)
        var (melodic, kit) = (Int32(-1), Int32(-1))
        for (key, index) in sorted {
            let isKit = key >> 8 == UInt32(Self.drumBank)
            let program = Int(key & 127)
            if !isKit, anyBank[program] < 0 { anyBank[program] = index }
            if !isKit, melodic < 0 { melodic = index }
            if isKit, kit < 0 { kit = index }
        }
        self.anyBank = anyBank
        firstMelodic = melodic >= 0 ? melodic : kit
        firstKit = kit >= 0 ? kit : melodic
    }

    /// The index of the preset to play; −1 only if the font has none.
    func preset(bank: UInt16, program: UInt8, isKit: Bool) -> Int {
        if isKit {
            return find(Self.drumBank, program) ?? find(Self.drumBank, program & 0x78) ?? find(Self.drumBank, 0)
                ?? Int(firstKit)
        }
        if let exact = find(bank, program) ?? find(0, program) { return exact }
        let other = anyBank[Int(program & 127)]
        return other >= 0 ? Int(other) : find(0, 0) ?? Int(firstMelodic)
    }

    private func find(_ bank: UInt16, _ program: UInt8) -> Int? {
        let wanted = Self.key(bank, program)
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == wanted ? Int(indices[low]) : nil
    }

    private static func key(_ bank: UInt16, _ program: UInt8) -> UInt32 { UInt32(bank) << 8 | UInt32(program) }
}
