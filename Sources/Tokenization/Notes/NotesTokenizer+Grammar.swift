extension NotesTokenizer.Cursor {
    private typealias ID = NotesTokenizer.ID

    /// Whether a token may come next.
    ///
    /// A piece is `begin tempo metre`, then slices and changes of metre, then `end`. The pitches of a slice ascend,
    /// one is held only if it sounded in the slice before, and a duration closes the slice. The metre may change
    /// where a slice begins, even inside a bar, as it does in real files; after `end` only `begin` may come.
    public func accepts(_ id: UInt16) -> Bool {
        guard let token = NotesTokenizer.Token(id) else { return false }
        switch (phase, token) {
        case (.start, .begin), (.ended, .begin), (.tempo, .tempo), (.meter, .meter): return true
        case (.boundary, .end): return sliceCount == 0 || !hasJustReadMeter
        case (.boundary, .meter): return sliceCount > 0 && !hasJustReadMeter
        case (.boundary, .duration), (.slice, .duration): return true
        case (.boundary, .struck): return true
        case (.boundary, .held(let pitch)): return previousPitches.contains(pitch)
        case (.slice, .struck(let pitch)): return isAbove(pitch)
        case (.slice, .held(let pitch)): return isAbove(pitch) && previousPitches.contains(pitch)
        default: return false
        }
    }

    /// Marks what a composer may choose next: what `accepts` allows, with the metre changing only on a barline and
    /// only to another one.
    ///
    /// - Parameter mask: one flag a token id, `NotesTokenizer.ID.count` of them; all are set.
    public func allowed(into mask: inout [Bool]) {
        precondition(mask.count == Int(ID.count), "the mask needs \(ID.count) flags")
        for index in mask.indices { mask[index] = false }
        switch phase {
        case .start, .ended: mask[Int(ID.begin)] = true
        case .tempo: Self.set(&mask, ID.tempos)
        case .meter: Self.set(&mask, ID.meters)
        case .boundary:
            Self.set(&mask, ID.struck)
            Self.set(&mask, ID.durations)
            allowHeld(into: &mask, from: 0)
            guard sliceCount > 0, !hasJustReadMeter else { return }
            mask[Int(ID.end)] = true
            if positionInBar == 0 {
                Self.set(&mask, ID.meters)
                mask[Int(ID.meters.lowerBound) + meterIndex] = false
            }
        case .slice:
            let next = pitches.highest.map { UInt16($0) + 1 } ?? 0
            Self.set(&mask, ID.struck.lowerBound + next..<ID.struck.upperBound)
            Self.set(&mask, ID.durations)
            allowHeld(into: &mask, from: next)
        }
    }

    private func isAbove(_ pitch: UInt8) -> Bool {
        guard let highest = pitches.highest else { return true }
        return pitch > highest
    }

    private func allowHeld(into mask: inout [Bool], from lowest: UInt16) {
        for pitch in previousPitches.pitches where UInt16(pitch) >= lowest {
            mask[Int(ID.held.lowerBound) + Int(pitch)] = true
        }
    }

    private static func set(_ mask: inout [Bool], _ ids: Range<UInt16>) {
        for id in ids { mask[Int(id)] = true }
    }
}
