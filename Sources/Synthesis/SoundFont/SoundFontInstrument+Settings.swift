import DSP

extension SoundFontInstrument {
    /// How a SoundFont is played.
    public struct Settings: Sendable {
        /// The most voices that sound at once, 1…4096; the least audible gives way to a new one. A note may have
        /// several voices.
        public var polyphony = 256
        /// How frames between a sample's frames are found.
        public var interpolation = Interpolation.cubic
        /// Threads that `render` may use; 1 for live sound. The samples do not depend on it.
        public var threads = 1
        /// The index of the preset that all channels play, whatever program they ask for; nil for their own.
        public var forcedPreset: Int?
        /// Whether drum parts take their kits from bank 128, as General MIDI fonts have them.
        public var percussionUsesBank128 = true
        /// The amplitude of a voice at full level; 0.25 leaves room for a dozen loud voices.
        public var gain: Float = 0.25

        /// The defaults.
        public init() {}
    }
}
