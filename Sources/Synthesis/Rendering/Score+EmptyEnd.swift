import SymbolicMusic

extension Score {
    /// The score without the silence after its last event, if that is longer than so many seconds: what a damaged or
    /// careless file has at its end is not music. A score without any event keeps its length.
    func withoutEmptyEnd(of seconds: Double) -> Score {
        var last = systemExclusives.reduce(-1) { max($0, $1.tick) }
        for track in tracks {
            for note in track.notes {
                let (end, overflow) = note.onset.addingReportingOverflow(max(0, note.duration))
                last = max(last, overflow ? .max : end)
            }
            last = track.controls.reduce(last) { max($0, $1.tick) }
        }
        guard last >= 0, endTick > last,
            tempoMap.seconds(atTick: endTick) - tempoMap.seconds(atTick: last) > seconds
        else { return self }
        var result = self
        result.endTick = last
        return result
    }
}
