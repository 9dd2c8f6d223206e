import SymbolicMusic

/// A score's events in the order they happen, each on its frame.
///
/// The even ports of a score are played on channels 0…15, the odd ones on 16…31. A track's `program` counts only where
/// no track of its port and channel selects programs by events, and a drum part that is not on the tenth channel is
/// made one by GS's message for it, so that the events alone tell the whole score.
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

    /// All events in order: of those at one tick first system exclusive messages, then controllers, then keys let go,
    /// then keys struck.
    public let events: [TimedEvent]
    /// For each event the score's track whose note it strikes or lets go, an index; −1 for all else.
    let tracks: [Int]
    /// The frame at which the score ends.
    public let endFrame: Int
    /// Frames a second.
    public let sampleRate: Double

    /// Lays out a score.
    ///
    /// - Parameter limit: seconds beyond which the score is refused.
    /// - Throws: `RenderError.tooLong`.
    /// - Complexity: O(n log n) in the number of events.
    public init(_ score: Score, sampleRate: Double, limit: Double = 14_400) throws(RenderError) {
        let last = Self.lastTick(of: score)
        let seconds = score.tempoMap.seconds(atTick: last)
        guard seconds.isFinite, seconds <= limit else { throw .tooLong(seconds: seconds, limit: limit) }

        var layout = ScoreLayout(map: score.tempoMap, endSeconds: seconds, sampleRate: sampleRate)
        layout.addSetup(of: score)
        for message in score.systemExclusives {
            layout.add(.systemExclusive(port: message.port & 1, bytes: message.bytes), at: message.tick, .exclusive)
        }
        for (index, track) in score.tracks.enumerated() { layout.add(track, index: index) }
        (events, tracks) = layout.sorted()
        endFrame = max(layout.frame(last), events.last?.frame ?? 0)
        self.sampleRate = sampleRate
    }

    /// The seconds until the score ends, without a tail.
    public var duration: Double { Double(endFrame) / sampleRate }

    /// The latest tick at which anything of a score happens; what overflows is endless.
    private static func lastTick(of score: Score) -> Int {
        var last = max(score.endTick, score.systemExclusives.reduce(0) { max($0, $1.tick) })
        for track in score.tracks {
            for note in track.notes {
                let (end, overflow) = note.onset.addingReportingOverflow(max(0, note.duration))
                last = max(last, overflow ? .max : end)
            }
            last = max(last, track.controls.reduce(0) { max($0, $1.tick) })
        }
        return last
    }
}
