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
    public var decaySeconds: Double { figures.decaySeconds }

    /// The frequency at which the decay is twice as fast.
    public var dampingFrequency: Double { figures.dampingFrequency }
}
