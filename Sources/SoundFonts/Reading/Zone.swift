/// A zone of an instrument or a preset, with what its global zone says.
struct Zone: Sendable {
    /// An instrument's values, or what a preset adds to them.
    var values: GeneratorValues
    /// An instrument's modulators with the default ones, or those that a preset adds.
    var chains: [ModulatorChain]
    /// The chains as one list, made once, so that regions share it.
    var modulators: [Modulator]
    /// The sample or instrument; a global zone has none.
    var target: Int?

    /// What a zone starts from.
    init(values: GeneratorValues, chains: [ModulatorChain]) {
        self.values = values
        self.chains = chains
        modulators = chains.flattened
    }

    /// The keys it answers to; nil if there are none.
    var keys: ClosedRange<UInt8>? { Zone.range(values[.keyRange]) }
    /// The velocities it answers to; nil if there are none.
    var velocities: ClosedRange<UInt8>? { Zone.range(values[.velocityRange]) }

    private static func range(_ value: Int32) -> ClosedRange<UInt8>? {
        let low = UInt8(truncatingIfNeeded: value)
        let high = min(127, UInt8(truncatingIfNeeded: value >> 8))
        return low <= high ? low...high : nil
    }
}

/// Preset or instrument: what a zone belongs to decides what it may say.
enum ZoneLevel: Sendable {
    case preset
    case instrument

    var terminal: Generator { self == .preset ? .instrument : .sample }
    var noun: String { self == .preset ? "preset" : "instrument" }
}
