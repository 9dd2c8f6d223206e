import DSP

extension Synthesizer {
    /// The room and the chorus that all instruments share.
    ///
    /// The chorus sounds beside the room, not into it. Nothing here allocates or locks after the initialiser.
    struct Effects {
        private let reverb: FeedbackDelayNetwork?
        private let reverbAmount: Float
        private let chorus: Chorus?
        private let chorusAmount: Float

        init(sampleRate: Double, reverb: ReverbPreset, reverbAmount: Double, chorus: Bool, chorusAmount: Double) {
            self.reverb = reverb == .off ? nil : FeedbackDelayNetwork(preset: reverb, sampleRate: sampleRate)
            self.reverbAmount = Float(reverbAmount)
            self.chorus = chorus ? Chorus(sampleRate: sampleRate) : nil
            self.chorusAmount = Float(chorusAmount)
        }

        /// Whether neither has anything left to hear.
        var isSilent: Bool { (reverb?.isSilent ?? true) && (chorus?.isSilent ?? true) }

        /// Adds what the bus sends to them to its left and right.
        func process(_ bus: MixBus, frames: Int) {
            chorus?.process(
                input: bus.chorus, gain: chorusAmount, left: bus.left, right: bus.right, frames: frames)
            reverb?.process(
                input: bus.reverb, gain: reverbAmount, left: bus.left, right: bus.right, frames: frames)
        }

        /// Forgets what sounds in them.
        func reset() {
            reverb?.reset()
            chorus?.reset()
        }
    }
}
