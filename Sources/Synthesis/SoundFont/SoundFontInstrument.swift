import DSP
import SoundFonts

/// Plays a SoundFont on up to 32 channels, each with its own program, as SoundFont 2.04 describes.
///
/// ```swift
/// let font = try SoundFont(path: "/usr/share/sounds/sf2/FluidR3_GM.sf2")
/// let instrument = SoundFontInstrument(font: font, sampleRate: 44_100)
/// instrument.prepare(notes: [NoteUse(key: 60, velocity: 100)])
/// instrument.noteOn(channel: 0, key: 60, velocity: 100)
/// ```
///
/// Only what was prepared is played: `prepare(notes:)` loads what a score will play, `prepare(preset:)` a whole preset.
/// Both may be called from another thread while the audio thread plays. All else is for one thread, and takes no
/// memory and no locks: see `Instrument`.
///
/// Each region of a preset that answers to a stroke is a voice: an interpolated sample with two envelopes, two
/// low-frequency oscillators, a resonant low-pass filter, and modulators that follow the channel's controllers.
/// Strokes and releases are on their exact frame; controllers are followed every 64 frames. The samples depend neither
/// on how frames are divided into calls of `render` nor on the number of threads.
public final class SoundFontInstrument: Instrument {
    /// Channels it can be played on.
    static let channelCount = 32

    /// The font that it plays.
    public let font: SoundFont
    /// How it plays.
    public let settings: Settings
    /// Notes' voices that were left out because their samples were not ready.
    public internal(set) var missedRegions = 0

    /// Whether notes struck from now on stay unheard.
    public var isMuted = false

    let library: PresetLibrary
    let pool: SoundFontVoicePool
    /// The preset of each channel.
    let presets: UnsafeMutablePointer<Int>
    /// A bit for every channel whose sostenuto pedal is down.
    var sostenuto: UInt32 = 0
    /// Counts notes.
    var notes: UInt64 = 0

    /// Makes an instrument that has nothing prepared.
    ///
    /// - Parameters:
    ///   - sampleRate: 8 000…192 000 Hz.
    ///   - settings: how it plays.
    public init(font: SoundFont, sampleRate: Double, settings: Settings = Settings()) {
        self.font = font
        self.settings = settings
        library = PresetLibrary(font: font, sampleRate: sampleRate)
        pool = SoundFontVoicePool(settings: settings, sampleRate: sampleRate, channels: Self.channelCount)
        presets = .allocate(capacity: Self.channelCount)
        presets.initialize(repeating: 0, count: Self.channelCount)
        for channel in 0..<Self.channelCount { choosePreset(channel) }
    }

    deinit { presets.deallocate() }

    /// Voices that sound now.
    public var activeVoices: Int { pool.activeVoices }

    /// Threads that `render` may use: 1 for live sound, which alone neither allocates nor locks.
    public var threads: Int {
        get { pool.threads }
        set { pool.threads = max(1, newValue) }
    }

    /// Notes' voices that ended early because they got to frames of their samples that were not ready.
    public var cutRegions: Int { pool.scratch.reduce(0) { $0 + $1.counts.pointee.cutVoices } }

    /// Frames of voices rendered so far: what one voice sounds for one frame counts as one.
    public var renderedVoiceFrames: Int { pool.scratch.reduce(0) { $0 + $1.counts.pointee.renderedFrames } }

    /// Adds the voices to a bus.
    public func render(adding to: MixBus, frames: Int) { pool.render(adding: to, frames: frames) }

    /// Follows a channel.
    public func channelChanged(_ channel: Int, to state: ChannelState, because change: ChannelChange) {
        guard (0..<Self.channelCount).contains(channel) else { return }
        pool.channels[channel] = state
        if change == .program || change == .everything { choosePreset(channel) }
        if change == .program { return }
        pool.forEachActive { slot in
            let voice = pool.voices + slot
            guard Int(voice.pointee.channel) == channel, voice.pointee.state == .sounding else { return }
            if pool.hears(voice, change) { voice.pointee.isDirty = true }
        }
        switch change {
        case .controller(64), .controller(66), .everything: followPedals(channel)
        default: break
        }
    }

    /// The preset that a channel's program chooses, or the one that plays everywhere.
    func choosePreset(_ channel: Int) {
        let state = pool.channels[channel]
        presets[channel] = preset(bank: state.bank, program: state.program, isPercussion: state.isPercussion)
    }

    /// The index of the preset for a program; −1 if the font has none at all.
    ///
    /// What the font does not have is replaced: a variation by bank 0's sound of that program, then by any bank's, then
    /// by program 0; a drum kit by the first of its family of eight, then by the standard kit, then by any.
    public func preset(bank: UInt16, program: UInt8, isPercussion: Bool) -> Int {
        if let forced = settings.forcedPreset, font.presets.indices.contains(forced) { return forced }
        let isKit = isPercussion && settings.percussionUsesBank128 || bank == PresetDirectory.drumBank
        return library.directory.preset(bank: bank, program: program, isKit: isKit)
    }
}
