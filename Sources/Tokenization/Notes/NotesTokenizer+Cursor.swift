import SymbolicMusic

extension NotesTokenizer {
    /// Reads tokens one at a time and knows where in the piece they have come to.
    ///
    /// The position column, decoding, text and sampling all use it. Any id may be given to `advance`, also where the
    /// grammar would not allow it: the cursor then takes the token as far as it makes sense.
    public struct Cursor: Sendable {
        /// What the next token may belong to.
        public enum Phase: Sendable, Hashable {
            /// Nothing has been read: a piece begins.
            case start
            /// The tempo comes next.
            case tempo
            /// The metre of the first bar comes next.
            case meter
            /// A slice may begin here, the metre may change, or the piece end.
            case boundary
            /// A slice has begun: more pitches, or its duration.
            case slice
            /// The piece has ended.
            case ended
        }

        /// What the next token may belong to.
        public private(set) var phase: Phase = .start
        /// Grid steps from the barline to the start of the current slice.
        public private(set) var positionInBar = 0
        /// The current metre.
        public private(set) var meter = MeterTable.meters[0]
        /// The index of the current metre in `MeterTable`.
        public private(set) var meterIndex = 0
        /// The index of the tempo in `TempoTable`; 10 (120 quarters a minute) until one is read.
        public private(set) var tempoIndex = 10
        /// Bars begun before the current one; a change of metre begins a bar.
        public private(set) var barIndex = 0
        /// What the current slice holds so far.
        public private(set) var pitches = PitchSet()
        /// Which of those are struck.
        public private(set) var struckPitches = PitchSet()
        /// What sounded in the slice before.
        public private(set) var previousPitches = PitchSet()
        /// Slices that are complete.
        public private(set) var sliceCount = 0
        /// Grid steps from the start of the piece to the start of the current slice.
        public private(set) var totalSteps = 0
        /// Whether the last token was a metre.
        private(set) var hasJustReadMeter = false

        /// Makes a cursor before the first token of a piece.
        public init() {}

        /// Whether a slice may begin here.
        public var isAtSliceBoundary: Bool { phase == .boundary }
        /// Whether a slice may begin here and a bar begins with it.
        public var isAtBarline: Bool { phase == .boundary && positionInBar == 0 }

        /// The entry of the position column for the token that was read last.
        public var position: UInt16 {
            switch phase {
            case .boundary, .slice: UInt16(min(positionInBar, Int(NotesTokenizer.outside) - 1))
            case .start, .tempo, .meter, .ended: NotesTokenizer.outside
            }
        }

        /// Reads a token; an id out of range changes nothing.
        public mutating func advance(_ id: UInt16) {
            guard let token = Token(id) else { return }
            let wasMeter = hasJustReadMeter
            hasJustReadMeter = false
            switch token {
            case .begin:
                self = Cursor()
                phase = .tempo
            case .end:
                phase = .ended
            case .tempo(let index):
                tempoIndex = index
                if phase == .tempo || phase == .start { phase = .meter } else { hasJustReadMeter = wasMeter }
            case .meter(let index):
                change(toMeter: index)
            case .held(let pitch):
                begin(pitch, isStruck: false)
            case .struck(let pitch):
                begin(pitch, isStruck: true)
            case .duration(let steps):
                close(after: steps)
            }
        }

        private mutating func change(toMeter index: Int) {
            meterIndex = index
            meter = MeterTable.meters[index]
            if positionInBar != 0 {
                positionInBar = 0
                barIndex += 1
            }
            hasJustReadMeter = true
            if phase != .slice { phase = .boundary }
        }

        private mutating func begin(_ pitch: UInt8, isStruck: Bool) {
            phase = .slice
            pitches.insert(pitch)
            if isStruck { struckPitches.insert(pitch) }
        }

        private mutating func close(after steps: Int) {
            totalSteps &+= steps
            positionInBar += steps
            barIndex += positionInBar / meter.steps
            positionInBar %= meter.steps
            previousPitches = pitches
            pitches = PitchSet()
            struckPitches = PitchSet()
            sliceCount += 1
            phase = .boundary
        }
    }
}
