import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// A drum kit without files: every drum of General MIDI's percussion map as up to 480 decaying modes.
///
/// Deep and few for bass drums and toms, dense as noise for snares, hi-hats and cymbals, pulsing for what rattles. Soft
/// strokes are a little darker. Note-offs do nothing: drums ring out, but what cannot sound together stops each other:
/// open, closed and pedalled hi-hats, short and long whistles and guiros, muted and open drums and triangles. Drum
/// tuning, level, place and sends (NRPN 18 to 1E) are followed. Keys that the map leaves empty stay silent.
public final class ModalDrums: Instrument {
    private static let channelCount = 32

    private let table: DrumTable
    private let pool: PartialVoicePool
    private let channels: UnsafeMutablePointer<ChannelState>
    /// Which keys stop each other: keys of one number above 0 do.
    private let exclusion: UnsafeMutablePointer<UInt8>

    /// Makes a kit; parameters as those of `AdditivePiano`.
    public init(sampleRate: Double, polyphony: Int = 64, threads: Int = 1) {
        table = DrumTable(sampleRate: sampleRate)
        pool = PartialVoicePool(polyphony: polyphony, groupsPerVoice: table.groupsPerVoice)
        pool.threads = threads
        channels = .allocate(capacity: Self.channelCount)
        channels.initialize(repeating: ChannelState(), count: Self.channelCount)
        exclusion = .allocate(capacity: 128)
        exclusion.initialize(repeating: 0, count: 128)
        let groups = [[42, 44, 46], [71, 72], [73, 74], [78, 79], [80, 81], [29, 30], [62, 63], [86, 87]]
        for (index, group) in groups.enumerated() {
            for key in group { exclusion[key] = UInt8(index + 1) }
        }
    }

    deinit {
        channels.deallocate()
        exclusion.deallocate()
    }

    /// Drums that sound now.
    public var activeVoices: Int { pool.soundingVoices }

    /// Whether notes struck from now on stay unheard.
    public var isMuted: Bool {
        get { pool.isMuted }
        set { pool.isMuted = newValue }
    }

    /// Strikes a drum.
    public func noteOn(channel: Int, key: Int, velocity: Int, glide: Glide?) {
        guard (0..<Self.channelCount).contains(channel), (0..<128).contains(key), velocity > 0 else { return }
        let entry = table[key]
        guard entry.count > 0 else { return }
        if exclusion[key] > 0 {
            pool.forEach(channel: channel) { slot in
                if exclusion[Int(pool.voices[slot].key)] == exclusion[key] { pool.fade(slot) }
            }
        }
        let strength = Double(min(velocity, 127))
        let slot = pool.claim(channel: channel, key: key)
        let first = pool.firstGroup(slot)
        pool.bank.copy(from: table.bank, group: entry.first, count: entry.count, to: first)
        pool.bank.scale(
            group: first, count: entry.count, tilt: table.tilt + entry.first * PartialBank.lanes,
            level: Decibels.amplitude(PianoHammer.level(strength)), slope: Float(0.25 * (100 - strength) / 100))
        pool.voices[slot].groupCount = entry.count
        pool.voices[slot].attackLength = entry.attackFrames
        let ratio = channels[channel].pitchRatio(key: key)
        if ratio != 1 { pool.bank.tune(group: first, count: entry.count, ratio: ratio, damping: 0) }
        place(slot, immediately: true)
        pool.prune(slot)
    }

    /// Does nothing: drums ring out.
    public func noteOff(channel: Int, key: Int, velocity: Int) {}

    /// Follows volume, pan, sends, tuning and what is set for single drums.
    public func channelChanged(_ channel: Int, to state: ChannelState, because change: ChannelChange) {
        guard (0..<Self.channelCount).contains(channel) else { return }
        channels[channel] = state
        switch change {
        case .controller(7), .controller(10), .controller(11), .controller(91), .controller(93), .generators:
            pool.forEach(channel: channel) { slot in place(slot, immediately: false) }
        case .pitchBend, .tuning: tune(channel)
        case .everything:
            pool.forEach(channel: channel) { slot in place(slot, immediately: false) }
            tune(channel)
        default: return
        }
    }

    /// Puts a voice where its drum stands, as loud as the channel and the drum's own settings have it.
    private func place(_ slot: Int, immediately: Bool) {
        let voice = pool.voices + slot
        let key = Int(voice.pointee.key)
        let channel = Int(voice.pointee.channel)
        let drum = channels[channel].drumKeys[key & 127]
        voice.pointee.placement = table[key].placement
        if drum.pan > 0 {
            let position = (Float(drum.pan) - 64) / 63
            (voice.pointee.placement.left, voice.pointee.placement.right) = (1 - 0.5 * position, 1 + 0.5 * position)
        }
        voice.pointee.mix = (drum.gain, Float(drum.reverbSend) / 127, Float(drum.chorusSend) / 127)
        pool.setGains(slot, state: channels[channel], immediately: immediately)
    }

    private func tune(_ channel: Int) {
        pool.forEach(channel: channel) { slot in
            pool.bank.tune(
                group: pool.firstGroup(slot), count: pool.voices[slot].groupCount,
                ratio: channels[channel].pitchRatio(key: Int(pool.voices[slot].key)), damping: 0)
        }
    }

    /// Does nothing: drums ring out.
    public func releaseAll(channel: Int) {}

    /// Ends all sound of a channel.
    public func silence(channel: Int) {
        pool.forEach(channel: channel) { slot in pool.fade(slot) }
    }

    /// Adds the drums to a bus.
    public func render(adding to: MixBus, frames: Int) { pool.render(adding: to, frames: frames) }
}
