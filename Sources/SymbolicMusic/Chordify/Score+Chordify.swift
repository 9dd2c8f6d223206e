extension Score {
    /// The piece as slices: one at every onset and release of a note that is not percussion, gaps as rests.
    ///
    /// What music21's `chordify` gives, without its cuts at bar lines: pitches that several parts share are merged, a
    /// pitch struck again while it sounds is struck in the new slice, and a moment at which nothing is struck and no
    /// pitch ends (one of two unisons is released) makes no new slice.
    ///
    /// - Complexity: O(n log n) in the number of notes, whatever their times.
    public func chordified(_ quantization: Quantization = .sixteenthsAndTriplets) -> ChordifiedPiece {
        let grid = TimeGrid(ticksPerQuarter: ticksPerQuarter, quantization: quantization)
        var edges: [NoteEdge] = []
        edges.reserveCapacity(2 * noteCount)
        for track in tracks where !track.isPercussion {
            track.appendEdges(on: grid, to: &edges)
        }
        edges.sort()
        return ChordifiedPiece(
            slices: slices(of: edges),
            meters: meters.map { meter in
                var result = meter
                result.tick = grid.nearestStep(to: meter.tick)
                return result
            },
            keySignatures: keySignatures.map { key in
                var result = key
                result.tick = grid.nearestStep(to: key.tick)
                return result
            },
            quartersPerMinute: tempoMap.meanQuartersPerMinute(toTick: lastNoteEnd))
    }
}

/// The start or the end of a note on the grid, packed so that sorting puts ends before starts at one step.
private struct NoteEdge: Comparable {
    let bits: Int

    init(step: Int, isStart: Bool, pitch: Int) {
        bits = step << 8 | (isStart ? 0x80 : 0) | pitch
    }

    var step: Int { bits >> 8 }
    var isStart: Bool { bits & 0x80 != 0 }
    var pitch: Int { bits & 0x7F }

    static func < (left: NoteEdge, right: NoteEdge) -> Bool { left.bits < right.bits }
}

extension ScoreTrack {
    /// Adds both edges of every pitch of every chord.
    fileprivate func appendEdges(on grid: TimeGrid, to edges: inout [NoteEdge]) {
        let chords = gathered(withinQuarterTicks: grid.gatheringTolerance)
        let onsets = chords.map { grid.step(ofOnset: $0.onset) }
        var next = 0
        for (index, chord) in chords.enumerated() {
            let start = onsets[index]
            next = max(next, index + 1)
            while next < onsets.count, onsets[next] <= start { next += 1 }
            let gap = next < onsets.count ? onsets[next] - start : 0
            let length = grid.steps(ofNoteAt: chord.onset, lasting: chord.duration, gap: gap)
            chord.pitches.forEach { pitch in
                edges.append(NoteEdge(step: start, isStart: true, pitch: Int(pitch)))
                edges.append(NoteEdge(step: start + length, isStart: false, pitch: Int(pitch)))
            }
        }
    }
}

/// Sweeps over the edges in ascending order, counting how many notes hold each pitch.
private func slices(of edges: [NoteEdge]) -> [Slice] {
    var result: [Slice] = []
    var sounding = [Int32](repeating: 0, count: 128)
    var struck = PitchSet()
    var held = PitchSet()
    var start = 0
    var index = 0

    func close(at step: Int) {
        guard step > start else { return }
        result.append(Slice(start: start, duration: step - start, tones: PitchSet.tones(held: held, struck: struck)))
        start = step
    }

    while index < edges.count {
        let step = edges[index].step
        var now = held
        now.formUnion(struck)
        let before = now
        var starting = PitchSet()
        while index < edges.count, edges[index].step == step {
            let pitch = edges[index].pitch
            if edges[index].isStart {
                if sounding[pitch] == 0 { now.insert(UInt8(pitch)) }
                sounding[pitch] += 1
                starting.insert(UInt8(pitch))
            } else {
                sounding[pitch] -= 1
                if sounding[pitch] == 0 { now.remove(UInt8(pitch)) }
            }
            index += 1
        }
        if starting.isEmpty, now == before { continue }
        close(at: step)
        struck = starting
        held = now
        held.subtract(starting)
    }
    return result
}
