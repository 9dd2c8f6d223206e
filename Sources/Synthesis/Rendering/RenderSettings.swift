import DSP

/// How a score becomes sound, whatever plays it.
public struct RenderSettings: Codable, Sendable, Equatable {
    /// What follows the last event.
    public enum Tail: Codable, Sendable, Equatable {
        /// Until the sound has fallen 66 dB under the piece's peak, at most 20 seconds.
        case auto
        /// Exactly this many seconds after the last note is let go.
        case seconds(Double)
    }

    /// Frames a second, 8 000…192 000.
    public var sampleRate = 44_100.0
    /// The room.
    public var reverb = ReverbPreset.room
    /// How much of the room, 0…1 and beyond.
    public var reverbAmount = 0.1
    /// Whether there is a chorus for what channels send to it.
    public var chorus = true
    /// Whether the score's messages leave the room as it is; else they may choose another.
    public var fixesReverb = false
    /// Whether the score's messages leave the chorus as it is.
    public var fixesChorus = false
    /// Decibels to add to the usual level: in live sound to what the instruments give, in a whole render to the peak.
    /// A limiter keeps what is louder than the peak may be under it.
    public var gain = 0.0
    /// What follows the last event.
    public var tail = Tail.auto
    /// Decibels of full scale that the true peak of the whole is brought to (dBTP, the peak between samples too); nil
    /// leaves the level and limits at −1 dBTP.
    public var normalisePeak: Double? = -1
    /// The most at once, 1…4096: notes of the piano, voices of a SoundFont, whose notes often take two.
    public var polyphony = 256
    /// How a SoundFont's samples are read between frames. Four points cost least and leave noise 60 dB down where it
    /// matters; eight and sixteen leave less and cost more.
    public var interpolation = Interpolation.cubic
    /// Threads that a whole render uses; 0 for as many as there are processors. Live blocks always take one, and the
    /// samples do not depend on it.
    public var threads = 0
    /// Seconds beyond which a score is refused, 1…10¹⁰: a safeguard for files, which damage may make days long.
    public var maximumSeconds = 43_200.0

    /// The defaults.
    public init() {}

    /// Throws if a setting is outside its range.
    public func validate() throws(RenderError) {
        guard sampleRate.isFinite, (8_000...192_000).contains(sampleRate) else {
            throw .invalidSetting("sample rate \(sampleRate) Hz", remedy: "choose 8000 to 192000")
        }
        guard reverbAmount.isFinite, (0...4).contains(reverbAmount) else {
            throw .invalidSetting("reverb amount \(reverbAmount)", remedy: "choose 0 to 4")
        }
        guard gain.isFinite, (-120...60).contains(gain) else {
            throw .invalidSetting("gain \(gain) dB", remedy: "choose −120 to 60")
        }
        if case .seconds(let seconds) = tail {
            guard seconds.isFinite, (0...600).contains(seconds) else {
                throw .invalidSetting("tail of \(seconds) s", remedy: "choose 0 to 600, or auto")
            }
        }
        if let normalisePeak {
            guard normalisePeak.isFinite, (-60...0).contains(normalisePeak) else {
                throw .invalidSetting("peak of \(normalisePeak) dBTP", remedy: "choose −60 to 0")
            }
        }
        guard (1...4_096).contains(polyphony) else {
            throw .invalidSetting("polyphony \(polyphony)", remedy: "choose 1 to 4096")
        }
        guard (0...1_024).contains(threads) else {
            throw .invalidSetting("\(threads) threads", remedy: "choose 0 to 1024")
        }
        guard maximumSeconds.isFinite, (1...1e10).contains(maximumSeconds) else {
            throw .invalidSetting("limit of \(maximumSeconds) s", remedy: "choose 1 to 1e10")
        }
    }
}
