import SymbolicMusic

extension NotesTokenizer {
    /// Spells a piece; slices are brought into canonical form first (no gaps, nothing that merely goes on).
    ///
    /// The tempo becomes the nearest in `TempoTable`, metres those of `MeterTable`.
    ///
    /// - Complexity: O(n) in the number of tones.
    public func encode(_ piece: ChordifiedPiece) -> TokenSequence {
        var writer = Writer()
        let changes = Self.effectiveMeters(piece.meters)
        writer.append(.begin)
        writer.append(.tempo(TempoTable.index(of: piece.quartersPerMinute)))
        writer.append(.meter(changes[0].index))
        var pending = changes.dropFirst()
        for slice in CanonicalSlices.make(from: piece.slices) {
            var tones = slice.tones
            var start = slice.start
            let end = slice.start + slice.duration
            while start < end {
                if let change = pending.first, change.step <= start {
                    writer.append(.meter(change.index))
                    pending.removeFirst()
                }
                // A metre that changes inside a slice cuts it in two, the second of which only holds.
                let cut = min(end, pending.first?.step ?? end)
                writer.append(tones: tones, duration: cut - start)
                for index in tones.indices { tones[index].isStruck = false }
                start = cut
            }
        }
        writer.append(.end)
        return TokenSequence(columns: [writer.ids, writer.positions])
    }

    /// Reads the column `token` back into slices, metres and tempo; other columns are not needed.
    ///
    /// Slices in which everything is held join the one before, so that decoding undoes `encode`.
    public func decode(_ tokens: TokenSequence) -> ChordifiedPiece {
        decode(tokens.columns.first ?? [])
    }

    /// Reads token ids back into slices, metres and tempo. Reading stops at `end`
    /// or where another piece begins.
    public func decode(_ ids: some Sequence<UInt16>) -> ChordifiedPiece {
        var cursor = Cursor()
        var slices: [Slice] = []
        var meters: [MeterChange] = []
        for id in ids {
            switch Token(id) {
            case .begin:
                if !slices.isEmpty { return piece(slices, meters, cursor) }
                meters = []
            case .end: return piece(slices, meters, cursor)
            case .meter(let index):
                let meter = MeterTable.meters[index]
                if meters.last?.tick == cursor.totalSteps { meters.removeLast() }
                meters.append(
                    MeterChange(
                        tick: cursor.totalSteps, numerator: meter.numerator, denominator: meter.denominator))
            case .duration(let steps):
                let tones = cursor.pitches.pitches.map {
                    Slice.Tone(pitch: $0, isStruck: cursor.struckPitches.contains($0))
                }
                CanonicalSlices.append(
                    Slice(start: cursor.totalSteps, duration: steps, tones: tones), to: &slices)
            default: break
            }
            cursor.advance(id)
        }
        return piece(slices, meters, cursor)
    }

    private func piece(_ slices: [Slice], _ meters: [MeterChange], _ cursor: Cursor) -> ChordifiedPiece {
        ChordifiedPiece(
            slices: slices, meters: meters, keySignatures: [],
            quartersPerMinute: TempoTable.quartersPerMinute[cursor.tempoIndex])
    }

    /// The metres that say something: by table index, the first at step 0, each change later than the one before,
    /// and none that repeats the metre on its own barline.
    static func effectiveMeters(_ meters: [MeterChange]) -> [(step: Int, index: Int)] {
        var result: [(step: Int, index: Int)] = [(0, 0)]
        for change in meters.sorted(by: { $0.tick < $1.tick }) {
            let step = max(0, change.tick)
            let index = MeterTable.index(numerator: change.numerator, denominator: change.denominator)
            if result[result.count - 1].step == step { result.removeLast() }
            if let last = result.last, last.index == index,
                (step - last.step) % MeterTable.meters[index].steps == 0
            {
                continue
            }
            result.append((step, index))
        }
        return result
    }

    /// Collects ids and their positions.
    private struct Writer {
        var cursor = Cursor()
        var ids: [UInt16] = []
        var positions: [UInt16] = []

        mutating func append(_ token: Token) {
            let id = token.id
            cursor.advance(id)
            ids.append(id)
            positions.append(cursor.position)
        }

        mutating func append(tones: [Slice.Tone], duration: Int) {
            var rest = duration
            var isFirst = true
            while rest > 0 {
                for tone in tones {
                    append(isFirst && tone.isStruck ? .struck(tone.pitch) : .held(tone.pitch))
                }
                let steps = DurationTable.steps[DurationTable.index(atMost: rest)]
                append(.duration(steps))
                rest -= steps
                isFirst = false
            }
        }
    }
}
