import DSP

extension PartialVoicePool: PartitionedVoices {
    /// Adds all voices to a bus.
    func render(adding to: MixBus, frames: Int) {
        var done = 0
        while done < frames {
            let count = min(Self.chunk, frames - done)
            if activeCount > 0 { renderChunk(adding: to.advanced(by: done), frames: count) }
            position += count
            done += count
        }
    }

    private func renderChunk(adding to: MixBus, frames: Int) {
        sum.begin(parts: 1 << UInt32(Self.partitions) - 1, for: to)
        if threads > 1, frames * soundingVoices > 2048 {
            crew.render(self, parts: sum.parts, frames: frames, workers: min(threads, Self.partitions))
        } else {
            sum.forEachPart { _ = renderStep(of: $0, worker: 0, frames: frames) }
        }
        sum.add(to: to, frames: frames)
        retire()
    }

    /// A part's voices, all in one step.
    func renderStep(of part: Int, worker: Int, frames: Int) -> Bool {
        let bus = sum.bus(part)
        bus.clear(frames: frames)
        for index in 0..<activeCount {
            let slot = Int(active[index])
            if slot % Self.partitions == part { renderVoice(slot, adding: bus, frames: frames) }
        }
        sum.finish(part, frames: frames)
        return false
    }

    private func renderVoice(_ slot: Int, adding bus: MixBus, frames: Int) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * Self.quantum) { scratch in
            guard let real = scratch.baseAddress else { return }
            let imaginary = real + Self.quantum
            let voice = voices + slot
            let group = firstGroup(slot)
            var done = 0
            while done < frames {
                let offset = (position + done) % Self.quantum
                let count = min(frames - done, Self.quantum - offset)
                if voice.pointee.isMuted {
                    bank.skip(group: group, count: voice.pointee.groupCount, frames: count)
                } else {
                    bank.render(
                        group: group, count: voice.pointee.groupCount, real: real, imaginary: imaginary, frames: count)
                    if voice.pointee.attackFrame < voice.pointee.attackLength {
                        attack(voice, real, imaginary, frames: count)
                    }
                    mix(voice, real, imaginary, to: bus.advanced(by: done), offset: offset, frames: count)
                }
                done += count
                if offset + count == Self.quantum {
                    endQuantum(slot)
                    if voice.pointee.state == .free { return }
                }
            }
        }
    }

    @inline(__always)
    private func mix(
        _ voice: UnsafeMutablePointer<PartialVoice>, _ real: UnsafeMutablePointer<Float>,
        _ imaginary: UnsafeMutablePointer<Float>, to bus: MixBus, offset: Int, frames: Int
    ) {
        withUnsafeBytes(of: &voice.pointee.gains) { gains in
            withUnsafeBytes(of: &voice.pointee.steps) { steps in
                guard let gains = gains.bindMemory(to: Float.self).baseAddress,
                    let steps = steps.bindMemory(to: Float.self).baseAddress
                else { return }
                bus.mix(
                    real: real, imaginary: imaginary, gains: gains, steps: steps, offset: offset, frames: frames)
            }
        }
    }

    /// Multiplies by the smooth rise of the hammer's contact.
    private func attack(
        _ voice: UnsafeMutablePointer<PartialVoice>, _ real: UnsafeMutablePointer<Float>,
        _ imaginary: UnsafeMutablePointer<Float>, frames: Int
    ) {
        let length = voice.pointee.attackLength
        let start = voice.pointee.attackFrame
        let scale = 1 / Float(length)
        for frame in 0..<min(frames, length - start) {
            let x = Float(start + frame + 1) * scale
            let rise = x * x * (3 - 2 * x)
            real[frame] *= rise
            imaginary[frame] *= rise
        }
        voice.pointee.attackFrame = min(length, start + frames)
    }

    /// What happens between quanta: drop what nobody hears, move gains, retire.
    private func endQuantum(_ slot: Int) {
        let voice = voices + slot
        prune(slot)
        let gains = voice.pointee + Self.quantum
        voice.pointee.gains = gains
        if voice.pointee.state == .fading {
            voice.pointee.fadeQuanta -= 1
            if voice.pointee.fadeQuanta < 0 || voice.pointee.groupCount == 0 {
                voice.pointee.state = .free
                return
            }
        } else if voice.pointee.groupCount == 0 {
            voice.pointee.state = .free
            return
        }
        let target = voice.pointee.targets
        let share: Float
        if voice.pointee.state == .fading {
            share = 1 / Float(voice.pointee.fadeQuanta + 1)
        } else {
            share = Self.distance(gains, target) < 1e-4 ? 1 : 0.25
        }
        let scale = share / Float(Self.quantum)
        voice.pointee.steps = (
            (target.0 - gains.0) * scale, (target.1 - gains.1) * scale, (target.2 - gains.2) * scale,
            (target.3 - gains.3) * scale, (target.4 - gains.4) * scale, (target.5 - gains.5) * scale
        )
    }

    private static func distance(_ a: PartialVoice.Gains, _ b: PartialVoice.Gains) -> Float {
        max(
            max(max(abs(a.0 - b.0), abs(a.1 - b.1)), max(abs(a.2 - b.2), abs(a.3 - b.3))),
            max(abs(a.4 - b.4), abs(a.5 - b.5)))
    }

    /// Drops groups below the threshold of hearing and notes the level of the rest.
    func prune(_ slot: Int) {
        let first = firstGroup(slot)
        var kept = 0
        var level: Float = 0
        for group in 0..<voices[slot].groupCount {
            let peak = bank.peak(group: first + group)
            if peak < Self.inaudible { continue }
            if kept != group { bank.copy(from: bank, group: first + group, count: 1, to: first + kept) }
            kept += 1
            level += peak
        }
        voices[slot].groupCount = kept
        voices[slot].level = level
    }
}
