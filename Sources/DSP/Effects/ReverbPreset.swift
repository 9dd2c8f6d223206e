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

    /// Seconds for 60 dB at low frequencies.
    var decaySeconds: Double {
        switch self {
        case .off: 0
        case .room: 0.7
        case .hall: 2.1
        case .plate: 1.5
        }
    }

    /// The frequency at which the decay is twice as fast.
    var dampingFrequency: Double {
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

    /// Output level that makes an amount of 1 about as loud as the direct sound.
    var level: Double {
        switch self {
        case .off: 0
        case .room: 0.36
        case .hall: 0.24
        case .plate: 0.28
        }
    }
}
