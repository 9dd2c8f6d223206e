import DSP

extension SoundFontVoicePool: PartitionedVoices {
    /// Adds all voices to a bus.
    func render(adding to: MixBus, frames: Int) {
        var done = 0
        while done < frames {
            let count = min(Self.chunk, frames - done)
            if isSounding { renderChunk(adding: to.advanced(by: done), frames: count) }
            position += count
            done += count
        }
    }

    private var isSounding: Bool {
        for block in 0..<blocks where active[block] != 0 { return true }
        return false
    }

    private func renderChunk(adding to: MixBus, frames: Int) {
        sum.begin(parts: partsInUse, for: to)
        // Less is not worth another thread's while.
        if threads > 1, sum.parts.nonzeroBitCount > 1, frames * soundingVoices > 4_096 {
            let workers = min(threads, Self.partitions)
            while scratch.count < workers { scratch.append(VoiceScratch()) }
            crew.render(self, parts: sum.parts, frames: frames, workers: workers)
        } else {
            sum.forEachPart { while renderStep(of: $0, worker: 0, frames: frames) {} }
        }
        countEnded()
        sum.add(to: to, frames: frames)
    }

    /// A bit for each partition that has voices.
    private var partsInUse: UInt32 {
        var parts: UInt32 = 0
        for block in 0..<blocks where active[block] != 0 { parts |= 1 << UInt32(block % Self.partitions) }
        return parts
    }

    /// Renders the next block in use of a partition, or a quarter of it when it is the last.
    ///
    /// So towards the end of a piece there are short steps left, for which no other thread waits long.
    func renderStep(of part: Int, worker: Int, frames: Int) -> Bool {
        let bus = sum.bus(part)
        var (block, first) = cursors[part].value.pointee.load(ordering: .relaxed).quotientAndRemainder(
            dividingBy: Self.chunk)
        if block == 0 && first == 0 {
            bus.clear(frames: frames)
            block = nextBlock(from: part)
        }
        let next = nextBlock(from: block + Self.partitions)
        var end = frames
        if next >= blocks {
            let quantum = SoundFontVoice.quantum
            end = min(end, (position + first + frames / 4 + quantum) / quantum * quantum - position)
        }
        renderBlock(block, first..<end, with: scratch[worker], adding: bus)
        if end < frames {
            cursors[part].value.pointee.store(block * Self.chunk + end, ordering: .relaxed)
            return true
        }
        cursors[part].value.pointee.store(next < blocks ? next * Self.chunk : 0, ordering: .relaxed)
        if next < blocks { return true }
        sum.finish(part, frames: frames)
        return false
    }

    /// The first block in use of a partition, beginning with one of its blocks.
    private func nextBlock(from first: Int) -> Int {
        var block = first
        while block < blocks, active[block] == 0 { block += Self.partitions }
        return block
    }

    private func renderBlock(_ block: Int, _ frames: Range<Int>, with memory: VoiceScratch, adding bus: MixBus) {
        var done = frames.lowerBound
        while done < frames.upperBound, active[block] != 0 {
            let start = (position + done) % SoundFontVoice.quantum
            let count = min(frames.upperBound - done, SoundFontVoice.quantum - start)
            let span = QuantumSpan(
                origin: position + done - start, from: Int32(start), to: Int32(start + count))
            let isHeard = renderRows(block, span, with: memory)
            mixRows(block, span, with: memory, adding: isHeard ? bus.advanced(by: done) : nil)
            if span.to == Int32(SoundFontVoice.quantum) { endQuantum(block, with: memory) }
            done += count
        }
        forEachLane(of: block) { loudness[$0] = voices[$0].audibility }
    }

    /// Renders the block's samples into rows, and filters them; muted voices only move on.
    ///
    /// - Returns: whether any is heard.
    @inline(__always)
    private func renderRows(_ block: Int, _ span: QuantumSpan, with memory: VoiceScratch) -> Bool {
        let mask = active[block]
        var (heard, rest) = (mask, mask)
        while rest != 0 {
            let lane = rest.trailingZeroBitCount
            rest &= rest - 1
            let slot = block * Self.lanes + lane
            let voice = voices + slot
            if span.from == 0 || voice.pointee.needsControl { control(slot, at: span.from, with: memory) }
            if voice.pointee.isMuted { heard &= ~(1 << UInt16(lane)) }
            renderRow(voice, span, with: memory, into: memory.block.row(lane))
        }
        memory.counts.pointee.renderedFrames += mask.nonzeroBitCount * span.count
        // What other blocks have left behind must not be heard, nor go through the filter again and again.
        guard heard != 0 else { return false }
        var stale = memory.counts.pointee.usedRows & ~heard
        memory.counts.pointee.usedRows = heard
        while stale != 0 {
            let lane = stale.trailingZeroBitCount
            stale &= stale - 1
            memory.block.silence(lane)
        }
        filters.process(group: block, memory.block, frames: Int(span.from)..<Int(span.to))
        return true
    }

    @inline(__always)
    private func renderRow(
        _ voice: UnsafeMutablePointer<SoundFontVoice>, _ span: QuantumSpan, with memory: VoiceScratch,
        into row: UnsafeMutablePointer<Float>
    ) {
        let isMuted = voice.pointee.isMuted
        var first = Int(span.from)
        if voice.pointee.startFrame > span.origin + first {
            let wait = min(Int(span.to), voice.pointee.startFrame - span.origin)
            if !isMuted { (row + first).update(repeating: 0, count: wait - first) }
            first = wait
        }
        let count = Int(span.to) - first
        guard count > 0 else { return }
        if voice.pointee.isSpent {
            if !isMuted { (row + first).update(repeating: 0, count: count) }
            return
        }
        let (sample, ratio) = (voice.pointee.sample, voice.pointee.ratio)
        let made =
            isMuted
            ? voice.pointee.playhead.skip(sample, ratio: ratio, frames: count)
            : voice.pointee.playhead.render(
                sample, ratio: ratio, interpolation: interpolation, into: row + first, frames: count)
        if made < count { voice.pointee.isSpent = true }
        // The rest of its sample did not come in time: it fades before it would get there.
        if voice.pointee.playhead.isLate, voice.pointee.state == .sounding {
            voice.pointee.state = .fading
            voice.pointee.needsGains = true
            memory.counts.pointee.endedVoices += 1
            memory.counts.pointee.cutVoices += 1
        }
    }

    /// Adds the rows to the bus, in stretches over which all gains run in straight lines; without one only the gains
    /// move.
    @inline(__always)
    private func mixRows(
        _ block: Int, _ span: QuantumSpan, with memory: VoiceScratch, adding bus: MixBus?
    ) {
        var frame = span.from
        while frame < span.to {
            var end = span.to
            var rest = active[block]
            while rest != 0 {
                let lane = rest.trailingZeroBitCount
                rest &= rest - 1
                let slot = block * Self.lanes + lane
                let voice = voices + slot
                if frame == 0 || voice.pointee.needsGains || voice.pointee.gainEnd == frame {
                    setGains(slot, at: frame, origin: span.origin)
                }
                end = min(end, voice.pointee.gainEnd)
            }
            if let bus {
                mixer.mix(
                    group: block, memory.block, frames: Int(frame)..<Int(end),
                    into: bus.advanced(by: Int(frame - span.from)))
            }
            frame = end
        }
    }

    /// Frees voices that are over.
    @inline(__always)
    private func endQuantum(_ block: Int, with memory: VoiceScratch) {
        var rest = active[block]
        while rest != 0 {
            let lane = rest.trailingZeroBitCount
            rest &= rest - 1
            let voice = voices + block * Self.lanes + lane
            guard voice.pointee.isOver else { continue }
            if voice.pointee.state == .sounding { memory.counts.pointee.endedVoices += 1 }
            vacate(block * Self.lanes + lane)
        }
    }
}

/// Frames `from` ..< `to` of the quantum that starts with the pool's frame `origin`.
struct QuantumSpan {
    var origin: Int
    var from: Int32
    var to: Int32

    @inline(__always)
    var count: Int { Int(to - from) }
}
