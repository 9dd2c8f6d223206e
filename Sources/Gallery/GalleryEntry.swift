/// A piece on a gallery page.
public struct GalleryEntry: Sendable {
    /// A picture on the page.
    public enum Picture: Sendable, Hashable {
        /// An SVG document that becomes part of the page; it is taken as it is, so it must be one of ours.
        case inline(String)
        /// A picture file beside the page.
        case file(String)
    }

    /// A setting and its value, both as shown.
    public struct Setting: Sendable, Hashable {
        /// What is set.
        public var name: String
        /// To what.
        public var value: String

        /// Makes a setting.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The piece's title.
    public var title: String
    /// The sound, relative to the page.
    public var audioPath: String?
    /// The MIDI file, relative to the page.
    public var midiPath: String?
    /// The sidecar with all settings, relative to the page.
    public var sidecarPath: String?
    /// The piano roll.
    public var roll: Picture?
    /// The waveform.
    public var waveform: Picture?
    /// The seed that makes the piece again.
    public var seed: UInt64?
    /// Everything else worth knowing, in order.
    public var settings: [Setting]
    /// Length in seconds.
    public var duration: Double?

    /// Makes an entry.
    public init(
        title: String, audioPath: String? = nil, midiPath: String? = nil, sidecarPath: String? = nil,
        roll: Picture? = nil, waveform: Picture? = nil, seed: UInt64? = nil, settings: [Setting] = [],
        duration: Double? = nil
    ) {
        self.title = title
        self.audioPath = audioPath
        self.midiPath = midiPath
        self.sidecarPath = sidecarPath
        self.roll = roll
        self.waveform = waveform
        self.seed = seed
        self.settings = settings
        self.duration = duration
    }
}
