extension SoundFontDraft {
    /// A sample, with all of its frames.
    public struct Sample: Sendable, Hashable {
        /// Frames and how fine they are.
        public enum Frames: Sendable, Hashable {
            /// −32,768…32,767.
            case int16([Int16])
            /// −1…1; kept in 24 bits, clipped. One of them gives the font an `sm24` chunk.
            case float([Float])

            /// How many there are.
            public var count: Int {
                switch self {
                case .int16(let frames): frames.count
                case .float(let frames): frames.count
                }
            }
        }

        /// Its name; 19 bytes of it are kept.
        public var name: String
        /// The sound.
        public var frames: Frames
        /// Frames a second.
        public var sampleRate: Int
        /// The key at which it has its recorded pitch; 255 for a sample without pitch.
        public var rootKey: UInt8
        /// Cents to add to bring it to the key's pitch.
        public var pitchCorrection: Int8
        /// The loop, in frames from the sample's start.
        public var loop: Range<Int>?
        /// Mono, or which side.
        public var kind: SampleHeader.Kind
        /// The place of the other side.
        public var partner: Int?

        /// Makes a sample.
        public init(
            _ name: String, _ frames: Frames, sampleRate: Int = 44_100, rootKey: UInt8 = 60,
            pitchCorrection: Int8 = 0, loop: Range<Int>? = nil, kind: SampleHeader.Kind = .mono, partner: Int? = nil
        ) {
            self.name = name
            self.frames = frames
            self.sampleRate = sampleRate
            self.rootKey = rootKey
            self.pitchCorrection = pitchCorrection
            self.loop = loop
            self.kind = kind
            self.partner = partner
        }
    }

    /// A zone of an instrument or a preset.
    public struct Zone: Sendable {
        /// The sample that an instrument's zone plays, or the instrument that a preset's zone plays; nil makes it the
        /// global zone, if it is the first.
        public var target: Int?
        /// Generators and their amounts, without the one for the target; ranges are written first.
        public var generators: [(Generator, Int16)]
        /// Modulators; links name them by their place here.
        public var modulators: [RawModulator]

        /// Makes a zone.
        ///
        /// - Parameters:
        ///   - keys: keys it answers to; nil writes no range.
        ///   - velocities: velocities it answers to; nil writes no range.
        public init(
            _ target: Int? = nil, keys: ClosedRange<UInt8>? = nil, velocities: ClosedRange<UInt8>? = nil,
            generators: [(Generator, Int16)] = [], modulators: [RawModulator] = []
        ) {
            self.target = target
            self.generators =
                (keys.map { [(.keyRange, Self.amount($0))] } ?? [])
                + (velocities.map { [(.velocityRange, Self.amount($0))] } ?? []) + generators
            self.modulators = modulators
        }

        /// The amount of a range generator: lowest in the low byte, highest in the high one.
        public static func amount(_ range: ClosedRange<UInt8>) -> Int16 {
            Int16(bitPattern: UInt16(range.lowerBound) | UInt16(range.upperBound) << 8)
        }

        /// The generators in the order that the specification wants: keys, velocities, others, and the target last.
        func ordered(target generator: Generator) -> [(Generator, Int16)] {
            let keys = generators.filter { $0.0 == .keyRange }
            let velocities = generators.filter { $0.0 == .velocityRange }
            let others = generators.filter { $0.0 != .keyRange && $0.0 != .velocityRange }
            let last = target.map { [(generator, Int16(truncatingIfNeeded: $0))] } ?? []
            return keys + velocities + others + last
        }
    }

    /// A named list of zones that play samples.
    public struct Instrument: Sendable {
        /// Its name; 19 bytes of it are kept.
        public var name: String
        /// Its zones, the global one first.
        public var zones: [Zone]

        /// Makes an instrument.
        public init(_ name: String, zones: [Zone]) {
            self.name = name
            self.zones = zones
        }
    }

    /// A named list of zones that play instruments, found by bank and program.
    public struct Preset: Sendable {
        /// Its name; 19 bytes of it are kept.
        public var name: String
        /// Its bank; 128 is for drum kits.
        public var bank: UInt16
        /// Its program, 0…127.
        public var program: UInt16
        /// Its zones, the global one first.
        public var zones: [Zone]

        /// Makes a preset.
        public init(_ name: String, bank: UInt16 = 0, program: UInt16 = 0, zones: [Zone]) {
            self.name = name
            self.bank = bank
            self.program = program
            self.zones = zones
        }
    }
}
