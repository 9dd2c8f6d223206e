import Basics

/// Works out the regions of one preset: each zone of an instrument under each zone of the preset.
struct RegionResolver {
    /// More regions of one preset are left out.
    static let regionLimit = 65_536
    /// More modulators of one region are left out.
    static let modulatorLimit = 256

    private let font: SoundFont
    private let units: Int
    private var reader: ZoneReader
    private var instruments: [Int: [Zone]] = [:]
    private var regions: [Region] = []

    init(_ font: SoundFont, budget: WorkBudget = WorkBudget()) {
        self.font = font
        units = budget.left
        reader = ZoneReader(font.bytes)
        reader.budget = budget
    }

    /// Units of work that were done.
    var spent: Int { units - reader.budget.left }

    mutating func resolve(preset: Int) -> (regions: [Region], warnings: [SoundFontWarning]) {
        let tables = font.layout.presetZones
        let zones = reader.zones(
            in: font.presetList.zones[preset], of: tables, level: .preset, base: Zone(values: .noOffsets, chains: []))
        resolving: for zone in zones {
            for part in parts(of: zone.target ?? -1, for: zone) {
                reader.budget.spend(4)
                if reader.budget.isSpent || regions.count >= RegionResolver.regionLimit { break resolving }
                add(part, under: zone)
            }
        }
        var warnings = reader.log.warnings
        let record = font.presetList.records[preset]
        func warn(_ problem: String) {
            warnings.append(
                SoundFontWarning(
                    chunk: "phdr", index: record, byte: font.layout.presets.byte(record),
                    problem: "preset '\(font.presets[preset].name)': \(problem)"))
        }
        if reader.budget.isLow || regions.count >= RegionResolver.regionLimit {
            warn("it has more zones than can be used, and gets \(counted(regions.count, "region"))")
        }
        if reader.log.omitted > 0 { warn("its zones have \(counted(reader.log.omitted, "more warning"))") }
        return (regions, warnings)
    }

    /// The zones of an instrument that can sound, read when they are first needed.
    private mutating func parts(of instrument: Int, for zone: Zone) -> [Zone] {
        if let zones = instruments[instrument] { return zones }
        var zones: [Zone] = []
        let headers = font.layout.instruments.withoutLast
        let tables = font.layout.instrumentZones
        if !(0..<headers.count).contains(instrument) {
            let bags = font.layout.presetZones.bags
            reader.log.add(
                bags.name, zone.bag, at: bags.byte(zone.bag),
                "there is no instrument \(instrument), only \(headers.count); the zone is left out")
        } else if let bags = reader.span(
            from: font.bytes.u16(headers.byte(instrument) + 20),
            to: font.bytes.u16(font.layout.instruments.byte(instrument + 1) + 20), of: tables.bags.withoutLast,
            named: headers, instrument)
        {
            for zone in reader.zones(in: bags, of: tables, level: .instrument, base: font.instrumentBase) {
                if let sample = zone.target, font.samples.indices.contains(sample),
                    !font.samples[sample].extent.isEmpty
                {
                    zones.append(zone)
                } else {
                    reader.log.add(
                        tables.bags.name, zone.bag, at: tables.bags.byte(zone.bag),
                        "its sample \(zone.target ?? -1) cannot be used; the zone is left out")
                }
            }
        }
        instruments[instrument] = zones
        return zones
    }

    private mutating func add(_ part: Zone, under zone: Zone) {
        guard let keys = zone.keys.intersection(part.keys),
            let velocities = zone.velocities.intersection(part.velocities)
        else { return }
        reader.budget.spend(WorkBudget.zone)
        var values = part.values
        values.add(zone.values)
        values.clamp()
        values[.keyRange] = Int32(keys.lowerBound) | Int32(keys.upperBound) << 8
        values[.velocityRange] = Int32(velocities.lowerBound) | Int32(velocities.upperBound) << 8
        values[.instrument] = Int32(zone.target ?? 0)
        values[.sample] = Int32(part.target ?? 0)
        regions.append(
            Region(
                keys: keys, velocities: velocities, generators: values,
                modulators: modulators(of: part, under: zone), sample: part.target ?? 0))
    }

    private mutating func modulators(of part: Zone, under zone: Zone) -> [Modulator] {
        if zone.chains.isEmpty { return part.modulators }
        let chains = part.chains.adding(zone.chains, budget: &reader.budget)
        let modulators = chains.flattened(limit: RegionResolver.modulatorLimit)
        reader.budget.spend(chains.count * WorkBudget.modulator)
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
