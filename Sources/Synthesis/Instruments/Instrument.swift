import DSP

/// A source of sound that channels play: the additive piano, the drums, a SoundFont.
///
/// Everything here may be called from an audio thread: an instrument takes its memory when it is made and neither
/// allocates nor locks afterwards. Calls take effect on the next frame to be rendered, so whoever wants an event on
/// an exact frame renders up to that frame first. A frame's value must not depend on how the frames are divided into
/// calls of `render`.
public protocol Instrument: AnyObject {
    /// Voices that sound now.
    var activeVoices: Int { get }

    /// Strikes a key, 0…127, at a velocity of 1…127.
    func noteOn(channel: Int, key: Int, velocity: Int)

    /// Lets a key go; of several notes on it the oldest still held.
    func noteOff(channel: Int, key: Int, velocity: Int)

    /// Tells what a channel's controllers say now.
    func channelChanged(_ channel: Int, to state: ChannelState, because change: ChannelChange)

    /// Lets all keys of a channel go; pedals still hold what they hold.
    func releaseAll(channel: Int)

    /// Ends all sound of a channel within a few milliseconds.
    func silence(channel: Int)

    /// Adds `frames` frames to a bus.
    func render(adding to: MixBus, frames: Int)
}
