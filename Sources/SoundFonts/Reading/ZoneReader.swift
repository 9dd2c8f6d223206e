import Basics

/// Reads the zones of presets and instruments, as far as they are sound.
struct ZoneReader {
    let bytes: FontBytes
    var log = WarningLog()
    var budget = WorkBudget()

    init(_ bytes: FontBytes) { self.bytes = bytes }

    /// Reads the zones that stand in a range of bags.
    ///
    /// The first is the global one if it names no instrument or sample; its values and modulators hold for the others
    /// as far as they do not say otherwise (SoundFont 2.04, sections 7.3, 7.7 and 9.4).
    mutating func zones(
        in bags: Range<Int>, of tables: FontLayout.ZoneTables, level: ZoneLevel, base: Zone
    ) -> [Zone] {
        var base = base
        var zones: [Zone] = []
        for bag in bags {
            if budget.isLow { break }
            guard let zone = zone(bag, of: tables, level: level, base: base) else { continue }
            if zone.target != nil {
                zones.append(zone)
            } else if bag == bags.lowerBound {
                base = zone
            } else {
                log.add(
                    tables.bags.name, bag, at: tables.bags.byte(bag),
                    "the zone names no \(level.terminal); it is left out")
            }
        }
        return zones
    }

    private mutating func zone(
        _ bag: Int, of tables: FontLayout.ZoneTables, level: ZoneLevel, base: Zone
    ) -> Zone? {
        budget.spend(WorkBudget.zone)
        let place = tables.bags.byte(bag)
        let next = bag + 1 < tables.bags.count ? tables.bags.byte(bag + 1) : nil
        guard
            let generators = span(
                from: bytes.u16(place), to: next.map { bytes.u16($0) }, of: tables.generators, named: tables.bags, bag),
            let records = span(
                from: bytes.u16(place + 2), to: next.map { bytes.u16($0 + 2) }, of: tables.modulators,
                named: tables.bags, bag)
        else { return nil }
        var zone = base
        zone.bag = bag
        guard readGenerators(generators, of: tables.generators, level: level, into: &zone) else { return nil }
        let chains = readModulators(records, of: tables.modulators)
        if !chains.isEmpty {
            zone.chains = zone.chains.replaced(by: chains, budget: &budget)
            zone.modulators = zone.chains.flattened(limit: RegionResolver.modulatorLimit)
            budget.spend(zone.chains.count * WorkBudget.modulator)
        }
        return zone
    }

    /// The records from one index to another, as far as they are there; nil if the second is before the first.
    mutating func span(
        from first: UInt16, to last: UInt16?, of table: RecordTable, named owner: RecordTable, _ index: Int
    ) -> Range<Int>? {
        let first = Int(first)
        let last = last.map { Int($0) } ?? table.count
        if first == last { return 0..<0 }
        guard first < last, first < table.count else {
            log.add(
                owner.name, index, at: owner.byte(index),
                "its records \(first) to \(last) of \(table.count) in '\(table.name)' are not there; it is left out")
            return nil
        }
        if last > table.count {
            log.add(
                owner.name, index, at: owner.byte(index),
                "its records \(first) to \(last) go beyond the \(table.count) in '\(table.name)'; those are taken")
        }
        return first..<min(last, table.count)
    }

    /// Reads generators in the order that the specification asks for (section 8.1.2): the key range first, then the
    /// velocity range, the instrument or sample last. Ranges elsewhere are left out and so is all after the last.
    ///
    /// - Returns: false if the zone answers to nothing.
    private mutating func readGenerators(
        _ records: Range<Int>, of table: RecordTable, level: ZoneLevel, into zone: inout Zone
    ) -> Bool {
        budget.spend(records.count)
        var isAfterRanges = false
        var isAfterKeyRange = false
        for record in records {
            let place = table.byte(record)
            let number = bytes.u16(place)
            let isTooLate = isAfterRanges || (isAfterKeyRange && number == UInt16(Generator.keyRange.rawValue))
            // Numbers that are not known are for readers to come.
            guard let generator = UInt8(exactly: number).flatMap(Generator.init(rawValue:)), !generator.isUnused
            else {
                isAfterRanges = true
                continue
            }
            switch generator {
            case .keyRange, .velocityRange:
                if isTooLate {
                    log.add(table.name, record, at: place, "\(generator) stands too late in its zone; it is left out")
                } else {
                    guard let range = range(at: place + 2) else {
                        log.add(table.name, record, at: place, "\(generator) is backwards; its zone is left out")
                        return false
                    }
                    if generator == .keyRange { zone.keys = range } else { zone.velocities = range }
                    isAfterKeyRange = true
                    isAfterRanges = generator == .velocityRange
                }
                continue
            case level.terminal:
                zone.target = Int(bytes.u16(place + 2))
                if record + 1 < records.upperBound {
                    log.add(
                        table.name, record + 1, at: place + 4,
                        "left out \(counted(records.upperBound - record - 1, "generator")) after the \(generator)")
                }
                return true
            case .instrument, .sample:
                log.add(table.name, record, at: place, "\(generator) does not belong in a zone of the \(level.noun)")
            case _ where level == .preset && generator.isForInstrumentsOnly:
                log.add(table.name, record, at: place, "\(generator) is not for presets; it is left out")
            case .sampleModes:
                zone.values[generator] = Int32(bytes.u16(place + 2) & 3)
            default:
                zone.values[generator] = Int32(bytes.i16(place + 2))
            }
            isAfterRanges = true
        }
        return true
    }

    /// A range of keys or velocities, the lower in the first byte; above 127 there are none.
    private func range(at place: Int) -> ClosedRange<UInt8>? {
        let low = bytes.u8(place)
        let high = min(127, bytes.u8(place + 1))
        return low <= high ? low...high : nil
    }
}
