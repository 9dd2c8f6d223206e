import DSP

/// Two ports of sixteen MIDI channels, the instruments they play, and the room they play in.
///
/// Drum parts (channel 10 of each port, and those that a message makes one) play the percussion instrument, all others
/// the melodic one; a SoundFont may be both. What is understood, and by which document:
///
/// - channel messages, controllers, RPN 0–5: MIDI 1.0 (M1 v4.2.1), General MIDI 2, RP-015 (reset all controllers),
///   RP-018 (data increment), CA-026 (modulation depth range);
/// - bank and program: see `MIDIStandard`;
/// - RPN 6: MIDI Polyphonic Expression (M1-100-UM);
/// - NRPNs: SoundFont 2.04, section 9.6; the AWE32's table; Roland's GS;
/// - system exclusive: General MIDI's, GS's and XG's resets and settings of parts and drums, master volume, balance and
///   tuning (CA-025), MIDI Tuning Standard with CA-020 and CA-021, key-based controllers (CA-023), the rooms, levels
///   and times of GS's, XG's and GM 2's reverb and chorus.
///
/// Made for one thread; after the initialiser nothing allocates or locks.
public final class Synthesizer {
    /// The channel of the drums on each port, counted from 0.
    public static let drumChannel = 9
    /// Channels: sixteen of the first port, then sixteen of the second.
    public static let channelCount = 32
    /// Frames that are mixed at a time.
    static let chunk = PartialVoicePool.chunk

    /// The instrument of the melodic channels.
    public let melodic: any Instrument
    /// The instrument of the drum parts; may be the same.
    public let percussion: any Instrument
    /// The rules for bank select, as the last reset message has them.
    public internal(set) var standard: MIDIStandard
    /// The rules before any such message.
    public let initialStandard: MIDIStandard

    let isShared: Bool
    let sampleRate: Double
    let states: UnsafeMutablePointer<ChannelState>
    let memory: UnsafeMutablePointer<ChannelMemory>
    let tunings = TuningPrograms()
    /// A bit for every part that listens to each channel.
    var listeners = InlineArray<32, UInt32>(repeating: 0)
    var master = MasterSettings()
    var output: MasterGain
    let effects: Effects
    private let mixer = MixBuffer(capacity: Synthesizer.chunk)

    /// Makes a synthesizer.
    ///
    /// - Parameters:
    ///   - sampleRate: frames a second, 8 000…192 000.
    ///   - melodic: the instrument of channels that are no drum parts; nil makes an `AdditivePiano`.
    ///   - percussion: the instrument of drum parts, which may be the melodic one; nil makes `ModalDrums`.
    ///   - reverb: the room.
    ///   - reverbAmount: 0…1 and beyond; how much of it. A tenth with controller 91 at 40 is a little more than
    ///     FluidSynth gives.
    ///   - chorus: whether there is a chorus; what channels send to it is their controller 93.
    ///   - chorusAmount: 0…1 and beyond; how much of it.
    ///   - fixesReverb: whether messages leave the room as it is.
    ///   - fixesChorus: whether messages leave the chorus as it is.
    ///   - polyphony: notes at once, for the instruments made here.
    ///   - threads: threads for them to render on; 1 for live sound.
    ///   - standard: the rules for bank select until a reset message changes them.
    public init(
        sampleRate: Double, melodic: (any Instrument)? = nil, percussion: (any Instrument)? = nil,
        reverb: ReverbPreset = .room, reverbAmount: Double = 0.1, chorus: Bool = true, chorusAmount: Double = 1,
        fixesReverb: Bool = false, fixesChorus: Bool = false,
        polyphony: Int = 256, threads: Int = 1, standard: MIDIStandard = .gs
    ) {
        let melodic = melodic ?? AdditivePiano(sampleRate: sampleRate, polyphony: polyphony, threads: threads)
        let percussion = percussion ?? ModalDrums(sampleRate: sampleRate, polyphony: min(polyphony, 64))
        self.melodic = melodic
        self.percussion = percussion
        isShared = melodic === percussion
        self.sampleRate = sampleRate
        self.standard = standard
        initialStandard = standard
        output = MasterGain(sampleRate: sampleRate)
        effects = Effects(
            sampleRate: sampleRate, reverb: reverb, reverbAmount: reverbAmount, chorus: chorus,
            chorusAmount: chorusAmount, followsMessages: (reverb: !fixesReverb, chorus: !fixesChorus))
        states = .allocate(capacity: Self.channelCount)
        memory = .allocate(capacity: Self.channelCount)
        for channel in 0..<Self.channelCount {
            (states + channel).initialize(to: ChannelState())
            (memory + channel).initialize(to: ChannelMemory(channel: channel, standard: standard))
        }
        updateListeners()
        for channel in 0..<Self.channelCount { restore(channel) }
    }

    deinit {
        states.deallocate()
        memory.deallocate()
    }

    /// What a channel, 0…31, has been told, as its instrument knows it.
    public func state(ofChannel channel: Int) -> ChannelState { states[channel & 31] }

    /// Voices that sound now.
    public var activeVoices: Int { melodic.activeVoices + (isShared ? 0 : percussion.activeVoices) }

    /// Whether nothing sounds, not even the room or the chorus.
    public var isSilent: Bool { activeVoices == 0 && effects.isSilent }

    /// Ends all sound and takes everything back to how it began.
    public func reset() {
        standard = initialStandard
        tunings.clear()
        for port in 0..<2 { resetPort(port) }
        output = MasterGain(sampleRate: sampleRate)
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
                    left: left + done, right: right + done, reverb: effects.hasReverb ? mixer.bus.reverb : nil,
                    chorus: effects.hasChorus ? mixer.bus.chorus : nil)
                bus.clear(frames: count)
                melodic.render(adding: bus, frames: count)
                if !isShared { percussion.render(adding: bus, frames: count) }
                effects.process(bus, frames: count)
                output.apply(left: bus.left, right: bus.right, frames: count)
                done += count
            }
        }
    }
}
