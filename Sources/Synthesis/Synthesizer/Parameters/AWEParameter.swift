import SoundFonts

#if canImport(Glibc)
    import Glibc
#endif

/// The NRPNs of the Sound Blaster AWE32 (MSB 127), by the table in its developers' information pack and its FAQ,
/// section H.
///
/// They replace what the font says, but for the pitch, which they add to. For the filter the table gives steps of 62 Hz
/// from 100 to 8000 Hz and sixteen resonances; the cards do otherwise, and so does this: S. Christian Collins measured
/// on an Audigy 2 (Filter NRPN Test, 2025) cut-offs in equal steps of pitch, as 910 Hz at 64, and 19.84 dB of
/// resonance in equal steps. FluidSynth has followed the same measurement since 2.4.4.
enum AWEParameter {
    /// A generator's new value, in its units.
    struct Setting {
        var generator: Int
        var value: Float
        /// Added instead of put in place.
        var isOffset = false
    }

    /// What a parameter (NRPN LSB 0…26) does with a value, data entry less 8192; nil for others.
    static func setting(_ number: Int, value: Int) -> Setting? {
        let v = Float(value)
        switch number {
        case 0: return time(.modulationLFODelay, v, 0.004, upTo: 5_900)
        case 1: return frequency(.modulationLFOFrequency, v)
        case 2: return time(.vibratoLFODelay, v, 0.004, upTo: 5_900)
        case 3: return frequency(.vibratoLFOFrequency, v)
        case 4: return time(.modulationEnvelopeDelay, v, 0.004, upTo: 5_900)
        case 5: return time(.modulationEnvelopeAttack, v, 0.001, upTo: 5_940)
        case 6: return time(.modulationEnvelopeHold, v, 0.001, upTo: 8_191)
        case 7: return time(.modulationEnvelopeDecay, v, 0.004, upTo: 5_940)
        case 8: return linear(.modulationEnvelopeSustain, v, 7.5, 0...127)
        case 9: return time(.modulationEnvelopeRelease, v, 0.004, upTo: 5_940)
        case 10: return time(.volumeEnvelopeDelay, v, 0.004, upTo: 5_900)
        case 11: return time(.volumeEnvelopeAttack, v, 0.001, upTo: 5_940)
        case 12: return time(.volumeEnvelopeHold, v, 0.001, upTo: 8_191)
        case 13: return time(.volumeEnvelopeDecay, v, 0.004, upTo: 5_940)
        case 14: return linear(.volumeEnvelopeSustain, v, 7.5, 0...127)
        case 15: return time(.volumeEnvelopeRelease, v, 0.004, upTo: 5_940)
        case 16: return Setting(generator: Int(Generator.fineTune.rawValue), value: v, isOffset: true)
        case 17: return linear(.modulationLFOToPitch, v, 9.375, -127...127)
        case 18: return linear(.vibratoLFOToPitch, v, 9.375, -127...127)
        case 19: return linear(.modulationEnvelopeToPitch, v, 9.375, -127...127)
        case 20: return linear(.modulationLFOToVolume, v, 1.875, 0...127)
        case 21:
            // From 100 Hz to 8 kHz.
            return Setting(.filterCutoff, absoluteCents(100 * exp2f(log2f(80) * min(127, max(0, v)) / 127)))
        case 22: return linear(.filterResonance, v, 1.562_5, 0...127)
        case 23: return linear(.modulationLFOToFilterCutoff, v, 56.25, -64...63)
        case 24: return linear(.modulationEnvelopeToFilterCutoff, v, 56.25, -127...127)
        case 25: return linear(.chorusSend, v, 1_000 / 255, 0...255)
        case 26: return linear(.reverbSend, v, 1_000 / 255, 0...255)
        default: return nil
        }
    }

    /// Steps of seconds in timecents; none at all is the shortest time there is.
    private static func time(_ generator: Generator, _ value: Float, _ step: Float, upTo limit: Float) -> Setting {
        let seconds = min(limit, max(0, value)) * step
        return Setting(generator, seconds > 0 ? max(-12_000, 1_200 * log2f(seconds)) : -12_000)
    }

    /// Steps of 0.084 Hz.
    private static func frequency(_ generator: Generator, _ value: Float) -> Setting {
        let hertz = min(127, max(0, value)) * 0.084
        return Setting(generator, hertz > 0 ? absoluteCents(hertz) : -16_000)
    }

    private static func linear(
        _ generator: Generator, _ value: Float, _ step: Float, _ range: ClosedRange<Float>
    ) -> Setting {
        Setting(generator, min(range.upperBound, max(range.lowerBound, value)) * step)
    }

    /// Cents above key 0 of 440 Hz tuning (SoundFont 2.04, section 9.1).
    private static func absoluteCents(_ hertz: Float) -> Float { 6_900 + 1_200 * log2f(hertz / 440) }
}

extension AWEParameter.Setting {
    fileprivate init(_ generator: Generator, _ value: Float) {
        self.init(generator: Int(generator.rawValue), value: value)
    }
}
