import SoundFonts

/// The generators that SoundFont NRPNs (MSB 120) reach, and the units of each that one step of data entry is worth
/// (SoundFont 2.04, section 9.6.3; FluidSynth has the same table).
enum SoundFontParameter {
    /// Units a step; nil for generators that cannot be moved: ranges, samples, classes and keys.
    static func scale(_ generator: Int) -> Float? {
        guard let generator = UInt8(exactly: generator).flatMap(Generator.init(rawValue:)) else { return nil }
        switch generator {
        case .modulationLFOFrequency, .vibratoLFOFrequency:
            return 4
        case .modulationLFOToPitch, .vibratoLFOToPitch, .modulationEnvelopeToPitch, .filterCutoff,
            .modulationLFOToFilterCutoff, .modulationEnvelopeToFilterCutoff, .modulationLFODelay, .vibratoLFODelay,
            .modulationEnvelopeDelay, .modulationEnvelopeAttack, .modulationEnvelopeHold, .modulationEnvelopeDecay,
            .modulationEnvelopeRelease, .volumeEnvelopeDelay, .volumeEnvelopeAttack, .volumeEnvelopeHold,
            .volumeEnvelopeDecay, .volumeEnvelopeRelease:
            return 2
        case .unused1, .unused2, .unused3, .unused4, .unused5, .reserved1, .reserved2, .reserved3, .instrument,
            .sample, .keyRange, .velocityRange, .fixedKey, .fixedVelocity, .sampleModes, .exclusiveClass,
            .overridingRootKey:
            return nil
        default:
            return 1
        }
    }
}
