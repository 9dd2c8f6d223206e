/// One sounding note of an instrument made of partials. A plain value: the pool keeps an array of them.
struct PartialVoice {
    /// What a voice is doing.
    enum State: UInt8 {
        case free
        /// Sounding, held or not.
        case sounding
        /// Stolen or silenced: fading out within a few milliseconds.
        case fading
    }

    /// Left·real, left·imaginary, right·real, right·imaginary, reverb·real, chorus·real.
    typealias Gains = (Float, Float, Float, Float, Float, Float)

    var state = State.free
    var channel: UInt8 = 0
    var key: UInt8 = 0
    /// The key is down.
    var isHeld = false
    /// It does what it does in silence.
    var isMuted = false
    /// The sostenuto pedal caught it.
    var isCaught = false
    /// Groups of partials in use, from the first of the slot.
    var groupCount = 0
    /// How much of the damping is in force, 0…1.
    var damping: Float = 0
    /// Where the voice stands and how wide, before the channel's mix: left, right, width.
    var placement: (left: Float, right: Float, width: Float) = (1, 1, 0)
    /// What its key multiplies the channel's level, reverb send and chorus send by.
    var mix: (level: Float, reverb: Float, chorus: Float) = (1, 1, 1)
    /// Gains at the start of the quantum, what they gain a frame in it, and where they are going.
    var gains: Gains = (0, 0, 0, 0, 0, 0)
    var steps: Gains = (0, 0, 0, 0, 0, 0)
    var targets: Gains = (0, 0, 0, 0, 0, 0)
    /// Frames since the attack, until it is over, and its length.
    var attackFrame = 0
    var attackLength = 1
    /// Quanta left of a fade.
    var fadeQuanta = 0
    /// When the voice was struck, to tell older from newer.
    var serial: UInt64 = 0
    /// About how loud it is, as a squared amplitude.
    var level: Float = 0
    /// The squared gain of its channel, muted or not.
    var mixPower: Float = 0

    static func + (voice: PartialVoice, frames: Int) -> Gains {
        let t = Float(frames)
        let (g, s) = (voice.gains, voice.steps)
        return (
            g.0 + t * s.0, g.1 + t * s.1, g.2 + t * s.2, g.3 + t * s.3, g.4 + t * s.4, g.5 + t * s.5
        )
    }
}
