import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// A grand piano without files: every string's partials computed, one by one.
///
/// Inharmonic partials with two-stage decay, a spectrum that brightens with velocity, unisons that beat, knock and
/// damper noise, sustain with half pedal, sostenuto, una corda by degrees, and open strings that resonate. It plays
/// all channels, each with its own pedals. The same key and velocity always sound the same.
///
/// It follows the pitch wheel and tuning, and the sound controllers 72 (how slowly dampers work), 73 (attack) and 74
/// (brightness, of later strokes). Pressure, the modulation wheel and portamento mean nothing to a struck string and
/// are ignored: keys neither swell nor slide.
///
/// All memory is taken by the initialiser; see `Instrument` for what may be called when.
public final class AdditivePiano: Instrument {
    /// Channels it can be played on.
    static let channelCount = 32

    let table: PianoKeyTable
    let pool: PartialVoicePool
    let sympathy: SympatheticStrings
    let channels: UnsafeMutablePointer<ChannelState>
    /// How often each key of each channel is down.
    let heldKeys: UnsafeMutablePointer<Int32>
    /// Which keys of each channel the sostenuto pedal keeps open.
    let caughtKeys: UnsafeMutablePointer<Bool>
    private let sampleRate: Double
    private let resonanceInput: MixBuffer

    /// Makes a piano.
    ///
    /// - Parameters:
    ///   - sampleRate: 8 000…192 000 Hz; partials above 0.45 of it are left out.
    ///   - polyphony: the most notes that sound at once; the quietest gives way to a new one.
    ///   - threads: threads that `render` may use; 1 for live sound. The samples do not depend on it.
    public init(sampleRate: Double, polyphony: Int = 256, threads: Int = 1) {
        self.sampleRate = sampleRate
        table = PianoKeyTable(sampleRate: sampleRate)
        pool = PartialVoicePool(polyphony: polyphony, groupsPerVoice: table.groupsPerVoice)
        pool.threads = threads
        sympathy = SympatheticStrings(sampleRate: sampleRate)
        channels = .allocate(capacity: Self.channelCount)
        channels.initialize(repeating: ChannelState(), count: Self.channelCount)
        heldKeys = .allocate(capacity: Self.channelCount * 128)
        heldKeys.initialize(repeating: 0, count: Self.channelCount * 128)
        caughtKeys = .allocate(capacity: Self.channelCount * 128)
        caughtKeys.initialize(repeating: false, count: Self.channelCount * 128)
        resonanceInput = MixBuffer(capacity: PartialVoicePool.chunk)
    }

    deinit {
        channels.deallocate()
        heldKeys.deallocate()
        caughtKeys.deallocate()
    }

    /// Threads that `render` may use: 1 for live sound, which alone neither allocates nor locks.
    public var threads: Int {
        get { pool.threads }
        set { pool.threads = max(1, newValue) }
    }

    /// Notes that sound now.
    public var activeVoices: Int { pool.soundingVoices }

    /// Whether notes struck from now on stay unheard.
    public var isMuted: Bool {
        get { pool.isMuted }
        set { pool.isMuted = newValue }
    }

    /// Strikes a key; a velocity of 0 does nothing.
    public func noteOn(channel: Int, key: Int, velocity: Int, glide: Glide?) {
        guard (0..<Self.channelCount).contains(channel), (0..<128).contains(key), velocity > 0 else { return }
        yieldString(channel: channel, key: key)
        let state = channels[channel]
        let slot = pool.claim(channel: channel, key: key)
        let voice = pool.voices + slot
        let entry = table[key]
        let first = pool.firstGroup(slot)
        let strength = Double(min(velocity, 127))
        // Una corda: fewer strings and softer felt, so quieter, darker and with more aftersound.
        let softness = Double(state.soft) / 127
        var level = PianoHammer.level(strength) - 2.5 * softness
        let brightness = 6 * (Double(state.controllers[74]) - 64) / 64
        let tilt = max(6, PianoHammer.tilt(strength) + 3 * softness - brightness)
        let slope = Float((tilt - PianoHammer.referenceTilt) / 6.020_6)
        let strings = entry.strings
        pool.bank.copy(from: table.bank, group: strings.first, count: strings.count, to: first)
        pool.bank.scale(
            group: first, count: strings.count, tilt: table.tilt + strings.first * PartialBank.lanes,
            level: Decibels.amplitude(level), slope: slope)
        if softness > 0 {
            pool.bank.scale(
                group: first, count: strings.count, tilt: table.aftersound + strings.first * PartialBank.lanes,
                level: 1, slope: Float(0.5 * softness))
        }
        // The knock grows less with velocity than the tone does.
        level *= 0.85
        pool.bank.copy(
            from: table.bank, group: entry.knock.first, count: entry.knock.count, to: first + strings.count)
        pool.bank.scale(
            group: first + strings.count, count: entry.knock.count,
            tilt: table.tilt + entry.knock.first * PartialBank.lanes, level: Decibels.amplitude(level),
            slope: 0.5 * slope)
        voice.pointee.groupCount = strings.count + entry.knock.count
        let ratio = state.pitchRatio(key: key)
        if ratio != 1 {
            pool.bank.tune(group: first, count: voice.pointee.groupCount, ratio: ratio, damping: 0)
        }
        let contact =
            PianoHammer.contact(Double(key)) * (1.9 - 0.9 * strength / 127)
            * exp2((Double(state.controllers[73]) - 64) / 24)
        voice.pointee.attackLength = max(1, Int(contact * 1e-3 * sampleRate))
        voice.pointee.placement = Self.placement(key)
        pool.setGains(slot, state: state, immediately: true)
        pool.prune(slot)
        heldKeys[channel * 128 + key] += 1
        sympathy.open(key)
    }

    /// Lets a key go.
    public func noteOff(channel: Int, key: Int, velocity: Int) {
        guard (0..<Self.channelCount).contains(channel), (0..<128).contains(key) else { return }
        if heldKeys[channel * 128 + key] > 0 {
            heldKeys[channel * 128 + key] -= 1
            sympathy.close(key)
        }
        var oldest = -1
        pool.forEach(channel: channel, key: key) { slot in
            if oldest < 0, pool.voices[slot].isHeld { oldest = slot }
        }
        guard oldest >= 0 else { return }
        release(oldest, velocity: velocity)
    }

    /// Adds the piano's sound to a bus.
    public func render(adding to: MixBus, frames: Int) {
        var done = 0
        while done < frames {
            let count = min(PartialVoicePool.chunk, frames - done)
            let target = to.advanced(by: done)
            // Open strings answer to the piano alone, so it is mixed apart first.
            let own = resonanceInput.bus
            let isPlaying = pool.activeCount > 0
            if isPlaying { own.clear(frames: count) }
            pool.render(adding: own, frames: count)
            sympathy.render(hearing: own, adding: target, frames: count, isPlaying: isPlaying)
            if isPlaying { target.add(own, frames: count) }
            done += count
        }
    }

    /// Where a key stands from left to right, as the player hears it.
    static func placement(_ key: Int) -> (left: Float, right: Float, width: Float) {
        let position = min(1, max(-1, (Double(key) - 64) / 44))
        let angle = (1 + 0.42 * position) * Double.pi / 4
        let root = 2.0.squareRoot()
        return (Float(cos(angle) * root), Float(sin(angle) * root), 0.42)
    }
}
