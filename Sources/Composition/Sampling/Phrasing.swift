import Glibc
import SymbolicMusic

/// Gives a composed score the dynamics and the ending that its tokens do not spell.
///
/// Velocities follow the metre (downbeats carry weight), the texture (the top voice sings, inner voices step back), arcs
/// of four bars, and a slow drift; the last two bars slow down. Everything is decided by the score and the seed.
public struct Phrasing: Sendable {
    /// The velocity around which everything moves, 1…127.
    public var velocity = 66.0
    /// Bars in an arc.
    public var barsInPhrase = 4
    /// How much slower the last beat is than the tempo, 1 for none.
    public var finalSlowing = 1.4

    /// Makes the default phrasing.
    public init() {}

    /// The score with velocities and a final ritardando.
    ///
    /// - Complexity: O(n log n) in the notes.
    public func applied(to score: Score, seed: UInt64) -> Score {
        var shaped = score
        let bars = BarGrid(score)
        for index in shaped.tracks.indices where !shaped.tracks[index].isPercussion {
            shape(&shaped.tracks[index].notes, bars: bars, seed: seed &+ UInt64(index))
        }
        shaped.tempoMap = slowing(score.tempoMap, bars: bars, end: shaped.tracks.flatMap(\.notes).map(\.end).max() ?? 0)
        return shaped
    }

    private func shape(_ notes: inout [Note], bars: BarGrid, seed: UInt64) {
        var generator = SeededGenerator(seed: seed, stream: 0x7068_7261)
        var drift = 0.0
        var start = 0
        while start < notes.count {
            var end = start
            while end < notes.count, notes[end].onset == notes[start].onset { end += 1 }
            drift = 0.8 * drift + 3 * (generator.unit() - 0.5)
            let place = bars.place(ofTick: notes[start].onset)
            let phase = (Double(place.bar % barsInPhrase) + place.fraction) / Double(barsInPhrase)
            let arc = 7 * sin(.pi * phase) - 2
            let shared = velocity + place.accent + arc + drift
            for index in start..<end {
                let isTop = index == end - 1
                let isBass = index == start && end - start > 1
                let voice = isTop ? 7.0 : isBass ? 0 : -6
                let contour = (Double(notes[index].pitch) - 60) * 0.12
                notes[index].velocity = UInt8(max(20, min(120, (shared + voice + contour).rounded())))
            }
            start = end
        }
    }

    private func slowing(_ map: TempoMap, bars: BarGrid, end: Int) -> TempoMap {
        let quarter = map.ticksPerQuarter
        let length = min(2 * bars.barLength(atTick: end), end / 4)
        guard finalSlowing > 1, length >= quarter else { return map }
        var changes = map.changes
        let tempo = changes.last?.microsecondsPerQuarter ?? 500_000
        let steps = max(2, length / quarter)
        for step in 1...steps {
            let share = Double(step) / Double(steps)
            let slowed = Double(tempo) * (1 + (finalSlowing - 1) * share * share)
            changes.append(
                .init(
                    tick: end - length + length * (step - 1) / steps,
                    microsecondsPerQuarter: min(16_777_215, Int(slowed.rounded()))))
        }
        return TempoMap(ticksPerQuarter: quarter, changes: changes)
    }
}

/// Where bars and beats fall, for accents.
private struct BarGrid {
    private let changes: [MeterChange]
    private let firstBars: [Int]
    private let ticksPerQuarter: Int

    init(_ score: Score) {
        ticksPerQuarter = score.ticksPerQuarter
        var changes = score.meters
        if changes.first.map({ $0.tick > 0 }) ?? true {
            changes.insert(MeterChange(tick: 0, numerator: 4, denominator: 4), at: 0)
        }
        var firstBars = [0]
        for (previous, next) in zip(changes, changes.dropFirst()) {
            let length = Self.barLength(previous, score.ticksPerQuarter)
            firstBars.append(firstBars[firstBars.count - 1] + (next.tick - previous.tick + length - 1) / length)
        }
        self.changes = changes
        self.firstBars = firstBars
    }

    private static func barLength(_ meter: MeterChange, _ ticksPerQuarter: Int) -> Int {
        max(1, 4 * ticksPerQuarter * max(1, meter.numerator) / max(1, meter.denominator))
    }

    func barLength(atTick tick: Int) -> Int {
        Self.barLength(changes.last { $0.tick <= tick } ?? changes[0], ticksPerQuarter)
    }

    func place(ofTick tick: Int) -> (bar: Int, fraction: Double, accent: Double) {
        let index = changes.lastIndex { $0.tick <= tick } ?? 0
        let meter = changes[index]
        let length = Self.barLength(meter, ticksPerQuarter)
        let offset = max(0, tick - meter.tick)
        let inBar = offset % length
        // In 6/8, 9/8 and 12/8 the beat is three eighths.
        let isCompound = meter.denominator == 8 && meter.numerator % 3 == 0
        let beat = max(1, length / max(1, isCompound ? meter.numerator / 3 : meter.numerator))
        let accent: Double =
            if inBar == 0 { 7 } else if inBar * 2 == length { 4 } else if inBar % beat == 0 { 2 } else { -2 }
        return (firstBars[index] + offset / length, Double(inBar) / Double(length), accent)
    }
}
