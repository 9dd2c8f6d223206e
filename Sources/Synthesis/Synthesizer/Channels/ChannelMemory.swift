/// What the synthesizer remembers of a channel beyond what instruments are told.
struct ChannelMemory {
    /// Bank select as received; it takes effect with the next program change.
    var bankMSB: UInt8 = 0
    var bankLSB: UInt8 = 0
    /// A drum part by the channel's number or by a message.
    var isDrumPart: Bool
    /// The drum set-up that messages for a whole set-up reach: 1 or 2, 0 for a melodic part.
    var drumMap: UInt8

    var entry = DataEntry()
    var tuning = ChannelTuning()
    var keys = HeldKeys()
    var reception: PartReception
    /// Controller 126 was the last of 126 and 127.
    var isMono = false
    /// The key struck last, −1 for none; portamento starts there.
    var lastKey: Int16 = -1
    var lastVelocity: UInt8 = 64
    /// Controller 84: the key that the next note glides from, −1 for none.
    var glideSource: Int16 = -1

    /// The zone of MPE that the channel belongs to.
    var zone = ZoneMembership()
    /// GS's and XG's settings of a part's tone: NRPN 01 08 … 01 66, −64…63 each.
    var tone = InlineArray<8, Int8>(repeating: 0)

    /// A channel, 0…31, after a reset; General MIDI 2 has its bank MSB at 121 or 120.
    init(channel: Int, standard: MIDIStandard) {
        reception = PartReception(channel: channel)
        isDrumPart = channel & 15 == Synthesizer.drumChannel
        drumMap = isDrumPart ? 1 : 0
        switch standard {
        case .gm2: bankMSB = isDrumPart ? 120 : 121
        case .xg: bankMSB = isDrumPart ? 127 : 0
        case .gm, .gs, .mma: break
        }
    }
}

/// Where a channel stands in a zone of MPE, and what it was told itself while it is a member.
struct ZoneMembership {
    /// The master channel, 0…31; −1 outside a zone, and on the master itself.
    var master: Int8 = -1
    /// Members of the zone that this channel is the master of.
    var members: Int8 = 0
    /// Channel pressure of this channel alone.
    var pressure: UInt8 = 0
    /// Controller 74 of this channel alone.
    var brightness: UInt8 = 64

    var isMember: Bool { master >= 0 }
}
