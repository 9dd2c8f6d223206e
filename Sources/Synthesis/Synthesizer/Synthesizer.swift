import DSP

/// Sixteen MIDI channels, the instruments they play, and the room they play in.
///
/// Channel 10 (index 9) plays the drums, all others the melodic instrument; programs and banks are recorded for
/// instruments that have several sounds. Understood: controllers 0, 6, 7, 10, 11, 32, 64, 66, 67, 91, 98–101, 120,
/// 121 and 123–127, the pitch wheel and RPN 0. Made for one thread; after the initialiser nothing allocates or locks.
public final class Synthesizer {
    /// The channel of the drums, counted from 0.
    public static let drumChannel = 9
    /// Frames that are mixed at a time.
    static let chunk = PartialVoicePool.chunk

    /// The instrument of the melodic channels.
    public let melodic: any Instrument
    /// The instrument of the drum channel.
    public let percussion: any Instrument
    private let effects: Effects
    private let mixer = MixBuffer(capacity: Synthesizer.chunk)
    private let states: UnsafeMutablePointer<ChannelState>

    /// Makes a synthesizer.
    ///
    /// - Parameters:
    ///   - sampleRate: frames a second, 8 000…192 000.
    ///   - melodic: the instrument of channels 1–9 and 11–16; nil makes an `AdditivePiano`.
    ///   - percussion: the instrument of channel 10; nil makes `ModalDrums`.
    ///   - reverb: the room.
    ///   - reverbAmount: 0…1 and beyond; how much of it.
    ///   - chorus: whether there is a chorus; what channels send to it is their controller 93.
    ///   - chorusAmount: 0…1 and beyond; how much of it.
    ///   - polyphony: notes at once, for the instruments made here.
    ///   - threads: threads for them to render on; 1 for live sound.
    public init(
        sampleRate: Double, melodic: (any Instrument)? = nil, percussion: (any Instrument)? = nil,
        reverb: ReverbPreset = .room, reverbAmount: Double = 0.3, chorus: Bool = true, chorusAmount: Double = 1,
        polyphony: Int = 256, threads: Int = 1
    ) {
        self.melodic = melodic ?? AdditivePiano(sampleRate: sampleRate, polyphony: polyphony, threads: threads)
        self.percussion = percussion ?? ModalDrums(sampleRate: sampleRate, polyphony: min(polyphony, 64))
        effects = Effects(
            sampleRate: sampleRate, reverb: reverb, reverbAmount: reverbAmount, chorus: chorus,
            chorusAmount: chorusAmount)
        states = .allocate(capacity: 16)
        states.initialize(repeating: ChannelState(), count: 16)
        for channel in 0..<16 {
            self.melodic.channelChanged(channel, to: ChannelState(), because: .everything)
            self.percussion.channelChanged(channel, to: ChannelState(), because: .everything)
        }
    }

    deinit { states.deallocate() }

    /// What a channel's controllers say.
    public func state(ofChannel channel: Int) -> ChannelState { states[channel & 15] }

    /// Voices that sound now.
    public var activeVoices: Int { melodic.activeVoices + percussion.activeVoices }

    /// Whether nothing sounds, not even the room or the chorus.
    public var isSilent: Bool { activeVoices == 0 && effects.isSilent }

    /// Takes an event; it is heard from the next frame on.
    public func handle(_ event: SynthesizerEvent) {
        switch event {
        case .noteOn(let channel, let key, let velocity):
            let instrument = instrument(channel)
            if velocity > 0 {
                instrument.noteOn(channel: Int(channel & 15), key: Int(key & 127), velocity: Int(velocity & 127))
            } else {
                instrument.noteOff(channel: Int(channel & 15), key: Int(key & 127), velocity: 64)
            }
        case .noteOff(let channel, let key, let velocity):
            instrument(channel)
                .noteOff(channel: Int(channel & 15), key: Int(key & 127), velocity: Int(velocity & 127))
        case .controller(let channel, let number, let value):
            control(Int(channel & 15), number & 127, value & 127)
        case .program(let channel, let number):
            change(Int(channel & 15), .program) { $0.program = number & 127 }
        case .pitchBend(let channel, let value):
            change(Int(channel & 15), .pitchBend) { $0.pitchBend = max(-8192, min(8191, value)) }
        }
    }

    /// Ends all sound and resets all controllers.
    public func reset() {
        for channel in 0..<16 {
            instrument(UInt8(channel)).silence(channel: channel)
            states[channel] = ChannelState()
            instrument(UInt8(channel)).channelChanged(channel, to: states[channel], because: .everything)
        }
        effects.reset()
    }

    /// Writes `frames` frames of everything.
    ///
    /// The samples do not depend on how the frames are divided into calls.
    public func render(left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>, frames: Int) {
        FlushToZero.during {
            var done = 0
            while done < frames {
                let count = min(Self.chunk, frames - done)
                let bus = MixBus(
                    left: left + done, right: right + done, reverb: mixer.bus.reverb, chorus: mixer.bus.chorus)
                bus.clear(frames: count)
                melodic.render(adding: bus, frames: count)
                percussion.render(adding: bus, frames: count)
                effects.process(bus, frames: count)
                done += count
            }
        }
    }

    @inline(__always)
    private func instrument(_ channel: UInt8) -> any Instrument {
        Int(channel & 15) == Self.drumChannel ? percussion : melodic
    }

    func change(_ channel: Int, _ change: ChannelChange, _ body: (inout ChannelState) -> Void) {
        body(&states[channel])
        instrument(UInt8(channel)).channelChanged(channel, to: states[channel], because: change)
    }

    func allNotesOff(_ channel: Int) { instrument(UInt8(channel)).releaseAll(channel: channel) }

    func allSoundOff(_ channel: Int) { instrument(UInt8(channel)).silence(channel: channel) }
}
