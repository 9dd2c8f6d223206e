/// The rules by which bank and program select a sound; a reset message of a piece changes them.
public enum MIDIStandard: String, Sendable, CaseIterable {
    /// General MIDI 1: no banks.
    case gm
    /// General MIDI 2: bank MSB 121 is melodic and 120 a drum part, the LSB is the variation (GM 2, section 3.3.1).
    case gm2
    /// Roland's GS: the bank MSB is the variation; the LSB, which chooses the sounds of an SC-55 or SC-88 on a newer
    /// machine (SC-88Pro manual, page 127), is ignored.
    ///
    /// The default, because SoundFonts are laid out so: their banks are variations of bank 0, and most files without a
    /// reset were made for such instruments. FluidSynth's default is the same.
    case gs
    /// Yamaha's XG: bank MSB 127 is a drum part on any channel, 126 one of sound effects, 64 is for single effects, and
    /// 0 has its variations in the LSB; no others are used (XG specification, "Bank Select MSB/LSB"). With 127 the LSB
    /// counts as 0, and a bank counts from the next program change on.
    ///
    /// Channel 10 stays a drum part whatever its bank, until a part mode says otherwise: more files select bank 0 on
    /// every channel than want a melody there. SpessaSynth does the same.
    case xg
    /// The MMA's own reading: MSB · 128 + LSB is the bank.
    case mma
}

/// What a bank select comes to.
struct BankChoice: Equatable {
    /// The bank of a SoundFont: 128 holds drum kits.
    var bank: UInt16
    var isPercussion: Bool

    /// The bank of drum kits (SoundFont 2.04, section 7.2).
    static let drums: UInt16 = 128

    /// Applies a standard's rules.
    ///
    /// - Parameters:
    ///   - msb: controller 0.
    ///   - lsb: controller 32.
    ///   - isDrumPart: whether the channel is a drum part by its number or by a message.
    ///   - current: what the channel has, which bank numbers without a meaning leave as it is.
    init(_ standard: MIDIStandard, msb: UInt8, lsb: UInt8, isDrumPart: Bool, current: BankChoice) {
        self.init(bank: isDrumPart ? Self.drums : 0, isPercussion: isDrumPart)
        switch standard {
        case .gm:
            break
        case .gs:
            // Kits are chosen by program; variations of kits exist on few machines and in few fonts.
            if !isDrumPart { bank = UInt16(msb) }
        case .gm2:
            switch msb {
            case 121: self.init(bank: UInt16(lsb), isPercussion: false)
            case 120: self.init(bank: Self.drums, isPercussion: true)
            default: self = current
            }
        case .xg:
            switch msb {
            case 126, 127: self.init(bank: Self.drums, isPercussion: true)
            case _ where isDrumPart: break
            case 64: self.init(bank: 64, isPercussion: false)
            case 0: self.init(bank: UInt16(lsb), isPercussion: false)
            default: self.init(bank: UInt16(msb), isPercussion: false)
            }
        case .mma:
            if !isDrumPart { bank = UInt16(msb) << 7 | UInt16(lsb) }
        }
    }

    init(bank: UInt16, isPercussion: Bool) {
        self.bank = bank
        self.isPercussion = isPercussion
    }
}
