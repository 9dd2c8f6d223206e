import DSP

/// Voices made of partials: who sounds, how loud, who gives way.
///
/// Time is divided into quanta of `quantum` frames, counted from the pool's first frame; what depends on how loud a
/// voice is (dropping partials nobody hears, retiring, moving gains) happens only at their boundaries, so that a
/// frame's value does not depend on how callers divide time. Voices are summed in `partitions` fixed parts, which may
/// be rendered on several threads and are added in a fixed order: the sum is the same on any number of threads.
///
/// Slots in use are kept in a list in the order of their strokes, so that an event costs no more than what sounds.
final class PartialVoicePool {
    /// Frames in a quantum.
    static let quantum = PartialBank.blockFrames
    /// Parts that voices are summed in.
    static let partitions = PartitionSum.partitions
    /// Frames a call of `render` does at most at a time.
    static let chunk = 2048
    /// Quanta that a stolen voice takes to fade.
    static let fadeQuanta = 4
    /// Squared amplitude under which a group of partials is dropped: −102 dB of full scale.
    static let inaudible: Float = 6e-11

    let bank: PartialBank
    let groupsPerVoice: Int
    let polyphony: Int
    /// Slots: the polyphony and as many again, at most 64, for those that fade.
    let slots: Int
    let voices: UnsafeMutablePointer<PartialVoice>
    /// The slots in use, sounding or fading, the oldest first.
    let active: UnsafeMutablePointer<Int32>
    var activeCount = 0
    /// Threads that `render` may use; 1 for live sound.
    var threads = 1
    let crew = RenderCrew<PartialVoicePool>()
    /// Whether new voices do what they do in silence.
    var isMuted = false
    var soundingVoices = 0
    var position = 0
    let sum = PartitionSum(capacity: PartialVoicePool.chunk)
    /// A bit for each slot that is not in use.
    private let free: UnsafeMutablePointer<UInt64>
    private var serial: UInt64 = 0

    init(polyphony: Int, groupsPerVoice: Int) {
        self.polyphony = max(1, polyphony)
        self.groupsPerVoice = groupsPerVoice
        slots = self.polyphony + min(self.polyphony, 64)
        bank = PartialBank(capacity: slots * groupsPerVoice)
        voices = .allocate(capacity: slots)
        voices.initialize(repeating: PartialVoice(), count: slots)
        active = .allocate(capacity: slots)
        active.initialize(repeating: 0, count: slots)
        free = .allocate(capacity: (slots + 63) / 64)
        free.initialize(repeating: 0, count: (slots + 63) / 64)
        for slot in 0..<slots { free[slot / 64] |= 1 << UInt64(slot % 64) }
    }

    deinit {
        voices.deallocate()
        active.deallocate()
        free.deallocate()
    }

    /// The first group of a slot.
    @inline(__always)
    func firstGroup(_ slot: Int) -> Int { slot * groupsPerVoice }

    /// Does something with each sounding voice of a channel, the oldest first.
    @inline(__always)
    func forEach(channel: Int, _ body: (Int) -> Void) {
        for index in 0..<activeCount {
            let slot = Int(active[index])
            if voices[slot].state == .sounding, Int(voices[slot].channel) == channel { body(slot) }
        }
    }

    /// Does something with each sounding voice of a key of a channel, the oldest first.
    @inline(__always)
    func forEach(channel: Int, key: Int, _ body: (Int) -> Void) {
        forEach(channel: channel) { slot in
            if Int(voices[slot].key) == key { body(slot) }
        }
    }

    /// Takes a slot for a new voice; when all are taken the least audible voice fades.
    func claim(channel: Int, key: Int) -> Int {
        if soundingVoices >= polyphony, let index = leastAudible(.sounding) { fade(Int(active[index])) }
        let slot: Int
        if let unused = lowestFree() {
            slot = unused
            free[slot / 64] &= ~(1 << UInt64(slot % 64))
        } else {
            // Everything sounds or fades: a fading voice is cut, which only more than the polyphony of notes
            // within a few milliseconds can bring about.
            let index = leastAudible(.fading) ?? 0
            slot = Int(active[index])
            activeCount -= 1
            for later in index..<activeCount { active[later] = active[later + 1] }
        }
        active[activeCount] = Int32(slot)
        activeCount += 1
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
        voices[slot].targets = (0, 0, 0, 0, 0, 0)
        soundingVoices -= 1
    }

    /// Sets where a voice's gains are going: its placement under the channel's mix.
    func setGains(_ slot: Int, state: ChannelState, immediately: Bool) {
        guard voices[slot].state == .sounding else { return }
        // Muted voices give way as they would if they were heard, so that stems sum to the whole.
        let mix = voices[slot].mix
        let level = state.gain * mix.level
        voices[slot].mixPower = level * level
        let gain = voices[slot].isMuted ? 0 : level
        let balance = state.balance
        let place = voices[slot].placement
        let (left, right) = (gain * balance.left * place.left, gain * balance.right * place.right)
        voices[slot].targets = (
            left, left * place.width, right, -right * place.width, gain * state.send * mix.reverb,
            gain * state.chorusAmount * mix.chorus
        )
        if immediately { voices[slot].gains = voices[slot].targets }
    }

    /// Takes what has fallen silent from the list; the order of the rest stays.
    func retire() {
        var (kept, sounding) = (0, 0)
        for index in 0..<activeCount {
            let slot = Int(active[index])
            if voices[slot].state == .free {
                free[slot / 64] |= 1 << UInt64(slot % 64)
                continue
            }
            if voices[slot].state == .sounding { sounding += 1 }
            active[kept] = Int32(slot)
            kept += 1
        }
        activeCount = kept
        soundingVoices = sounding
    }

    /// The slot is the lowest, not the last that fell free: that order would depend on how time was divided.
    private func lowestFree() -> Int? {
        for word in 0..<(slots + 63) / 64 where free[word] != 0 {
            return word * 64 + free[word].trailingZeroBitCount
        }
        return nil
    }

    /// The place in the list of the voice that will be missed least: faint, and the fainter for being damped.
    private func leastAudible(_ state: PartialVoice.State) -> Int? {
        var found: Int?
        var least = Float.infinity
        for index in 0..<activeCount {
            let voice = voices + Int(active[index])
            guard voice.pointee.state == state else { continue }
            let power = voice.pointee.level * voice.pointee.mixPower
            let audibility = power * (1 - 0.9 * min(1, voice.pointee.damping))
            if audibility < least {
                least = audibility
                found = index
            }
        }
        return found
    }
}
