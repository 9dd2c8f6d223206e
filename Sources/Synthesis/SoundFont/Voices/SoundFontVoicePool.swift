import DSP

/// The voices of a SoundFont instrument: who sounds, who gives way, and the memory for it.
///
/// Time is divided into quanta of 64 frames, counted from the pool's first frame. Pitch and filter change at the start
/// of a quantum, gains run in straight lines from there to its end; a stroke or a release breaks the quantum at its
/// own frame. Slots lie in blocks of sixteen, which are filtered and mixed side by side; blocks belong to fixed
/// partitions that may be rendered on several threads and are added in a fixed order. So neither the division of
/// time into calls nor the number of threads changes a sample.
final class SoundFontVoicePool {
    /// Parts that voices are summed in.
    static let partitions = PartitionSum.partitions
    /// Frames that are rendered at most at a time.
    static let chunk = 2_048
    /// Voices side by side.
    static let lanes = 16
    /// Seconds in which a stolen or silenced voice fades.
    static let fadeSeconds = 0.005
    /// Seconds of 96 dB for a voice that another of its class ends.
    static let chokeSeconds = 0.06

    let polyphony: Int
    let sampleRate: Double
    let interpolation: Interpolation
    let gain: Float
    /// Threads that `render` may use.
    var threads: Int
    let crew = RenderCrew<SoundFontVoicePool>()
    let blocks: Int
    let voices: UnsafeMutablePointer<SoundFontVoice>
    /// How loud each voice is, as of when it was struck or last rendered: `audibility`, where whoever looks for the
    /// least does not need what another thread is at.
    let loudness: UnsafeMutablePointer<Float>
    /// A bit for every slot in use, a word for every block.
    let active: UnsafeMutablePointer<UInt16>
    /// Whether each block is for voices with filters, as long as it is in use: the others spare themselves the work.
    private let filtered: UnsafeMutablePointer<Bool>
    let channels: UnsafeMutablePointer<ChannelState>
    /// Where each partition's voices are summed.
    let sum = PartitionSum(capacity: SoundFontVoicePool.chunk)
    /// The block of each partition that comes next, times `chunk`, and the frame of it; 0 before the first.
    let cursors = (0..<SoundFontVoicePool.partitions).map { _ in LoneAtomic() }
    /// What each thread needs.
    var scratch = [VoiceScratch()]
    let mixer: VoiceMixer
    let filters: VoiceFilterBank
    let curves = ModulatorCurves()
    private(set) var soundingVoices = 0
    /// The frame that the next call of `render` starts with.
    var position = 0

    init(settings: SoundFontInstrument.Settings, sampleRate: Double, channels: Int) {
        polyphony = max(1, min(4_096, settings.polyphony))
        self.sampleRate = sampleRate
        interpolation = settings.interpolation
        gain = settings.gain
        threads = max(1, settings.threads)
        blocks = (polyphony + min(polyphony, 64) + Self.lanes - 1) / Self.lanes
        // On a line's boundary, so that no two blocks share one.
        let size = blocks * Self.lanes * MemoryLayout<SoundFontVoice>.stride
        voices = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 128)
            .bindMemory(to: SoundFontVoice.self, capacity: blocks * Self.lanes)
        loudness = UnsafeMutableRawPointer.allocate(byteCount: blocks * Self.lanes * 4, alignment: 64)
            .bindMemory(to: Float.self, capacity: blocks * Self.lanes)
        loudness.initialize(repeating: 0, count: blocks * Self.lanes)
        active = .allocate(capacity: blocks)
        active.initialize(repeating: 0, count: blocks)
        filtered = .allocate(capacity: blocks)
        filtered.initialize(repeating: false, count: blocks)
        mixer = VoiceMixer(capacity: blocks * Self.lanes)
        filters = VoiceFilterBank(capacity: blocks * Self.lanes, sampleRate: sampleRate)
        self.channels = .allocate(capacity: channels)
        self.channels.initialize(repeating: ChannelState(), count: channels)
    }

    deinit {
        UnsafeMutableRawPointer(voices).deallocate()
        UnsafeMutableRawPointer(loudness).deallocate()
        active.deallocate()
        filtered.deallocate()
        channels.deallocate()
    }

    /// Calls `body` with every slot in use.
    @inline(__always)
    func forEachActive(_ body: (Int) -> Void) {
        for block in 0..<blocks { forEachLane(of: block, body) }
    }

    /// Calls `body` with every slot in use of a block.
    @inline(__always)
    func forEachLane(of block: Int, _ body: (Int) -> Void) {
        var rest = active[block]
        while rest != 0 {
            body(block * Self.lanes + rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }

    /// Takes a slot for a voice of a note; when all are taken the least audible voice of another note fades.
    ///
    /// - Returns: nil when only voices of the same note could give way.
    func claim(note: UInt64, filters: Bool) -> Int? {
        if soundingVoices >= polyphony {
            guard let victim = leastAudible(sparing: note) else { return nil }
            if voices[victim].isNew { free(victim) } else { fade(victim) }
        }
        if let slot = freeSlot(filters: filters) {
            take(slot)
            return slot
        }
        // Everything sounds or fades: a fading voice is cut, which only more than 64 thefts within the few
        // milliseconds of a fade can bring about.
        var (cut, least) = (-1, Float.infinity)
        forEachActive { slot in
            if voices[slot].state == .fading, voices[slot].fade * voices[slot].audibility < least {
                least = voices[slot].fade * voices[slot].audibility
                cut = slot
            }
        }
        guard cut >= 0 else { return nil }
        free(cut)
        take(cut)
        return cut
    }

    /// The first slot free in a block of the kind, else in a block not in use, else anywhere.
    private func freeSlot(filters: Bool) -> Int? {
        var (empty, other) = (-1, -1)
        for block in 0..<blocks where active[block] != .max {
            if active[block] == 0 {
                if empty < 0 { empty = block }
            } else if filtered[block] == filters {
                return block * Self.lanes + (~active[block]).trailingZeroBitCount
            } else if other < 0 {
                other = block
            }
        }
        if empty >= 0 { filtered[empty] = filters }
        let block = empty >= 0 ? empty : other
        return block < 0 ? nil : block * Self.lanes + (~active[block]).trailingZeroBitCount
    }

    private func take(_ slot: Int) {
        active[slot / Self.lanes] |= 1 << UInt16(slot % Self.lanes)
        soundingVoices += 1
        // Lanes that nobody uses are filtered with the rest, from rows where other blocks left what they did.
        filters.reset(slot)
    }

    /// Ends a voice at once.
    func free(_ slot: Int) {
        if voices[slot].state == .sounding { soundingVoices -= 1 }
        vacate(slot)
    }

    /// Empties a slot without counting, which may be done for different blocks at the same time.
    @inline(__always)
    func vacate(_ slot: Int) {
        voices[slot].state = .free
        active[slot / Self.lanes] &= ~(1 << UInt16(slot % Self.lanes))
        mixer.setLine(slot, base: .zero, step: .zero)
        if voices[slot].filters { filters.reset(slot) }
    }

    /// Lets a voice fade within a few milliseconds.
    func fade(_ slot: Int) {
        guard voices[slot].state == .sounding else { return }
        soundingVoices -= 1
        if voices[slot].isNew {
            vacate(slot)
        } else {
            voices[slot].state = .fading
            voices[slot].needsGains = true
        }
    }

    /// Counts the voices that have ended while they were rendered.
    func countEnded() {
        for memory in scratch where memory.counts.pointee.endedVoices > 0 {
            soundingVoices -= memory.counts.pointee.endedVoices
            memory.counts.pointee.endedVoices = 0
        }
    }

    /// Voices that sound or, when none does, still fade.
    var activeVoices: Int {
        if soundingVoices > 0 { return soundingVoices }
        var fading = 0
        for block in 0..<blocks { fading += active[block].nonzeroBitCount }
        return fading
    }

    /// The voice whose end is heard least: the quietest of those let go, else the quietest of all.
    private func leastAudible(sparing note: UInt64) -> Int? {
        var found: Int?
        var (least, foundLetGo) = (Float.infinity, false)
        forEachActive { slot in
            let voice = voices + slot
            guard voice.pointee.state == .sounding, voice.pointee.note != note else { return }
            let isLetGo = voice.pointee.isLetGo
            if foundLetGo && !isLetGo { return }
            if (isLetGo && !foundLetGo) || loudness[slot] < least {
                (found, least, foundLetGo) = (slot, loudness[slot], isLetGo)
            }
        }
        return found
    }

    /// Ends the other notes of a class on a channel.
    func choke(channel: Int, exclusiveClass: UInt16, sparing note: UInt64) {
        forEachActive { slot in
            let voice = voices + slot
            guard voice.pointee.state == .sounding, Int(voice.pointee.channel) == channel,
                voice.pointee.note != note, !voice.pointee.isChoked,
                voice.pointee.region.pointee.exclusiveClass == exclusiveClass
            else { return }
            voice.pointee.isChoked = true
            voice.pointee.isLetGo = false
            letGo(slot)
        }
    }

    /// Whether a change of its channel moves a voice.
    @inline(__always)
    func hears(_ voice: UnsafeMutablePointer<SoundFontVoice>, _ change: ChannelChange) -> Bool {
        if case .controller(71...78) = change { return true }
        return voice.pointee.region.pointee.listens.hears(change, key: voice.pointee.key)
    }

    /// How far the sustain pedal lifts a voice's dampers, 0…1.
    @inline(__always)
    func lift(_ voice: UnsafeMutablePointer<SoundFontVoice>) -> Float {
        let state = channels + Int(voice.pointee.channel)
        return voice.pointee.region.pointee.rings ? state.pointee.damperLift : state.pointee.sustain >= 64 ? 1 : 0
    }

    /// A pedal catches a voice in its release: from the next frame on it dies away as if its key were held.
    func catchAgain(_ slot: Int) {
        let voice = voices + slot
        voice.pointee.isLetGo = false
        voice.pointee.volumeReleasePending = true
        voice.pointee.modulationReleasePending = true
        voice.pointee.needsGains = true
        voice.pointee.needsControl = true
    }

    /// Starts a voice's release at the next frame; one that has not begun to sound is over.
    func letGo(_ slot: Int) {
        let voice = voices + slot
        guard !voice.pointee.isLetGo else { return }
        // Its delay may be 20 s, after which it would fall from nothing.
        guard !voice.pointee.isNew || voice.pointee.startFrame <= position else { return free(slot) }
        voice.pointee.isLetGo = true
        voice.pointee.keyIsDown = false
        voice.pointee.volumeReleasePending = true
        voice.pointee.modulationReleasePending = true
        voice.pointee.needsGains = true
        voice.pointee.needsControl = true
        voice.pointee.playhead.release(voice.pointee.sample)
    }
}
