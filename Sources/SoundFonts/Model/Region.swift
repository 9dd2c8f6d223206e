/// One way in which a preset sounds: an instrument zone under a preset zone, worked out in full.
///
/// Generators are the instrument's (its own zone's, else its global zone's, else the defaults) with the preset's
/// added, kept in their ranges. The modulators are the default ones, those of the font's `DMOD` chunk, the instrument's
/// and the preset's, by the rules of SoundFont 2.04, section 9.5: identical ones replace (instrument over default) or
/// add (preset onto instrument).
public struct Region: Sendable {
    /// Keys it answers to, 0…127.
    public var keys: ClosedRange<UInt8>
    /// Velocities it answers to, 0…127.
    public var velocities: ClosedRange<UInt8>
    /// A value for every generator.
    public var generators: GeneratorValues
    /// All modulators in force; those that feed others come before them.
    public var modulators: [Modulator]
    /// The sample, an index into `SoundFont.samples`.
    public var sample: Int

    /// Makes a region.
    public init(
        keys: ClosedRange<UInt8>, velocities: ClosedRange<UInt8>, generators: GeneratorValues,
        modulators: [Modulator], sample: Int
    ) {
        self.keys = keys
        self.velocities = velocities
        self.generators = generators
        self.modulators = modulators
        self.sample = sample
    }
}
