extension ZoneReader {
    /// More modulators in one zone are left out; rich fonts have some dozens.
    static let modulatorLimit = 128

    /// Reads the modulators of a zone, puts those that feed others with them, and drops what leads nowhere.
    mutating func readModulators(_ span: Range<Int>, of table: RecordTable) -> [ModulatorChain] {
        if span.isEmpty { return [] }
        var span = span
        if span.count > ZoneReader.modulatorLimit {
            log.add(
                table.name, span.lowerBound, at: table.byte(span.lowerBound),
                "\(span.count) modulators in one zone; only \(ZoneReader.modulatorLimit) are taken")
            span = span.prefix(ZoneReader.modulatorLimit)
        }
        budget.spend(span.count * WorkBudget.modulator)
        var records: [ModulatorRecord?] = span.map { record in
            do throws(ModulatorRecord.Fault) {
                return try ModulatorRecord(at: table.byte(record), of: bytes)
            } catch {
                log.add(
                    table.name, record, at: table.byte(record), "the modulator is left out: \(error.problem)")
                return nil
            }
        }
        func drop(_ index: Int, _ reason: String) {
            records[index] = nil
            let record = span.lowerBound + index
            log.add(table.name, record, at: table.byte(record), "the modulator is left out: \(reason)")
        }
        var feeders: [Int: [Int]] = [:]
        for index in records.indices {
            guard let target = records[index]?.feeds else { continue }
            if records.indices.contains(target), records[target]?.modulator.source.controller == .link {
                feeders[target, default: []].append(index)
            } else {
                drop(index, "it feeds modulator \(target) of its zone, which takes no other's output")
            }
        }
        // A link that nothing feeds is nothing; so then may be what it feeds.
        var unfed = records.indices.filter { records[$0]?.modulator.source.controller == .link && feeders[$0] == nil }
        while let index = unfed.popLast() {
            let target = records[index]?.feeds
            drop(index, "no other feeds it")
            if let target {
                feeders[target]?.removeAll { $0 == index }
                if feeders[target]?.isEmpty == true {
                    feeders[target] = nil
                    unfed.append(target)
                }
            }
        }
        var chains: [ModulatorChain] = []
        var linked: Set<Int> = []
        for index in records.indices {
            guard let record = records[index], record.feeds == nil else { continue }
            if feeders[index] == nil {
                chains.append(ModulatorChain(record.modulator))
            } else {
                let gathered = ModulatorChain.gathered(from: index, records: records, feeders: feeders)
                linked.formUnion(gathered.records)
                chains.append(gathered.chain)
            }
        }
        // What no generator is at the end of goes round in circles.
        for index in records.indices where records[index]?.feeds != nil && !linked.contains(index) {
            drop(index, "it feeds itself, if only through others")
        }
        return chains
    }
}
