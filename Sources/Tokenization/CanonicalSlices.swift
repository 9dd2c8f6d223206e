import SymbolicMusic

/// Slices in the one form that encoding and decoding keep exactly.
///
/// They follow each other without gaps from step 0; tones ascend, each pitch once; a tone is held only where it
/// sounded just before; and no slice merely goes on with the one before it, because such a pair is one slice.
enum CanonicalSlices {
    /// The canonical form of slices in ascending order.
    ///
    /// Gaps become rests, overlaps are cut short, and slices in which nothing begins or ends join their predecessor.
    ///
    /// - Complexity: O(n) in the number of tones.
    static func make(from slices: [Slice]) -> [Slice] {
        var result: [Slice] = []
        result.reserveCapacity(slices.count)
        var end = 0
        for slice in slices {
            let start = max(slice.start, end)
            let (sliceEnd, overflow) = slice.start.addingReportingOverflow(slice.duration)
            guard !overflow, sliceEnd > start else { continue }
            if start > end { append(Slice(start: end, duration: start - end, tones: []), to: &result) }
            append(Slice(start: start, duration: sliceEnd - start, tones: slice.tones), to: &result)
            end = sliceEnd
        }
        return result
    }

    /// Appends a slice that starts where the last one ends, or lengthens the last one if nothing changes.
    static func append(_ slice: Slice, to slices: inout [Slice]) {
        var slice = slice
        let before = slices.last.map(PitchSet.init(of:)) ?? PitchSet()
        slice.tones = orderedTones(slice.tones, after: before)
        let goesOn = slice.tones.allSatisfy { !$0.isStruck } && PitchSet(of: slice) == before
        if goesOn, !slices.isEmpty {
            slices[slices.count - 1].duration += slice.duration
        } else {
            slices.append(slice)
        }
    }

    private static func orderedTones(_ tones: [Slice.Tone], after before: PitchSet) -> [Slice.Tone] {
        var isOrdered = true
        var last = -1
        for tone in tones {
            let isFalselyHeld = !tone.isStruck && !before.contains(tone.pitch)
            if Int(tone.pitch) <= last || tone.pitch > 127 || isFalselyHeld { isOrdered = false }
            last = Int(tone.pitch)
        }
        if isOrdered { return tones }
        var struck = PitchSet()
        var sounding = PitchSet()
        for tone in tones where tone.pitch < 128 {
            sounding.insert(tone.pitch)
            if tone.isStruck || !before.contains(tone.pitch) { struck.insert(tone.pitch) }
        }
        return sounding.pitches.map { Slice.Tone(pitch: $0, isStruck: struck.contains($0)) }
    }
}
