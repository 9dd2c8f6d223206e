/// A modulator that moves a generator, with those that feed it.
///
/// Destinations among them are indices into `links`; feeders come first, the one that moves the generator is last.
struct ModulatorChain: Sendable {
    private(set) var links: [Modulator]

    /// A modulator that nothing feeds.
    init(_ modulator: Modulator) { links = [modulator] }

    /// Gathers what feeds a record of a zone, directly or not.
    ///
    /// - Parameter feeders: for each record that is fed, those that feed it.
    /// - Returns: the chain, and the records that it is made of.
    static func gathered(
        from root: Int, records: [ModulatorRecord?], feeders: [Int: [Int]]
    ) -> (chain: ModulatorChain, records: [Int]) {
        // Breadth first from the root puts each before its feeders; turned round, each comes after them. Every record
        // feeds only one other, so this is a tree and ends.
        var order = [root]
        var parents = [-1]
        var next = 0
        while next < order.count {
            for feeder in feeders[order[next]] ?? [] {
                order.append(feeder)
                parents.append(next)
            }
            next += 1
        }
        var links: [Modulator] = []
        links.reserveCapacity(order.count)
        for place in order.indices.reversed() {
            var modulator = records[order[place]]!.modulator
            if parents[place] >= 0 { modulator.destination = .modulator(order.count - 1 - parents[place]) }
            links.append(modulator)
        }
        return (ModulatorChain(links: links), order)
    }

    private init(links: [Modulator]) { self.links = links }

    /// Whether both have the same sources, destinations and transforms, whatever their amounts: what the specification
    /// calls identical (SoundFont 2.04, section 9.5.3).
    func isIdentical(to other: ModulatorChain) -> Bool {
        guard links.count == other.links.count else { return false }
        for place in links.indices.reversed() {
            var theirs = other.links[place]
            theirs.amount = links[place].amount
            if theirs != links[place] { return false }
        }
        return true
    }

    /// Whether it does nothing.
    var isIdle: Bool { links[links.count - 1].amount == 0 }

    /// Adds the amount of an identical one.
    mutating func add(_ other: ModulatorChain) {
        links[links.count - 1].amount += other.links[other.links.count - 1].amount
    }
}

extension [ModulatorChain] {
    /// Puts others on top: an identical one takes the place of what is there.
    func replaced(by others: [ModulatorChain], budget: inout WorkBudget) -> [ModulatorChain] {
        var result = self
        for other in others {
            budget.spend(result.count * other.links.count)
            if let place = result.firstIndex(where: { $0.isIdentical(to: other) }) {
                result[place] = other
            } else {
                result.append(other)
            }
        }
        return result
    }

    /// Adds a preset's: the amount of an identical one is added.
    ///
    /// Chains stay side by side, which comes to the same, as their outputs are added at the generator.
    func adding(_ others: [ModulatorChain], budget: inout WorkBudget) -> [ModulatorChain] {
        var result = self
        for other in others {
            budget.spend(result.count * other.links.count)
            if other.links.count == 1, let place = result.firstIndex(where: { $0.isIdentical(to: other) }) {
                result[place].add(other)
            } else {
                result.append(other)
            }
        }
        return result
    }

    /// All of them in one list, without those that do nothing, and without those that are too many.
    func flattened(limit: Int) -> [Modulator] {
        var result: [Modulator] = []
        for chain in self where !chain.isIdle && result.count + chain.links.count <= limit {
            let base = result.count
            for var link in chain.links {
                if case .modulator(let place) = link.destination { link.destination = .modulator(base + place) }
                result.append(link)
            }
        }
        return result
    }
}
