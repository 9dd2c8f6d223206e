import DSP
import SoundFonts

/// One sample that sounds: what is known of it between frames.
///
/// What events look for in all voices comes first, then what rendering writes all the time, then what it only reads:
/// so looking for a voice does not take cache lines away from the thread that renders it.
struct SoundFontVoice {
    /// Frames between changes of pitch, filter and the course of gains.
    static let quantum = 64

    enum State: UInt8 { case free, sounding, fading }

    var state = State.free
    var channel: UInt8 = 0
    /// The key that holds it, which legato may change.
    var key: UInt8 = 0
    /// The key and velocity that its modulators see, and the key whose pitch it has.
    var soundingKey: UInt8 = 0
    var velocity: UInt8 = 0
    /// How far down the soft pedal was when it was struck, 0…1.
    var softness: Float = 0
    var keyIsDown = false
    var isSostenutoHeld = false
    /// The envelopes are in their release, or will be from the next change of gains on.
    var isLetGo = false
    /// The release, or its new speed, has not reached the volume or the modulation envelope yet.
    var volumeReleasePending = false
    var modulationReleasePending = false
    /// Another note of its class was struck.
    var isChoked = false
    /// It does what it does in silence.
    var isMuted = false
    /// Its sample has not begun.
    var isNew = true
    /// Control has not been set yet.
    var isUncontrolled = true
    /// Values have to be computed anew.
    var isDirty = false
    var needsControl = true
    var needsGains = true
    /// The sample is over.
    var isSpent = false
    /// Counts notes: voices of one note have the same.
    var note: UInt64 = 0

    var region: UnsafePointer<PlayableRegion>
    var sample: PlayableSample.Handle
    /// The pool's frame at which the sample starts.
    var startFrame = 0
    /// What the gains are when the envelope is at its peak.
    var place = SIMD4<Float>(repeating: 0)

    var playhead: SamplePlayhead
    /// Frames of the sample a frame.
    var ratio = 1.0
    /// The frames of the quantum at which control and gains were last set, and at which the gains' line ends.
    var controlStart: Int32 = 0
    var gainStart: Int32 = 0
    var gainEnd: Int32 = 0
    /// Left, right, reverb and chorus: at the start of the line, what they gain a frame, and at its end.
    var gains = SIMD4<Float>(repeating: 0)
    var steps = SIMD4<Float>(repeating: 0)
    var targets = SIMD4<Float>(repeating: 0)
    /// 1, and down to 0 while it fades.
    var fade: Float = 1

    /// The envelope at the line's end, with a mark at its start.
    var volume = VolumeEnvelope()
    var modulation = ModulationEnvelope()
    var modulationOscillator = VoiceOscillator()
    var vibratoOscillator = VoiceOscillator()

    /// Cents of the slide that are left, and what goes of them a frame.
    var glide: Float = 0
    var glideStep: Float = 0
    /// The cut-off that the filter was last told, in absolute cents.
    var filterCents: Float = 0

    /// Cents from the sample's own pitch without what moves.
    var cents: Float = 0
    var vibratoToPitch: Float = 0
    var oscillatorToPitch: Float = 0
    var envelopeToPitch: Float = 0
    var cutoff: Float = 13_500
    var oscillatorToCutoff: Float = 0
    var envelopeToCutoff: Float = 0
    /// Centibels.
    var resonance: Float = 0
    var oscillatorToVolume: Float = 0
    /// Frames of the volume envelope's decay and centibels of its sustain level, and whether they are news to it.
    var volumeDecay: Float = 1
    var volumeSustain: Float = 0
    var decayIsStale = false
    /// Frames that the releases take.
    var volumeRelease: Float = 1
    var modulationRelease: Float = 1
    /// Whether it goes through a filter: once it does it stays so.
    var filters = false
    /// Values are new that the speed or the filter do not know yet.
    var pitchIsStale = true
    var filterIsStale = true
    var filterIsNew = true

    init(region: UnsafePointer<PlayableRegion>, sample: PlayableSample.Handle, playhead: SamplePlayhead) {
        self.region = region
        self.sample = sample
        self.playhead = playhead
    }

    /// Whether a key of a channel holds it.
    @inline(__always)
    func isHeld(channel: Int, key: Int) -> Bool {
        keyIsDown && state == .sounding && Int(self.channel) == channel && Int(self.key) == key
    }

    /// Whether nothing of it will be heard after this quantum.
    @inline(__always)
    var isOver: Bool {
        if isNew { return false }
        if isSpent || volume.stage == .done { return true }
        if state == .fading { return fade <= 0 }
        // Let go, it only gets softer.
        return isLetGo && max(targets.x, targets.y) < VolumeEnvelope.silence * 0.1
    }

    /// How loud it is, for the choice of who gives way.
    @inline(__always)
    var audibility: Float {
        let loudest = max(place.x, place.y)
        // What was struck this instant will be as loud as its envelope's peak.
        return isNew || volume.stage == .attack ? loudest : loudest * volume.level
    }
}
