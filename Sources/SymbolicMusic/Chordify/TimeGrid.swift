/// Brings ticks onto the grid, in exact integer arithmetic.
struct TimeGrid {
    /// Ticks beyond this are taken for this, so that nothing overflows: a thousand years at any sane tempo.
    static let latestTick = 1 << 48

    let ticksPerQuarter: Int
    let quantization: Quantization

    init(ticksPerQuarter: Int, quantization: Quantization) {
        self.ticksPerQuarter = min(max(1, ticksPerQuarter), 1 << 32)
        self.quantization = quantization
    }

    /// How far apart, in quarters of a tick, notes may begin (exclusive) and end (inclusive) to be one chord: a
    /// sixteenth. Nil where notes are never gathered.
    var gatheringTolerance: Int? { quantization == .sixteenthsAndTriplets ? ticksPerQuarter : nil }

    /// The step of an onset.
    func step(ofOnset tick: Int) -> Int {
        switch quantization {
        case .steps: nearestStep(to: tick)
        case .sixteenthsAndTriplets: nearest(to: tick, gap: 0, atLeastOne: false)
        }
    }

    /// The nearest of all steps, for metres and key signatures.
    func nearestStep(to tick: Int) -> Int {
        (scaled(tick) * 2 + ticksPerQuarter) / (2 * ticksPerQuarter)
    }

    /// The steps a note lasts, at least one; `gap` is the number of steps to the next onset of the track, 0 for none.
    func steps(ofNoteAt tick: Int, lasting duration: Int, gap: Int) -> Int {
        switch quantization {
        case .steps: max(1, nearestStep(to: tick &+ duration) - nearestStep(to: tick))
        case .sixteenthsAndTriplets: nearest(to: duration, gap: gap, atLeastOne: true)
        }
    }

    /// Ticks in twelfths of a tick, within what arithmetic can bear.
    private func scaled(_ tick: Int) -> Int {
        min(max(0, tick), Self.latestTick) * Slice.stepsPerQuarter
    }

    /// The best multiple of 3 or 4 steps: the one that leaves the smaller part of the gap open, then the nearer, then
    /// the sixteenth; halfway between two multiples the lower one, as in music21's `nearestMultiple`.
    private func nearest(to tick: Int, gap: Int, atLeastOne: Bool) -> Int {
        let target = scaled(tick)
        var best = 0
        var bestGap = Int.max
        var bestError = Int.max
        for unit in [3, 4] {
            let width = unit * ticksPerQuarter
            var multiple = target / width
            if 2 * (target - multiple * width) > width { multiple += 1 }
            if multiple == 0, atLeastOne { multiple = 1 }
            let match = multiple * unit
            let open = gap % unit == 0 ? 0 : max(0, gap - match)
            let error = abs(target - multiple * width)
            if (open, error) < (bestGap, bestError) {
                (best, bestGap, bestError) = (match, open, error)
            }
        }
        return best
    }
}
