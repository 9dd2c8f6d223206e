/// Tempo over time: turns ticks into seconds and back.
public struct TempoMap: Sendable, Equatable {
    /// A tempo from a tick on.
    public struct Change: Sendable, Hashable {
        /// From when, in ticks.
        public var tick: Int
        /// Microseconds in a quarter note, at least 1.
        public var microsecondsPerQuarter: Int

        /// Makes a tempo change.
        public init(tick: Int, microsecondsPerQuarter: Int) {
            self.tick = tick
            self.microsecondsPerQuarter = microsecondsPerQuarter
        }
    }

    /// Ticks in a quarter note.
    public let ticksPerQuarter: Int
    /// The changes in ascending order; before the first, 120 quarters a minute.
    public private(set) var changes: [Change]
    private var startMicroseconds: [Double]

    /// Makes a map; of several changes at one tick the last wins.
    public init(ticksPerQuarter: Int, changes: [Change] = []) {
        self.ticksPerQuarter = max(1, ticksPerQuarter)
        var kept: [Change] = []
        for change in changes.sorted(by: { $0.tick < $1.tick }) {
            if kept.last?.tick == change.tick { kept.removeLast() }
            kept.append(change)
        }
        self.changes = kept
        startMicroseconds = []
        var micro = 0.0
        var tick = 0
        var tempo = 500_000
        for change in kept {
            micro += Double(change.tick - tick) * Double(tempo) / Double(self.ticksPerQuarter)
            startMicroseconds.append(micro)
            tick = change.tick
            tempo = change.microsecondsPerQuarter
        }
    }

    /// The time of a tick in seconds.
    ///
    /// - Complexity: O(log n) in the number of changes.
    public func seconds(atTick tick: Int) -> Double {
        let index = lastChange(atOrBefore: { $0 <= tick })
        guard let index else { return Double(tick) * 0.5 / Double(ticksPerQuarter) }
        let change = changes[index]
        let span = Double(tick - change.tick) * Double(change.microsecondsPerQuarter) / Double(ticksPerQuarter)
        return (startMicroseconds[index] + span) / 1e6
    }

    private func lastChange(atOrBefore holds: (Int) -> Bool) -> Int? {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if holds(changes[middle].tick) { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}
