import SoundFonts

/// A region laid out for the audio thread: a trivial value, nothing in it is counted.
struct PlayableRegion {
    /// Whether and when the sample loops.
    enum Looping: UInt8 { case never, always, untilRelease }

    /// Every generator's value; the attenuation is scaled by `attenuationScale`.
    var generators: InlineArray<60, Float>
    /// The modulators in force.
    var modulators: UnsafePointer<CompiledModulator>
    var modulatorCount: Int32
    /// What moves them.
    var listens: ControllerSet
    var lowestKey: UInt8
    var highestKey: UInt8
    var lowestVelocity: UInt8
    var highestVelocity: UInt8
    /// The key and velocity that count whatever was struck; −1 for none.
    var fixedKey: Int16
    var fixedVelocity: Int16
    /// The key at which the sample has its own pitch, and the cents that bring it to the key's.
    var rootKey: Float
    var correction: Float
    /// Frames of the sample a frame of output, at its own pitch.
    var rateRatio: Double
    var exclusiveClass: UInt16
    var looping: Looping
    /// Whether its sound dies away by itself while the key is held, as struck and plucked strings do: the envelope
    /// falls by 60 dB or more, or the sample ends. Only such sounds have dampers for a pedal to lift by degrees.
    var rings: Bool
    /// Whether its generators alone make a filter necessary.
    var filters: Bool

    /// What the attenuation that zones set is multiplied by.
    ///
    /// The EMU8000 and 10K1, for which the format was made, lowered the sound by 0.4 of what the generator says, and
    /// fonts were balanced by ear on them. FluidSynth, SpessaSynth and BASSMIDI do the same; what modulators add (the
    /// velocity, volume and expression) counts in full, there and here.
    static let attenuationScale: Float = 0.4

    /// Lays out a region.
    ///
    /// - Parameter modulators: its modulators compiled, in memory that outlives it.
    init(
        _ region: Region, header: SampleHeader, modulators: UnsafePointer<CompiledModulator>, count: Int,
        sampleRate: Double
    ) {
        generators = InlineArray(repeating: 0)
        for generator in Generator.allCases {
            generators[Int(generator.rawValue)] = Float(region.generators[generator])
        }
        generators[Int(Generator.attenuation.rawValue)] *= Self.attenuationScale
        self.modulators = modulators
        modulatorCount = Int32(count)
        listens = ControllerSet()
        for index in 0..<count {
            listens.insert(modulators[index].source)
            listens.insert(modulators[index].amountSource)
        }
        (lowestKey, highestKey) = (region.keys.lowerBound, region.keys.upperBound)
        (lowestVelocity, highestVelocity) = (region.velocities.lowerBound, region.velocities.upperBound)
        fixedKey = Int16(truncatingIfNeeded: region.generators[.fixedKey])
        fixedVelocity = Int16(truncatingIfNeeded: region.generators[.fixedVelocity])
        let override = region.generators[.overridingRootKey]
        rootKey = (0...127).contains(override) ? Float(override) : Float(header.rootKey)
        correction = Float(header.pitchCorrection)
        rateRatio = Double(header.sampleRate) / sampleRate
        exclusiveClass = UInt16(truncatingIfNeeded: region.generators[.exclusiveClass])
        looping =
            switch region.generators[.sampleModes] & 3 {
            case 1: .always
            case 3: .untilRelease
            default: .never
            }
        rings = region.generators[.volumeEnvelopeSustain] >= 600 || looping == .never
        filters =
            region.generators[.filterCutoff] < 13_500 || region.generators[.filterResonance] > 0
            || region.generators[.modulationLFOToFilterCutoff] != 0
            || region.generators[.modulationEnvelopeToFilterCutoff] < 0
    }

    /// Tenths of a percent to the right.
    @inline(__always)
    var pan: Float { generators[Int(Generator.pan.rawValue)] }

    /// The key whose pitch sounds.
    @inline(__always)
    func sounding(key: UInt8) -> UInt8 { fixedKey >= 0 ? UInt8(min(127, fixedKey)) : key }

    /// Whether it answers to a stroke.
    @inline(__always)
    func answers(key: Int, velocity: Int) -> Bool {
        key >= Int(lowestKey) && key <= Int(highestKey) && velocity >= Int(lowestVelocity)
            && velocity <= Int(highestVelocity)
    }
}
