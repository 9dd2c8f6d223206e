import SymbolicMusic

/// Where the bars of a score begin.
struct Timeline {
    /// A bar line: where, and the number of the bar that begins there.
    struct BarLine {
        var tick: Int
        var number: Int
    }

    private let score: Score
    /// The end of the piece, at least 1.
    let endTick: Int

    init(_ score: Score) {
        self.score = score
        let lastNote = score.tracks.lazy.flatMap(\.notes).map { $0.onset + max(0, $0.duration) }.max() ?? 0
        endTick = max(1, score.endTick, lastNote)
    }

    /// Bar lines, at most so many: every first, second, fourth, … of them, and which.
    func barLines(atMost limit: Int) -> (lines: [BarLine], step: Int) {
        // Counted before they are listed: a damaged score may claim billions of bars.
        var step = 1
        while count() / step > max(1, limit) { step *= 2 }
        var lines: [BarLine] = []
        forEachSpan { start, end, barTicks, firstNumber in
            let bars = (end - start + barTicks - 1) / barTicks
            var index = (step - (firstNumber - 1) % step) % step
            while index < bars {
                lines.append(BarLine(tick: start + index * barTicks, number: firstNumber + index))
                index += step
            }
        }
        return (lines, step)
    }

    private func count() -> Int {
        var total = 0
        forEachSpan { start, end, barTicks, _ in total += (end - start + barTicks - 1) / barTicks }
        return total
    }

    /// Stretches of one metre: first tick, end, ticks of a bar, number of the first bar.
    private func forEachSpan(_ body: (Int, Int, Int, Int) -> Void) {
        var changes = score.meters.filter { $0.tick >= 0 && $0.tick < endTick }
        if changes.first?.tick != 0 { changes.insert(MeterChange(numerator: 4, denominator: 4), at: 0) }
        var number = 1
        for (index, change) in changes.enumerated() {
            let end = index + 1 < changes.count ? changes[index + 1].tick : endTick
            guard end > change.tick else { continue }
            let quarters = Double(max(1, change.numerator)) * 4 / Double(max(1, change.denominator))
            let barTicks = max(1, Int(min(quarters * Double(score.ticksPerQuarter), 1e12)))
            body(change.tick, end, barTicks, number)
            number += (end - change.tick + barTicks - 1) / barTicks
        }
    }
}
