/// What a zone of a SoundFont sets: the generators of SoundFont 2.04, section 8.1.
///
/// Times are in timecents (1200·log₂ s), pitches in cents, frequencies in absolute cents (8.176 Hz·2^(c/1200)),
/// attenuations in centibels unless a case says otherwise.
public enum Generator: UInt8, Sendable, CaseIterable {
    /// Frames added to the sample's start.
    case startAddressOffset = 0
    /// Frames added to the sample's end.
    case endAddressOffset = 1
    /// Frames added to the start of the loop.
    case loopStartAddressOffset = 2
    /// Frames added to the end of the loop.
    case loopEndAddressOffset = 3
    /// Units of 32,768 frames added to the sample's start.
    case startAddressCoarseOffset = 4
    /// Cents that the modulation LFO bends the pitch at its peak.
    case modulationLFOToPitch = 5
    /// Cents that the vibrato LFO bends the pitch at its peak.
    case vibratoLFOToPitch = 6
    /// Cents that the modulation envelope bends the pitch at its peak.
    case modulationEnvelopeToPitch = 7
    /// Cut-off of the low-pass filter.
    case filterCutoff = 8
    /// Height of the filter's resonance above its gain at 0 Hz.
    case filterResonance = 9
    /// Cents that the modulation LFO moves the cut-off at its peak.
    case modulationLFOToFilterCutoff = 10
    /// Cents that the modulation envelope moves the cut-off at its peak.
    case modulationEnvelopeToFilterCutoff = 11
    /// Units of 32,768 frames added to the sample's end.
    case endAddressCoarseOffset = 12
    /// Centibels that the modulation LFO moves the level at its peak.
    case modulationLFOToVolume = 13
    case unused1 = 14
    /// Tenths of a percent of the sound that go to the chorus.
    case chorusSend = 15
    /// Tenths of a percent of the sound that go to the reverb.
    case reverbSend = 16
    /// Tenths of a percent from the centre: −500 left, 500 right.
    case pan = 17
    case unused2 = 18
    case unused3 = 19
    case unused4 = 20
    /// Time before the modulation LFO starts.
    case modulationLFODelay = 21
    /// Frequency of the modulation LFO.
    case modulationLFOFrequency = 22
    /// Time before the vibrato LFO starts.
    case vibratoLFODelay = 23
    /// Frequency of the vibrato LFO.
    case vibratoLFOFrequency = 24
    case modulationEnvelopeDelay = 25
    case modulationEnvelopeAttack = 26
    case modulationEnvelopeHold = 27
    case modulationEnvelopeDecay = 28
    /// Tenths of a percent below the peak.
    case modulationEnvelopeSustain = 29
    case modulationEnvelopeRelease = 30
    /// Timecents a key that the hold time shrinks above key 60.
    case keyToModulationEnvelopeHold = 31
    /// Timecents a key that the decay time shrinks above key 60.
    case keyToModulationEnvelopeDecay = 32
    case volumeEnvelopeDelay = 33
    case volumeEnvelopeAttack = 34
    case volumeEnvelopeHold = 35
    case volumeEnvelopeDecay = 36
    /// Centibels below the peak.
    case volumeEnvelopeSustain = 37
    case volumeEnvelopeRelease = 38
    case keyToVolumeEnvelopeHold = 39
    case keyToVolumeEnvelopeDecay = 40
    /// The instrument that a preset zone plays.
    case instrument = 41
    case reserved1 = 42
    /// Keys a zone answers to: low byte lowest, high byte highest.
    case keyRange = 43
    /// Velocities a zone answers to: low byte lowest, high byte highest.
    case velocityRange = 44
    /// Units of 32,768 frames added to the start of the loop.
    case loopStartAddressCoarseOffset = 45
    /// The key that sounds whatever key was struck.
    case fixedKey = 46
    /// The velocity that counts whatever the stroke.
    case fixedVelocity = 47
    /// Centibels that the level is lowered by.
    case attenuation = 48
    case reserved2 = 49
    /// Units of 32,768 frames added to the end of the loop.
    case loopEndAddressCoarseOffset = 50
    /// Semitones.
    case coarseTune = 51
    /// Cents.
    case fineTune = 52
    /// The sample that an instrument zone plays.
    case sample = 53
    /// How the sample loops: 0 and 2 not at all, 1 all the time, 3 while the key is held.
    case sampleModes = 54
    case reserved3 = 55
    /// Cents a key.
    case scaleTuning = 56
    /// Notes of the same class on a channel end each other; 0 is none.
    case exclusiveClass = 57
    /// The key at which the sample has its own pitch; −1 leaves it to the sample's header.
    case overridingRootKey = 58
    case unused5 = 59

    /// How many there are.
    public static let count = 60
}

/// A value for every generator.
public struct GeneratorValues: Sendable {
    private var values: InlineArray<60, Int32>

    /// The defaults of SoundFont 2.04, section 8.1.3.
    public init() {
        values = InlineArray(repeating: 0)
        self[.filterCutoff] = 13_500
        self[.modulationLFODelay] = -12_000
        self[.vibratoLFODelay] = -12_000
        for time: Generator in [
            .modulationEnvelopeDelay, .modulationEnvelopeAttack, .modulationEnvelopeHold, .modulationEnvelopeDecay,
            .modulationEnvelopeRelease, .volumeEnvelopeDelay, .volumeEnvelopeAttack, .volumeEnvelopeHold,
            .volumeEnvelopeDecay, .volumeEnvelopeRelease,
        ] {
            self[time] = -12_000
        }
        self[.keyRange] = 127 << 8
        self[.velocityRange] = 127 << 8
        self[.fixedKey] = -1
        self[.fixedVelocity] = -1
        self[.scaleTuning] = 100
        self[.overridingRootKey] = -1
    }

    /// The value of one generator.
    public subscript(generator: Generator) -> Int32 {
        get { values[Int(generator.rawValue)] }
        set { values[Int(generator.rawValue)] = newValue }
    }
}
