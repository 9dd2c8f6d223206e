/// Which messages a part listens to, and how hard it is struck by them.
///
/// GS (SC-88Pro, "MIDI implementation", addresses 40 1x 02…24) and XG (specification 2.0, "Multi Part", 08 nn 04…40)
/// let a piece set all of this for each part; without such a message a part listens to all of its own channel.
struct PartReception {
    /// The channel that the part listens to, 0…31; −1 for none.
    var channel: Int8
    /// The keys that it answers to.
    var lowestKey: UInt8 = 0
    var highestKey: UInt8 = 127
    /// Velocity sense: 64 and 64 leave velocities as they are.
    var velocityDepth: UInt8 = 64
    var velocityOffset: UInt8 = 64
    /// A bit for every `Kind` that it does not listen to.
    private var deaf: UInt32 = 0

    /// What can be switched off, in the order that both makers' tables have it.
    enum Kind: UInt8 {
        case pitchBend, channelPressure, program, control, keyPressure, note, registered, nonRegistered, modulation
        case volume, pan, expression, sustain, portamento, sostenuto, soft, bank, bankLSB

        /// The switches of these kinds that a controller passes besides `control`; nil for those that have none.
        init?(controller: UInt8) {
            switch controller {
            case 0: self = .bank
            case 32: self = .bankLSB
            case 1: self = .modulation
            case 7: self = .volume
            case 10: self = .pan
            case 11: self = .expression
            case 64: self = .sustain
            case 65: self = .portamento
            case 66: self = .sostenuto
            case 67: self = .soft
            case 98, 99: self = .nonRegistered
            case 100, 101: self = .registered
            default: return nil
            }
        }
    }

    /// A part that listens to a channel, 0…31.
    init(channel: Int) { self.channel = Int8(channel) }

    /// Whether it listens to a kind.
    func hears(_ kind: Kind) -> Bool { deaf >> UInt32(kind.rawValue) & 1 == 0 }

    /// Whether it listens to a controller. Channel mode messages get through whatever is switched off.
    func hears(controller: UInt8) -> Bool {
        if deaf == 0 || controller >= 120 { return true }
        guard hears(.control) else { return false }
        if controller == 32, !hears(.bank) { return false }
        return Kind(controller: controller).map(hears) ?? true
    }

    /// Switches a kind on or off.
    mutating func listen(_ kind: Kind?, _ isOn: Bool) {
        guard let kind else { return }
        if isOn { deaf &= ~(1 << UInt32(kind.rawValue)) } else { deaf |= 1 << UInt32(kind.rawValue) }
    }

    /// The velocity, 1…127, that a stroke is played with; nil for a key out of the range.
    ///
    /// No manual says how the two settings work together. Depth is a factor and offset, doubled, is added, as in
    /// TiMidity++ and SpessaSynth.
    func velocity(key: Int, _ velocity: Int) -> Int? {
        guard key >= Int(lowestKey), key <= Int(highestKey), hears(.note) else { return nil }
        if velocityDepth == 64, velocityOffset == 64 { return velocity }
        return min(127, max(1, velocity * Int(velocityDepth) / 64 + 2 * (Int(velocityOffset) - 64)))
    }
}
