extension ReverbPreset {
    /// What makes a room sound as it does.
    struct Figures {
        /// Seconds for 60 dB around 500 Hz.
        let decaySeconds: Double
        /// The frequency at which the decay is twice as fast.
        let dampingFrequency: Double
        /// Seconds before the first reflection.
        let predelay: Double
        /// Lengths of the delay lines relative to the preset with the longest.
        let size: Double
        /// The frequency above which little goes in.
        let brightness: Double
        /// Feedback of the diffusers: how quickly echoes become dense.
        let diffusion: Double
        /// Lengths of the diffusers relative to Dattorro's: they spread every reflection over some 30 ms of them.
        let diffuserLength: Double
        /// How far apart the early reflections are, relative to the size.
        let spread: Double
        /// How loud the early reflections are beside the rest: so that, at 500 and 1000 Hz, they make up for what the
        /// lines do not yet give, and the whole decays evenly from the first reflection on (Barron and Lee, JASA 1988).
        let earliness: Double
        /// Output level that makes an amount of 1 about as loud as the direct sound around 500 Hz; the hall and the
        /// plate, which somebody chose to hear, 3 and 4 dB louder.
        let level: Double
    }

    /// The room's row of the table; a switch and no dictionary, for it is read while sound is made.
    var figures: Figures {
        switch self {
        case .off:
            Figures(
                decaySeconds: 0, dampingFrequency: 4_500, predelay: 0.002, size: 0.42, brightness: 9_000,
                diffusion: 0.55, diffuserLength: 0.5, spread: 0.5, earliness: 0.2, level: 0)
        case .room:
            Figures(
                decaySeconds: 0.7, dampingFrequency: 4_500, predelay: 0.006, size: 0.42, brightness: 9_000,
                diffusion: 0.55, diffuserLength: 0.5, spread: 0.5, earliness: 0.2, level: 1.89)
        case .hall:
            Figures(
                decaySeconds: 2.1, dampingFrequency: 3_600, predelay: 0.022, size: 1, brightness: 7_000,
                diffusion: 0.6, diffuserLength: 0.65, spread: 0.65, earliness: 0.15, level: 3.2)
        case .plate:
            Figures(
                decaySeconds: 1.5, dampingFrequency: 8_000, predelay: 0.002, size: 0.55, brightness: 13_000,
                diffusion: 0.7, diffuserLength: 0.45, spread: 0.35, earliness: 0.16, level: 2.93)
        }
    }
}
