import DSP
import Dispatch

/// Voices made of partials: who sounds, how loud, who gives way.
///
/// Time is divided into quanta of `quantum` frames, counted from the pool's first frame; what depends on how loud a
/// voice is (dropping partials nobody hears, retiring, moving gains) happens only at their boundaries, so that a
/// frame's value does not depend on how callers divide time. Voices are summed in `partitions` fixed parts, which may
/// be rendered on several threads and are added in a fixed order: the sum is the same on any number of threads.
final class PartialVoicePool {
    /// Frames in a quantum.
    static let quantum = PartialBank.blockFrames
    /// Parts that voices are summed in.
    static let partitions = 4
    /// Frames a call of `render` does at most at a time.
    static let chunk = 2048
    /// Quanta that a stolen voice takes to fade.
    static let fadeQuanta = 4
    /// Squared amplitude under which a group of partials is dropped.
    static let inaudible: Float = 1e-11

    let bank: PartialBank
    let groupsPerVoice: Int
    let polyphony: Int
    /// Slots: the polyphony and as many again, for those that fade.
    let slots: Int
    let voices: UnsafeMutablePointer<PartialVoice>
    /// Threads that `render` may use; 1 for live sound.
    var threads = 1
    /// Whether new voices do what they do in silence.
    var isMuted = false
    private(set) var soundingVoices = 0
    private var position = 0
    private var serial: UInt64 = 0
    private let mixers: [MixBuffer]
    private let buses: UnsafeMutablePointer<MixBus>

    init(polyphony: Int, groupsPerVoice: Int) {
        self.polyphony = max(1, polyphony)
        self.groupsPerVoice = groupsPerVoice
        slots = self.polyphony + min(self.polyphony, 64)
        bank = PartialBank(capacity: slots * groupsPerVoice)
        voices = .allocate(capacity: slots)
        voices.initialize(repeating: PartialVoice(), count: slots)
        mixers = (0..<Self.partitions).map { _ in MixBuffer(capacity: Self.chunk) }
        buses = .allocate(capacity: Self.partitions)
        for part in 0..<Self.partitions { (buses + part).initialize(to: mixers[part].bus) }
    }

    deinit {
        voices.deallocate()
        buses.deallocate()
    }

    /// The first group of a slot.
    @inline(__always)
    func firstGroup(_ slot: Int) -> Int { slot * groupsPerVoice }

    /// Takes a slot for a new voice; when all are taken the quietest voice fades.
    func claim(channel: Int, key: Int) -> Int {
        if soundingVoices >= polyphony, let quietest = quietest(.sounding) { fade(quietest) }
        var slot = -1
        for candidate in 0..<slots where voices[candidate].state == .free {
            slot = candidate
            break
        }
        if slot < 0 {
            // Everything sounds or fades: a fading voice is cut, which only more than the polyphony of notes
            // within a few milliseconds can bring about.
            slot = quietest(.fading) ?? 0
        }
        serial &+= 1
        voices[slot] = PartialVoice()
        voices[slot].state = .sounding
        voices[slot].channel = UInt8(truncatingIfNeeded: channel)
        voices[slot].key = UInt8(truncatingIfNeeded: key)
        voices[slot].isHeld = true
        voices[slot].isMuted = isMuted
        voices[slot].serial = serial
        soundingVoices += 1
        return slot
    }

    /// Lets a voice fade out within a few milliseconds and then be free.
    func fade(_ slot: Int) {
        guard voices[slot].state == .sounding else { return }
        voices[slot].state = .fading
        voices[slot].fadeQuanta = Self.fadeQuanta
        voices[slot].targets = (0, 0, 0, 0, 0)
        soundingVoices -= 1
    }

    /// Sets where a voice's gains are going: its placement under the channel's mix.
    func setGains(_ slot: Int, state: ChannelState, immediately: Bool) {
        guard voices[slot].state == .sounding else { return }
        let gain = voices[slot].isMuted ? 0 : state.gain
        let balance = state.balance
        let place = voices[slot].placement
        let (left, right) = (gain * balance.left * place.left, gain * balance.right * place.right)
        voices[slot].targets = (
            left, left * place.width, right, -right * place.width, gain * state.send
        )
        if immediately { voices[slot].gains = voices[slot].targets }
    }

    private func quietest(_ state: PartialVoice.State) -> Int? {
        var found: Int?
        var least = Float.infinity
        for slot in 0..<slots where voices[slot].state == state && voices[slot].level < least {
            least = voices[slot].level
            found = slot
        }
        return found
    }

    /// Adds all voices to a bus.
    func render(adding to: MixBus, frames: Int) {
        var done = 0
        while done < frames {
            let count = min(Self.chunk, frames - done)
            if soundingVoices > 0 || hasFading {
                renderChunk(adding: to.advanced(by: done), frames: count)
            }
            position += count
            done += count
        }
    }

    private var hasFading: Bool {
        for slot in 0..<slots where voices[slot].state == .fading { return true }
        return false
    }

    private func renderChunk(adding to: MixBus, frames: Int) {
        if threads > 1, frames * soundingVoices > 2048 {
            nonisolated(unsafe) let pool = self
            DispatchQueue.concurrentPerform(iterations: Self.partitions) { part in
                FlushToZero.during { pool.renderPartition(part, frames: frames) }
            }
        } else {
            for part in 0..<Self.partitions { renderPartition(part, frames: frames) }
        }
        var sounding = 0
        for slot in 0..<slots where voices[slot].state == .sounding { sounding += 1 }
        soundingVoices = sounding
        for part in 0..<Self.partitions { to.add(buses[part], frames: frames) }
    }

    private func renderPartition(_ part: Int, frames: Int) {
        let bus = buses[part]
        bus.clear(frames: frames)
        var slot = part
        while slot < slots {
            if voices[slot].state != .free { renderVoice(slot, adding: bus, frames: frames) }
            slot += Self.partitions
        }
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
                bank.render(
                    group: group, count: voice.pointee.groupCount, real: real, imaginary: imaginary, frames: count)
                if voice.pointee.attackFrame < voice.pointee.attackLength {
                    attack(voice, real, imaginary, frames: count)
                }
                mix(voice, real, imaginary, to: bus.advanced(by: done), offset: offset, frames: count)
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
            (target.3 - gains.3) * scale, (target.4 - gains.4) * scale
        )
    }

    private static func distance(_ a: PartialVoice.Gains, _ b: PartialVoice.Gains) -> Float {
        max(max(abs(a.0 - b.0), abs(a.1 - b.1)), max(abs(a.2 - b.2), max(abs(a.3 - b.3), abs(a.4 - b.4))))
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
