/// Bars: where each begins and how long it is, by the metre changes of a piece.
///
/// A metre change begins a bar, so the bar before it may be cut short; before the first change the metre is 4/4.
public struct MeterMap: Sendable, Equatable {
    /// The place of a grid step in its bar.
    public struct BarPosition: Sendable, Hashable {
        /// The bar, 0 being the first.
        public var bar: Int
        /// Grid steps since the bar began.
        public var offsetInBar: Int
        /// Grid steps the bar lasts.
        public var barLength: Int

        /// Makes a position.
        public init(bar: Int, offsetInBar: Int, barLength: Int) {
            self.bar = bar
            self.offsetInBar = offsetInBar
            self.barLength = barLength
        }
    }

    /// Bars of one metre.
    private struct Section: Sendable, Equatable {
        var start: Int
        /// The first step that no longer belongs to it, nil for the last section.
        var end: Int?
        var firstBar: Int
        /// A bar lasts `quarters · stepsPerQuarter = numerator · 48 / denominator` steps, which need not be whole.
        var numerator: Int
        var denominator: Int

        /// The step at which a bar begins, counted from the section's start.
        func offset(ofBar bar: Int) -> Int {
            let (product, overflow) = bar.multipliedReportingOverflow(by: numerator * MeterMap.stepsPerWhole)
            return overflow ? Int.max >> 1 : (product + denominator - 1) / denominator
        }

        func bar(atOffset offset: Int) -> Int {
            let (product, overflow) = offset.multipliedReportingOverflow(by: denominator)
            return (overflow ? Int.max : product) / (numerator * MeterMap.stepsPerWhole)
        }
    }

    private static let stepsPerWhole = 4 * Slice.stepsPerQuarter
    private let sections: [Section]

    /// Makes the bars of metre changes whose ticks are grid steps (`ChordifiedPiece.meters`), in ascending order;
    /// metres that cannot be are ignored.
    public init(_ meters: [MeterChange] = []) {
        var sections = [Section(start: 0, firstBar: 0, numerator: 4, denominator: 4)]
        for meter in meters where (1...1024).contains(meter.numerator) && (1...1024).contains(meter.denominator) {
            let last = sections[sections.count - 1]
            guard meter.tick >= last.start else { continue }
            var next = Section(
                start: meter.tick, firstBar: last.firstBar, numerator: meter.numerator, denominator: meter.denominator)
            if meter.tick == last.start {
                sections.removeLast()
            } else {
                sections[sections.count - 1].end = meter.tick
                next.firstBar += last.bar(atOffset: meter.tick - last.start - 1) + 1
            }
            sections.append(next)
        }
        self.sections = sections
    }

    /// The place of a grid step in its bar; steps before the start count as the start.
    ///
    /// - Complexity: O(log n) in the number of metre changes.
    public func barPosition(ofStep step: Int) -> BarPosition {
        let step = max(0, step)
        let section = sections[sectionIndex { $0.start <= step }]
        let offset = step - section.start
        let bar = section.bar(atOffset: offset)
        let start = section.offset(ofBar: bar)
        var end = section.offset(ofBar: bar + 1)
        if let limit = section.end { end = min(end, limit - section.start) }
        return BarPosition(
            bar: section.firstBar + bar, offsetInBar: offset - start, barLength: max(1, end - start))
    }

    /// The grid step at which a bar begins.
    ///
    /// - Complexity: O(log n) in the number of metre changes.
    public func step(ofBar bar: Int) -> Int {
        let section = sections[sectionIndex { $0.firstBar <= max(0, bar) }]
        return section.start + section.offset(ofBar: max(0, bar) - section.firstBar)
    }

    /// The last section for which a property holds that, once lost, stays lost; it holds for the first.
    private func sectionIndex(where holds: (Section) -> Bool) -> Int {
        var low = 1
        var high = sections.count
        while low < high {
            let middle = (low + high) / 2
            if holds(sections[middle]) { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}

extension ChordifiedPiece {
    /// The bars of the piece.
    public var meterMap: MeterMap { MeterMap(meters) }
}
