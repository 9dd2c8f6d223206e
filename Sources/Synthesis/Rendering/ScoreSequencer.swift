import SymbolicMusic

/// A score's events in the order they happen, each on its frame.
public struct ScoreSequencer: Sendable {
    /// An event and its frame from the start.
    public struct TimedEvent: Sendable, Equatable {
        /// The first frame that hears it.
        public var frame: Int
        /// What happens.
        public var event: SynthesizerEvent

        /// Makes a timed event.
        public init(frame: Int, event: SynthesizerEvent) {
            self.frame = frame
            self.event = event
        }
    }

    /// All events in order: of those on one frame first controllers, then keys let go, then keys struck.
    public let events: [TimedEvent]
    /// The frame at which the score ends.
    public let endFrame: Int
    /// Frames a second.
    public let sampleRate: Double

    /// Lays out a score.
    ///
    /// - Parameter limit: seconds beyond which the score is refused.
    /// - Throws: `RenderError.tooLong`.
    public init(_ score: Score, sampleRate: Double, limit: Double = 14_400) throws(RenderError) {
        let map = score.tempoMap
        var last = score.endTick
        for track in score.tracks {
            for note in track.notes { last = max(last, note.onset.addingReportingOverflow(note.duration).partialValue) }
            last = max(last, track.controls.last?.tick ?? 0)
        }
        let seconds = map.seconds(atTick: last)
        guard seconds.isFinite, seconds <= limit else { throw .tooLong(seconds: seconds, limit: limit) }

        func frame(_ tick: Int) -> Int {
            Int((min(max(0, map.seconds(atTick: tick)), seconds) * sampleRate).rounded())
        }
        var keyed: [(frame: Int, rank: UInt8, event: SynthesizerEvent)] = []
        for track in score.tracks {
            if !track.isPercussion, track.program != 0 {
                keyed.append((0, 0, .program(channel: track.channel & 15, number: track.program & 127)))
            }
            for control in track.controls {
                guard let event = Self.event(control.kind, channel: track.channel & 15) else { continue }
                keyed.append((frame(control.tick), 0, event))
            }
            for note in track.notes where note.velocity > 0 {
                let (channel, key) = (track.channel & 15, note.pitch & 127)
                let on = frame(note.onset)
                let off = max(on + 1, frame(note.onset &+ max(0, note.duration)))
                keyed.append((on, 2, .noteOn(channel: channel, key: key, velocity: min(127, note.velocity))))
                keyed.append((off, 1, .noteOff(channel: channel, key: key, velocity: 64)))
            }
        }
        // A stable order: what the score lists first happens first.
        let order = keyed.indices.sorted {
            (keyed[$0].frame, keyed[$0].rank, $0) < (keyed[$1].frame, keyed[$1].rank, $1)
        }
        events = order.map { TimedEvent(frame: keyed[$0].frame, event: keyed[$0].event) }
        endFrame = max(frame(last), events.last?.frame ?? 0)
        self.sampleRate = sampleRate
    }

    /// The seconds until the score ends, without a tail.
    public var duration: Double { Double(endFrame) / sampleRate }

    private static func event(_ kind: ControlEvent.Kind, channel: UInt8) -> SynthesizerEvent? {
        switch kind {
        case .controller(let number, let value): .controller(channel: channel, number: number, value: value)
        case .program(let number): .program(channel: channel, number: number)
        case .pitchBend(let value): .pitchBend(channel: channel, value: value)
        case .channelPressure, .keyPressure: nil
        }
    }
}
