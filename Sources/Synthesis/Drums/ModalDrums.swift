import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// A simple drum kit for General MIDI's percussion channel: every drum a few dozen decaying modes.
///
/// Deep and few for bass drums and toms, many and high for snares, hi-hats and cymbals. It keeps the rhythm of a
/// piece until a SoundFont plays it; note-offs do nothing, and a closed hi-hat stops an open one.
public final class ModalDrums: Instrument {
    private let table: PartialBank
    private let tilt: UnsafeMutablePointer<Float>
    private let pool: PartialVoicePool
    private let channels: UnsafeMutablePointer<ChannelState>
    private static let groups = DrumVoice.modes / PartialBank.lanes

    /// Makes a kit; parameters as those of `AdditivePiano`.
    public init(sampleRate: Double, polyphony: Int = 64, threads: Int = 1) {
        table = PartialBank(capacity: 128 * Self.groups)
        tilt = .allocate(capacity: DrumVoice.modes)
        tilt.initialize(repeating: 0, count: DrumVoice.modes)
        pool = PartialVoicePool(polyphony: polyphony, groupsPerVoice: Self.groups)
        pool.threads = threads
        channels = .allocate(capacity: 32)
        channels.initialize(repeating: ChannelState(), count: 32)
        for key in 0..<128 {
            for (index, partial) in DrumVoice(key: key).partials(sampleRate: sampleRate).enumerated() {
                table.set(partial, group: key * Self.groups, lane: index)
            }
        }
    }

    deinit {
        tilt.deallocate()
        channels.deallocate()
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
        guard (0..<32).contains(channel), (0..<128).contains(key), velocity > 0 else { return }
        if key == 42 || key == 44 {
            pool.forEach(channel: channel, key: 46) { slot in pool.fade(slot) }
        }
        let slot = pool.claim(channel: channel, key: key)
        let first = pool.firstGroup(slot)
        pool.bank.copy(from: table, group: key * Self.groups, count: Self.groups, to: first)
        pool.bank.scale(
            group: first, count: Self.groups, tilt: tilt,
            level: Decibels.amplitude(PianoHammer.level(Double(velocity))), slope: 0)
        pool.voices[slot].groupCount = Self.groups
        pool.voices[slot].attackLength = 24
        let position = Float(key % 7) / 6 - 0.5
        pool.voices[slot].placement = (1 - 0.5 * position, 1 + 0.5 * position, 0.3)
        pool.setGains(slot, state: channels[channel], immediately: true)
        pool.prune(slot)
    }

    /// Does nothing: drums ring out.
    public func noteOff(channel: Int, key: Int, velocity: Int) {}

    /// Follows volume, pan and reverb send.
    public func channelChanged(_ channel: Int, to state: ChannelState, because change: ChannelChange) {
        guard (0..<32).contains(channel) else { return }
        channels[channel] = state
        switch change {
        case .controller(7), .controller(10), .controller(11), .controller(91), .controller(93), .everything: break
        default: return
        }
        pool.forEach(channel: channel) { slot in pool.setGains(slot, state: state, immediately: false) }
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
