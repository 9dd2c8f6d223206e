/// How one key of a drum part is mixed: what GS and XG let a piece set for each drum (drum NRPNs 1A, 1C, 1D and 1E, drum
/// set-up messages) and General MIDI 2 with its key-based controllers (CA-023).
public struct DrumKey: Sendable, Equatable {
    /// Level, 0…127; 127 leaves the drum as loud as its kit has it.
    public var level: UInt8 = 127
    /// Where it stands, 1 left, 64 centre, 127 right, before the channel's pan; 0 leaves it where its kit has it.
    public var pan: UInt8 = 0
    /// Share of the channel's reverb send that it takes, 0…127.
    public var reverbSend: UInt8 = 127
    /// Share of the channel's chorus send that it takes, 0…127.
    public var chorusSend: UInt8 = 127

    /// Steps, −64…63, by which XG moves its filter's cut-off (drum NRPN 14, drum set-up 0B): 75 cents each.
    public var cutoff: Int8 = 0
    /// The same of its resonance (NRPN 15, set-up 0C): 0.375 dB each.
    public var resonance: Int8 = 0
    /// The same of its attack (NRPN 16, set-up 0D): 93.75 timecents each.
    public var attack: Int8 = 0
    /// The same of its decay (NRPN 17, set-up 0E): 56.25 timecents each.
    public var decay: Int8 = 0

    /// A key as its kit has it.
    public init() {}

    /// Amplitude from the level: its square, as General MIDI recommends for volume.
    public var gain: Float { Float(level) * Float(level) / 16_129 }
}
