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

    /// The tempo before the first change, 120 quarters a minute (RP-001, section 1.5 "Set Tempo").
    public static let defaultMicrosecondsPerQuarter = 500_000

    /// Ticks in a quarter note.
    public let ticksPerQuarter: Int
    /// The changes in ascending order; before the first, 120 quarters a minute.
    public private(set) var changes: [Change]
    private var startMicroseconds: [Double]

    /// Makes a map; of several changes at one tick the last wins, and a tempo of less than 1 µs is left out.
    public init(ticksPerQuarter: Int, changes: [Change] = []) {
        self.ticksPerQuarter = max(1, ticksPerQuarter)
        var kept: [Change] = []
        for change in changes.sorted(by: { $0.tick < $1.tick }) where change.microsecondsPerQuarter >= 1 {
            if kept.last?.tick == change.tick { kept.removeLast() }
            kept.append(change)
        }
        self.changes = kept
        startMicroseconds = []
        var micro = 0.0
        var tick = 0
        var tempo = Self.defaultMicrosecondsPerQuarter
        for change in kept {
            micro += (Double(change.tick) - Double(tick)) * Double(tempo) / Double(self.ticksPerQuarter)
            startMicroseconds.append(micro)
            tick = change.tick
            tempo = change.microsecondsPerQuarter
        }
    }

    /// A map of one tempo throughout.
    public init(ticksPerQuarter: Int, quartersPerMinute: Double) {
        let micro = 60e6 / quartersPerMinute
        let tempo = micro.isFinite ? Int(min(max(micro, 1), 16_777_215) + 0.5) : Self.defaultMicrosecondsPerQuarter
        self.init(ticksPerQuarter: ticksPerQuarter, changes: [Change(tick: 0, microsecondsPerQuarter: tempo)])
    }

    /// The time of a tick in seconds.
    ///
    /// - Complexity: O(log n) in the number of changes.
    public func seconds(atTick tick: Int) -> Double {
        let index = lastIndex { changes[$0].tick <= tick }
        guard let index else { return Double(tick) * 0.5 / Double(ticksPerQuarter) }
        let change = changes[index]
        let span =
            (Double(tick) - Double(change.tick)) * Double(change.microsecondsPerQuarter) / Double(ticksPerQuarter)
        return (startMicroseconds[index] + span) / 1e6
    }

    /// The tick nearest to a time in seconds; negative and absurd times are brought back to 0…2⁵².
    ///
    /// - Complexity: O(log n) in the number of changes.
    public func ticks(atSeconds seconds: Double) -> Int {
        let micro = seconds * 1e6
        let index = lastIndex { startMicroseconds[$0] <= micro }
        let start = index.map { Double(changes[$0].tick) } ?? 0
        let from = index.map { startMicroseconds[$0] } ?? 0
        let tempo = index.map { changes[$0].microsecondsPerQuarter } ?? Self.defaultMicrosecondsPerQuarter
        let tick = start + (micro - from) * Double(ticksPerQuarter) / Double(tempo)
        return tick > 0 ? Int(min(tick, 0x1p52) + 0.5) : 0
    }

    /// Microseconds in a quarter note at a tick.
    ///
    /// - Complexity: O(log n) in the number of changes.
    public func microsecondsPerQuarter(atTick tick: Int) -> Int {
        lastIndex { changes[$0].tick <= tick }.map { changes[$0].microsecondsPerQuarter }
            ?? Self.defaultMicrosecondsPerQuarter
    }

    /// The one tempo that makes the ticks from 0 to `end` last as long as they do, in quarters a minute; the tempo at
    /// tick 0 if `end` is not positive.
    public func meanQuartersPerMinute(toTick end: Int) -> Double {
        let seconds = seconds(atTick: end)
        guard end > 0, seconds > 0 else { return 60e6 / Double(microsecondsPerQuarter(atTick: 0)) }
        return Double(end) / Double(ticksPerQuarter) / seconds * 60
    }

    /// The last change for which a property holds that, once lost, stays lost.
    private func lastIndex(where holds: (Int) -> Bool) -> Int? {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}
