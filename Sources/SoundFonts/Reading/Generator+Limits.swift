extension Generator {
    /// The least and greatest value (SoundFont 2.04, section 8.1.3).
    ///
    /// Attenuation begins at −250 where the text says 0: Sound Blasters give the 10 dB of gain that this comes to (×0.4),
    /// SpessaSynth has the same limit, FluidSynth none before modulators are added, and fonts make use of it: MuseScore
    /// General's drums have −100 in their presets.
    ///
    /// Offsets of addresses have only the limits of 16 bits, since the sample decides what is possible. Those that may
    /// be left unsaid have −1 for it.
    public var limits: ClosedRange<Int32> {
        switch self {
        case .startAddressOffset, .startAddressCoarseOffset: 0...32_767
        case .endAddressOffset, .endAddressCoarseOffset: -32_768...0
        case .loopStartAddressOffset, .loopEndAddressOffset, .loopStartAddressCoarseOffset,
            .loopEndAddressCoarseOffset:
            -32_768...32_767
        case .modulationLFOToPitch, .vibratoLFOToPitch, .modulationEnvelopeToPitch, .modulationLFOToFilterCutoff,
            .modulationEnvelopeToFilterCutoff:
            -12_000...12_000
        case .filterCutoff: 1_500...13_500
        case .filterResonance: 0...960
        case .modulationLFOToVolume: -960...960
        case .chorusSend, .reverbSend, .modulationEnvelopeSustain: 0...1_000
        case .pan: -500...500
        case .modulationLFOFrequency, .vibratoLFOFrequency: -16_000...4_500
        case .modulationLFODelay, .vibratoLFODelay, .modulationEnvelopeDelay, .modulationEnvelopeHold,
            .volumeEnvelopeDelay, .volumeEnvelopeHold:
            -12_000...5_000
        case .modulationEnvelopeAttack, .modulationEnvelopeDecay, .modulationEnvelopeRelease, .volumeEnvelopeAttack,
            .volumeEnvelopeDecay, .volumeEnvelopeRelease:
            -12_000...8_000
        case .keyToModulationEnvelopeHold, .keyToModulationEnvelopeDecay, .keyToVolumeEnvelopeHold,
            .keyToVolumeEnvelopeDecay, .scaleTuning:
            self == .scaleTuning ? 0...1_200 : -1_200...1_200
        case .volumeEnvelopeSustain: 0...1_440
        case .attenuation: -250...1_440
        case .fixedKey, .fixedVelocity, .overridingRootKey: -1...127
        case .coarseTune: -120...120
        case .fineTune: -99...99
        case .sampleModes: 0...3
        case .exclusiveClass: 0...127
        case .instrument, .sample, .keyRange, .velocityRange: 0...65_535
        case .unused1, .unused2, .unused3, .unused4, .unused5, .reserved1, .reserved2, .reserved3: 0...0
        }
    }

    /// Whether it means nothing, so that a font that sets it says nothing.
    var isUnused: Bool {
        switch self {
        case .unused1, .unused2, .unused3, .unused4, .unused5, .reserved1, .reserved2, .reserved3: true
        default: false
        }
    }

    /// Whether only instruments may set it: what belongs to the sample, and what is put in another's place
    /// (SoundFont 2.04, section 8.1.2 and 8.5).
    var isForInstrumentsOnly: Bool {
        switch self {
        case .startAddressOffset, .endAddressOffset, .loopStartAddressOffset, .loopEndAddressOffset,
            .startAddressCoarseOffset, .endAddressCoarseOffset, .loopStartAddressCoarseOffset,
            .loopEndAddressCoarseOffset, .fixedKey, .fixedVelocity, .sample, .sampleModes, .exclusiveClass,
            .overridingRootKey:
            true
        default: false
        }
    }

    /// Whether a preset adds to it: all that have a value and are not only the instrument's.
    var isAdditive: Bool {
        switch self {
        case .instrument, .keyRange, .velocityRange: false
        default: !isUnused && !isForInstrumentsOnly
        }
    }

    /// Whether a modulator may move it: not what a note is chosen by, nor what is put in another's place.
    var canBeModulated: Bool {
        switch self {
        case .instrument, .sample, .keyRange, .velocityRange, .sampleModes, .exclusiveClass, .fixedKey, .fixedVelocity,
            .overridingRootKey:
            false
        default: !isUnused
        }
    }

    /// All that a preset adds to.
    static let additive = allCases.filter(\.isAdditive)
}

extension GeneratorValues {
    /// Nothing added to anything: what a preset's zone starts from.
    static let noOffsets: GeneratorValues = {
        var values = GeneratorValues()
        for generator in Generator.allCases { values[generator] = 0 }
        values[.keyRange] = 127 << 8
        values[.velocityRange] = 127 << 8
        return values
    }()

    /// Adds a preset's values.
    mutating func add(_ offsets: GeneratorValues) {
        for generator in Generator.additive { self[generator] += offsets[generator] }
    }

    /// Brings every value into its limits.
    ///
    /// Only the sum of instrument and preset is limited, so that a preset can undo what is too much in an instrument.
    /// Cents beyond ±99 become semitones: the pitch is the one that was meant.
    mutating func clamp() {
        let cents = self[.fineTune]
        if abs(cents) > 99 {
            self[.coarseTune] += cents / 100
            self[.fineTune] = cents % 100
        }
        for generator in Generator.allCases {
            let limits = generator.limits
            self[generator] = min(max(self[generator], limits.lowerBound), limits.upperBound)
        }
    }
}
