/// Rooms to play in.
public enum ReverbPreset: String, Sendable, Codable, CaseIterable {
    /// No reverberation at all.
    case off
    /// A small wooden room.
    case room
    /// A concert hall.
    case hall
    /// A steel plate: dense at once, bright.
    case plate

    /// Seconds for 60 dB around 500 Hz.
    public var decaySeconds: Double {
        switch self {
        case .off: 0
        case .room: 0.7
        case .hall: 2.1
        case .plate: 1.5
        }
    }

    /// The frequency at which the decay is twice as fast.
    public var dampingFrequency: Double {
        switch self {
        case .off, .room: 4_500
        case .hall: 3_600
        case .plate: 8_000
        }
    }

    /// Seconds before the first reflection.
    var predelay: Double {
        switch self {
        case .off, .plate: 0.002
        case .room: 0.006
        case .hall: 0.022
        }
    }

    /// Lengths of the delay lines relative to the preset with the longest.
    var size: Double {
        switch self {
        case .off, .room: 0.42
        case .hall: 1
        case .plate: 0.55
        }
    }

    /// The frequency above which little goes in.
    var brightness: Double {
        switch self {
        case .off, .room: 9_000
        case .hall: 7_000
        case .plate: 13_000
        }
    }

    /// Feedback of the diffusers: how quickly echoes become dense.
    var diffusion: Double {
        switch self {
        case .off, .room: 0.55
        case .hall: 0.6
        case .plate: 0.7
        }
    }

    /// Lengths of the diffusers relative to Dattorro's: they spread every reflection over some 30 ms of them.
    var diffuserLength: Double {
        switch self {
        case .off, .room: 0.5
        case .hall: 0.65
        case .plate: 0.45
        }
    }

    /// How far apart the early reflections are, relative to the size.
    var spread: Double {
        switch self {
        case .off, .room: 0.5
        case .hall: 0.65
        case .plate: 0.35
        }
    }

    /// How loud the early reflections are beside the rest: so that, at 500 and 1000 Hz, they make up for what the lines
    /// do not yet give, and the whole decays evenly from the first reflection on (Barron and Lee, JASA 1988).
    var earliness: Double {
        switch self {
        case .off, .room: 0.2
        case .hall: 0.15
        case .plate: 0.16
        }
    }

    /// Output level that makes an amount of 1 about as loud as the direct sound around 500 Hz; the hall and the plate,
    /// which somebody chose to hear, 3 and 4 dB louder.
    var level: Double {
        switch self {
        case .off: 0
        case .room: 1.89
        case .hall: 3.2
        case .plate: 2.93
        }
    }
}
