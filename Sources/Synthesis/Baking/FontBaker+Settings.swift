extension FontBaker {
    /// How many recordings there are, and how long they last.
    public struct Settings: Sendable, Equatable {
        /// A range of velocities that share recordings.
        public struct Layer: Sendable, Equatable {
            /// Velocities that play it.
            public var velocities: ClosedRange<UInt8>
            /// The velocity it is recorded at.
            public var recorded: Int

            /// Makes a layer.
            public init(_ velocities: ClosedRange<UInt8>, recorded: Int) {
                self.velocities = velocities
                self.recorded = recorded
            }
        }

        /// Frames a second of the recordings.
        public var sampleRate = 44_100
        /// Two linked samples a recording; else one, and keys are placed by pan alone.
        public var isStereo = true
        /// Keys that share a recording, 1…12.
        public var keySpacing = 3
        /// The layers, which together cover velocities 1…127.
        public var layers: [Layer] = [
            Layer(0...50, recorded: 36), Layer(51...88, recorded: 72), Layer(89...127, recorded: 108),
        ]
        /// Seconds in the middle of the keyboard until a recording gives way to its loop.
        public var seconds = 3.2
        /// Seconds that a loop lasts.
        public var loopSeconds = 1.2
        /// The lowest and the highest key that is recorded; others play those.
        public var keys: ClosedRange<Int> = 21...108

        /// The greatest magnitude in the font.
        static let peak: Float = 0.9

        /// Makes the settings of `medium`.
        public init() {}

        /// Mono at half the rate, two layers, every six keys: 4 MB as SF2, under 1 MB as SF3.
        public static var small: Settings {
            var settings = Settings()
            settings.sampleRate = 22_050
            settings.isStereo = false
            settings.keySpacing = 6
            settings.layers = [Layer(0...72, recorded: 50), Layer(73...127, recorded: 100)]
            settings.seconds = 2.5
            settings.loopSeconds = 1
            return settings
        }

        /// Stereo, three layers, every three keys: 70 MB as SF2, under 6 MB as SF3.
        public static var medium: Settings { Settings() }

        /// Stereo, five layers, every two keys, twice as long: 350 MB as SF2, 20 MB as SF3.
        public static var large: Settings {
            var settings = Settings()
            settings.keySpacing = 2
            settings.layers = [
                Layer(0...32, recorded: 22), Layer(33...56, recorded: 46), Layer(57...80, recorded: 70),
                Layer(81...104, recorded: 94), Layer(105...127, recorded: 118),
            ]
            settings.seconds = 7
            settings.loopSeconds = 2
            return settings
        }
    }
}
