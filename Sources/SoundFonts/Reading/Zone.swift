/// A zone of an instrument or a preset, with what its global zone says.
struct Zone: Sendable {
    /// Where its bag stands in the list.
    var bag = 0
    /// An instrument's values, or what a preset adds to them.
    var values: GeneratorValues
    /// An instrument's modulators with the default ones, or those that a preset adds.
    var chains: [ModulatorChain]
    /// The chains as one list, made once, so that regions share it.
    var modulators: [Modulator]
    /// The sample or instrument; a global zone has none.
    var target: Int?
    /// The keys it answers to.
    var keys: ClosedRange<UInt8> = 0...127
    /// The velocities it answers to.
    var velocities: ClosedRange<UInt8> = 0...127

    /// What a zone starts from.
    init(values: GeneratorValues, chains: [ModulatorChain]) {
        self.values = values
        self.chains = chains
        modulators = chains.flattened(limit: RegionResolver.modulatorLimit)
    }
}

/// Preset or instrument: what a zone belongs to decides what it may say.
enum ZoneLevel: Sendable {
    case preset
    case instrument

    var terminal: Generator { self == .preset ? .instrument : .sample }
    var noun: String { self == .preset ? "preset" : "instrument" }
}
