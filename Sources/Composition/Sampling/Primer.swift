import SymbolicMusic

extension ChordifiedPiece {
    /// The beginning of a piece: its first bars, cut at the barline.
    ///
    /// - Parameter bars: at least 1.
    public func firstBars(_ bars: Int) -> ChordifiedPiece {
        let end = MeterMap(meters).step(ofBar: max(1, bars))
        var result = self
        result.slices = slices.filter { $0.start < end }
        if let last = result.slices.last, last.start + last.duration > end {
            result.slices[result.slices.count - 1].duration = end - last.start
        }
        result.meters = meters.filter { $0.tick < end }
        result.keySignatures = keySignatures.filter { $0.tick < end }
        return result
    }
}
