/// A Standard MIDI File in memory: its header and its tracks, each a list of events at absolute ticks.
///
/// Reading and writing are lossless: parsing what was written gives an equal value.
/// Follows the Standard MIDI Files 1.0 specification (RP-001).
public struct MIDIFile: Sendable, Equatable {
    /// How the tracks belong together (the header's `format` word).
    public enum Format: UInt16, Sendable, Equatable, CaseIterable {
        /// Format 0: everything in one track.
        case singleTrack = 0
        /// Format 1: tracks that sound together.
        case simultaneousTracks = 1
        /// Format 2: tracks that are independent patterns, one after another.
        case independentPatterns = 2
    }

    /// What one tick means (the header's `division` word).
    public enum Division: Sendable, Equatable {
        /// Ticks in a quarter note, 1…32767; tempo events give it seconds.
        case ticksPerQuarter(Int)
        /// SMPTE time: frames per second (24, 25, 29 for 29.97 drop-frame, 30) and ticks in a frame; tempo does not apply.
        case smpte(framesPerSecond: Int, ticksPerFrame: Int)
    }

    /// One `MTrk` chunk.
    public struct Track: Sendable, Equatable {
        /// The events in file order, with ticks never decreasing; the end-of-track meta event is not among them.
        public var events: [TimedEvent]
        /// The absolute tick of the end-of-track event, at least that of the last event.
        public var endTick: Int

        /// Makes a track; `endTick` defaults to the tick of the last event.
        public init(events: [TimedEvent] = [], endTick: Int? = nil) {
            self.events = events
            self.endTick = max(endTick ?? 0, events.last?.tick ?? 0)
        }
    }

    /// An event and when it happens.
    public struct TimedEvent: Sendable, Equatable {
        /// Ticks since the start of the track.
        public var tick: Int
        /// What happens.
        public var event: MIDIEvent

        /// Makes an event at a tick.
        public init(tick: Int, event: MIDIEvent) {
            self.tick = tick
            self.event = event
        }
    }

    /// The header's format.
    public var format: Format
    /// The header's division.
    public var division: Division
    /// The tracks in file order.
    public var tracks: [Track]

    /// Makes a file from its parts.
    public init(format: Format, division: Division, tracks: [Track]) {
        self.format = format
        self.division = division
        self.tracks = tracks
    }
}
