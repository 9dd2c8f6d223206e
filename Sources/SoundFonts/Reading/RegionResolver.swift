/// Works out the regions of one preset: each zone of an instrument under each zone of the preset.
struct RegionResolver {
    /// More regions of one preset are left out.
    static let regionLimit = 65_536
    /// More modulators of one region are left out.
    static let modulatorLimit = 256

    let font: SoundFont
    private var reader: ZoneReader
    private var instruments: [Int: [Zone]] = [:]
    private var regions: [Region] = []

    init(_ font: SoundFont) {
        self.font = font
        reader = ZoneReader(font.bytes)
    }

    mutating func resolve(zones bags: Range<Int>) -> (regions: [Region], warnings: [SoundFontWarning]) {
        let tables = font.layout.presetZones
        let zones = reader.zones(
            in: bags, of: tables, level: .preset, base: Zone(values: .noOffsets, chains: []))
        resolving: for zone in zones {
            guard let instrument = zone.target, let keys = zone.keys, let velocities = zone.velocities else {
                reader.log.add("pbag", at: tables.bags.start, "a zone of the preset answers to no key or velocity")
                continue
            }
            for part in parts(of: instrument) {
                reader.budget.spend(4)
                if reader.budget.isSpent || regions.count >= RegionResolver.regionLimit { break resolving }
                add(part, under: zone, keys: keys, velocities: velocities)
            }
        }
        if reader.budget.isSpent || regions.count >= RegionResolver.regionLimit {
            reader.log.add(
                "phdr", at: tables.bags.start,
                "the preset has more zones than can be used; \(regions.count) regions are taken")
        }
        return (regions, reader.log.warnings)
    }

    /// The zones of an instrument, read when it is first needed.
    private mutating func parts(of instrument: Int) -> [Zone] {
        if let zones = instruments[instrument] { return zones }
        var zones: [Zone] = []
        let headers = font.layout.instruments
        if instrument >= headers.count - 1 {
            reader.log.add(
                "pgen", at: font.layout.presetZones.generators.start,
                "there is no instrument \(instrument), only \(max(0, headers.count - 1)); the zone is left out")
        } else {
            let tables = font.layout.instrumentZones
            if let bags = reader.span(
                from: font.bytes.u16(headers.byte(instrument) + 20),
                to: font.bytes.u16(headers.byte(instrument + 1) + 20), of: tables.bags.withoutLast, named: headers,
                instrument)
            {
                zones = reader.zones(in: bags, of: tables, level: .instrument, base: font.instrumentBase)
            }
        }
        instruments[instrument] = zones
        return zones
    }

    private mutating func add(
        _ part: Zone, under zone: Zone, keys: ClosedRange<UInt8>, velocities: ClosedRange<UInt8>
    ) {
        guard let sample = part.target, sample < font.samples.count, !font.samples[sample].extent.isEmpty else {
            reader.log.add(
                "igen", at: font.layout.instrumentZones.generators.start,
                "a zone names sample \(part.target ?? -1), which cannot be used; it is left out")
            return
        }
        guard let ownKeys = part.keys, let ownVelocities = part.velocities else {
            reader.log.add(
                "ibag", at: font.layout.instrumentZones.bags.start,
                "a zone with sample \(sample) answers to no key or velocity; it is left out")
            return
        }
        guard let keys = keys.intersection(ownKeys), let velocities = velocities.intersection(ownVelocities) else {
            return
        }
        reader.budget.spend(WorkBudget.zone)
        var values = part.values
        values.add(zone.values)
        values.clamp()
        values[.keyRange] = Int32(keys.lowerBound) | Int32(keys.upperBound) << 8
        values[.velocityRange] = Int32(velocities.lowerBound) | Int32(velocities.upperBound) << 8
        values[.instrument] = Int32(zone.target ?? 0)
        values[.sample] = Int32(sample)
        regions.append(
            Region(
                keys: keys, velocities: velocities, generators: values,
                modulators: modulators(of: part, under: zone), sample: sample))
    }

    private mutating func modulators(of part: Zone, under zone: Zone) -> [Modulator] {
        var modulators = part.modulators
        if !zone.chains.isEmpty {
            modulators = part.chains.adding(zone.chains, budget: &reader.budget).flattened
            reader.budget.spend(modulators.count * WorkBudget.modulator)
        }
        if modulators.count > RegionResolver.modulatorLimit {
            reader.log.add(
                "imod", at: font.layout.instrumentZones.modulators.start,
                "\(modulators.count) modulators of one region; only \(RegionResolver.modulatorLimit) are taken")
            modulators = Array(modulators.prefix(RegionResolver.modulatorLimit))
        }
        return modulators
    }
}

extension RecordTable {
    /// The table without the record that marks its end.
    var withoutLast: RecordTable { RecordTable(self, count: max(0, count - 1)) }
}

extension ClosedRange<UInt8> {
    /// What both hold, if anything.
    func intersection(_ other: ClosedRange<UInt8>) -> ClosedRange<UInt8>? {
        let low = Swift.max(lowerBound, other.lowerBound)
        let high = Swift.min(upperBound, other.upperBound)
        return low <= high ? low...high : nil
    }
}
