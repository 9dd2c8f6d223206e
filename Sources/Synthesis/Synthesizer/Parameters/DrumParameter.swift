/// What GS and XG let a piece set for each key of a drum part.
enum DrumParameter {
    case coarsePitch, finePitch, level, pan, reverbSend, chorusSend
    case cutoff, resonance, attack, decay

    /// The parameter of an NRPN's MSB, whose LSB is the key (Roland SC-55; Yamaha XG adds 14–17 and 19).
    init?(nonRegistered msb: UInt8) {
        switch msb {
        case 0x14: self = .cutoff
        case 0x15: self = .resonance
        case 0x16: self = .attack
        case 0x17: self = .decay
        case 0x18: self = .coarsePitch
        case 0x19: self = .finePitch
        case 0x1A: self = .level
        case 0x1C: self = .pan
        case 0x1D: self = .reverbSend
        case 0x1E: self = .chorusSend
        default: return nil
        }
    }

    /// The parameter of GS's drum set-up, address 41 mn rr.
    init?(gs number: UInt8) {
        switch number {
        case 1: self = .coarsePitch
        case 2: self = .level
        case 4: self = .pan
        case 5: self = .reverbSend
        case 6: self = .chorusSend
        default: return nil
        }
    }

    /// The parameter of XG's drum set-up, address 3n rr nn.
    init?(xg number: UInt8) {
        switch number {
        case 0: self = .coarsePitch
        case 1: self = .finePitch
        case 2: self = .level
        case 4: self = .pan
        case 5: self = .reverbSend
        case 6: self = .chorusSend
        case 0x0B: self = .cutoff
        case 0x0C: self = .resonance
        case 0x0D: self = .attack
        case 0x0E: self = .decay
        default: return nil
        }
    }
}
