import DSP

/// A source of sound that channels play: the additive piano, the drums, a SoundFont.
///
/// Everything here may be called from an audio thread: an instrument takes its memory when it is made and neither
/// allocates nor locks afterwards. Calls take effect on the next frame to be rendered, so whoever wants an event on
/// an exact frame renders up to that frame first. A frame's value must not depend on how the frames are divided into
/// calls of `render`.
///
/// Channels are 0…31: sixteen of the first port, then sixteen of the second.
public protocol Instrument: AnyObject {
    /// Voices that sound now.
    var activeVoices: Int { get }

    /// Whether notes struck from now on stay unheard, while all else goes as if they were heard: they take voices,
    /// lift dampers and choke others. So one part of a score can be had alone, and the parts add up to the whole.
    var isMuted: Bool { get set }

    /// Strikes a key, 0…127, at a velocity of 1…127.
    ///
    /// - Parameter glide: where the pitch comes from, for portamento; nil starts on the key's own pitch.
    func noteOn(channel: Int, key: Int, velocity: Int, glide: Glide?)

    /// Lets a key go; of several notes on it the oldest still held.
    func noteOff(channel: Int, key: Int, velocity: Int)

    /// Moves the notes held on one key to another without striking again, as legato in mono mode does.
    ///
    /// An instrument whose notes cannot be retuned so lets the one go and strikes the other, which is the default.
    func legato(channel: Int, from: Int, to: Int, velocity: Int, glide: Glide?)

    /// Tells what a channel has been told, and which part of it is new.
    func channelChanged(_ channel: Int, to state: ChannelState, because change: ChannelChange)

    /// Lets all keys of a channel go; pedals still hold what they hold.
    func releaseAll(channel: Int)

    /// Ends all sound of a channel within a few milliseconds.
    func silence(channel: Int)

    /// Adds `frames` frames to a bus.
    func render(adding to: MixBus, frames: Int)
}

extension Instrument {
    /// An instrument that cannot be muted is heard.
    public var isMuted: Bool {
        get { false }
        set {}
    }

    /// Strikes a key without portamento.
    public func noteOn(channel: Int, key: Int, velocity: Int) {
        noteOn(channel: channel, key: key, velocity: velocity, glide: nil)
    }

    /// Lets the one key go and strikes the other.
    public func legato(channel: Int, from: Int, to: Int, velocity: Int, glide: Glide?) {
        noteOff(channel: channel, key: from, velocity: 64)
        noteOn(channel: channel, key: to, velocity: velocity, glide: glide)
    }
}

/// A slide of pitch at the start of a note.
public struct Glide: Sendable, Equatable {
    /// The key, or a pitch between keys, that it starts from.
    public var fromKey: Double
    /// Seconds that the slide takes.
    public var seconds: Double

    /// Makes a slide.
    public init(fromKey: Double, seconds: Double) {
        self.fromKey = fromKey
        self.seconds = seconds
    }
}
