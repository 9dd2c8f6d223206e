/// What is demanded of a sample: for which ratios, how far, by when and for whom.
struct SampleDemand {
    var source: PreparedPreset.Source
    /// The ratios that it has to be good for.
    var ratios: ClosedRange<Double>
    /// Frames, from the source's start, that voices may get to; the greatest number for all.
    var frames: Int
    /// The frame of output at which the first voice needs it.
    var due = 0
    /// The regions that play it.
    var users: [(preset: PreparedPreset, region: Int)]

    /// The demands of many regions, one a source, in the order in which the sources lie in the font.
    static func merged(_ demands: some Sequence<SampleDemand>) -> [SampleDemand] {
        var places: [PreparedPreset.Source: Int] = [:]
        var merged: [SampleDemand] = []
        for demand in demands {
            guard let place = places[demand.source] else {
                places[demand.source] = merged.count
                merged.append(demand)
                continue
            }
            merged[place].ratios = demand.ratios.joined(with: merged[place].ratios)
            merged[place].frames = max(merged[place].frames, demand.frames)
            merged[place].due = min(merged[place].due, demand.due)
            merged[place].users += demand.users
        }
        return merged.sorted {
            ($0.source.sample, $0.source.extent.lowerBound) < ($1.source.sample, $1.source.extent.lowerBound)
        }
    }
}
