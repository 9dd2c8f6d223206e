import DSP

/// In which order what a score demands of samples is loaded while it plays.
///
/// Of a sample that is needed for long first the beginning is loaded, then, before the first voice gets to the end of
/// that, the rest; so a chord of many long samples sounds soon. What is due first comes first.
struct LoadingSchedule {
    /// Seconds of sound in a beginning, beside what voices want to be ahead of them.
    static let beginning = 0.1

    /// What is to be loaded, in the order in which it is due.
    let demands: [SampleDemand]

    init(_ wanted: [SampleDemand], sampleRate: Double) {
        let beginning = Int(Self.beginning * sampleRate)
        var demands: [SampleDemand] = []
        for demand in wanted {
            let frames = Int((Double(beginning + SamplePlayhead.wish) * demand.ratios.upperBound * 1.125).rounded())
            // Opening a stream a second time costs as much as half a second of sound.
            if demand.frames > frames + frames / 2 {
                var first = demand
                first.frames = frames + 2_048
                demands.append(first)
                var rest = demand
                rest.due += beginning
                demands.append(rest)
            } else {
                demands.append(demand)
            }
        }
        self.demands = demands.sorted { ($0.due, $0.frames) < ($1.due, $1.frames) }
    }

    /// How many of the demands are due before a frame.
    func count(before frame: Int) -> Int { demands.firstIndex { $0.due >= frame } ?? demands.count }
}
