import SoundFonts

/// What GS and XG let a piece move in a part's tone, by NRPN 01 nn or by a message for the part: −64…63, of which GS
/// names −50…50.
///
/// Roland says only "relative change". The steps here are such that the ends do what the ends of the sound controllers
/// 71…78 do: four octaves of cut-off, 24 dB of resonance, an octave of vibrato's rate and 50 cents of its depth, times
/// 8 times longer or shorter, the attack 32 times.
enum ToneParameter: Int {
    case vibratoRate, vibratoDepth, vibratoDelay, cutoff, resonance, attack, decay, release

    /// The parameter of an NRPN's LSB (Roland SC-55, "MIDI implementation", NRPN 01 nn).
    init?(nonRegistered lsb: UInt8) {
        switch lsb {
        case 0x08: self = .vibratoRate
        case 0x09: self = .vibratoDepth
        case 0x0A: self = .vibratoDelay
        case 0x20: self = .cutoff
        case 0x21: self = .resonance
        case 0x63: self = .attack
        case 0x64: self = .decay
        case 0x66: self = .release
        default: return nil
        }
    }

    /// One or two generators, −1 for none, and their units a step.
    var generators: (first: Int, second: Int, scale: Float) {
        switch self {
        case .vibratoRate: Self.pair(.vibratoLFOFrequency, nil, 18.75)
        case .vibratoDepth: Self.pair(.vibratoLFOToPitch, nil, 0.781_25)
        case .vibratoDelay: Self.pair(.vibratoLFODelay, nil, 56.25)
        case .cutoff: Self.pair(.filterCutoff, nil, 75)
        case .resonance: Self.pair(.filterResonance, nil, 3.75)
        case .attack: Self.pair(.volumeEnvelopeAttack, .modulationEnvelopeAttack, 93.75)
        case .decay: Self.pair(.volumeEnvelopeDecay, .modulationEnvelopeDecay, 56.25)
        case .release: Self.pair(.volumeEnvelopeRelease, .modulationEnvelopeRelease, 56.25)
        }
    }

    private static func pair(_ first: Generator, _ second: Generator?, _ scale: Float) -> (Int, Int, Float) {
        (Int(first.rawValue), second.map { Int($0.rawValue) } ?? -1, scale)
    }

    /// Adds what some steps come to to the generators' values.
    func add(_ steps: Int8, to values: UnsafeMutablePointer<Float>) {
        guard steps != 0 else { return }
        let (first, second, scale) = generators
        values[first] += Float(steps) * scale
        if second >= 0 { values[second] += Float(steps) * scale }
    }

    /// What all parameters together add to a generator.
    static func offset(_ tone: borrowing InlineArray<8, Int8>, _ generator: Int) -> Float {
        for index in 0..<8 {
            guard tone[index] != 0, let parameter = ToneParameter(rawValue: index) else { continue }
            let (first, second, scale) = parameter.generators
            if first == generator || second == generator { return Float(tone[index]) * scale }
        }
        return 0
    }
}
