import SymbolicMusic

/// Notes as horizontal strokes in whole time units, overlaps of a pitch merged.
struct NoteStrokes {
    private struct Stroke {
        var pitch: Int
        var start: Int
        var end: Int
    }

    private var strokes: [Stroke] = []

    init(_ notes: [Note], endTick: Int, unitsAcross: Int) {
        let scale = Double(unitsAcross) / Double(max(1, endTick))
        func unit(_ tick: Int) -> Int { Int((Double(min(max(tick, 0), endTick)) * scale).rounded()) }
        // A gap of one unit keeps repeated notes apart where there is room for it.
        let all = notes.map { note in
            let start = unit(note.onset)
            let end = unit(note.onset + max(0, note.duration))
            return Stroke(pitch: Int(note.pitch), start: start, end: max(start + 1, end - (end - start > 4 ? 1 : 0)))
        }
        for stroke in all.sorted(by: { ($0.pitch, $0.start, $0.end) < ($1.pitch, $1.start, $1.end) }) {
            if let last = strokes.last, last.pitch == stroke.pitch, stroke.start <= last.end {
                let isRepeat = stroke.start == last.end
                if !isRepeat || stroke.end - last.start <= 4 {
                    strokes[strokes.count - 1].end = max(last.end, stroke.end)
                    continue
                }
            }
            strokes.append(stroke)
        }
    }

    /// The strokes as relative moves and horizontal lines, row by row.
    func pathData(range: PitchRange, rowHeight: Int) -> String {
        var data = ""
        var x = 0
        var doubledY = 0
        for stroke in strokes {
            // Half units: the middle of a row of odd height.
            let rowMiddle = 2 * (range.high - stroke.pitch) * rowHeight + rowHeight
            let dy = rowMiddle - doubledY
            let half = dy % 2 == 0 ? "" : ".5"
            let sign = dy < 0 ? "-" : ""
            let move = "\(sign)\(abs(dy) / 2)\(half)"
            data += "m\(stroke.start - x) \(dy == 0 ? "0" : move)h\(stroke.end - stroke.start)"
            x = stroke.end
            doubledY = rowMiddle
        }
        return data
    }
}
