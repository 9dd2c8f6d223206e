/// MIDI Polyphonic Expression: channels that play one instrument, a note each (M1-100-UM).
///
/// Channel 1 of a port is the master of the lower zone, whose members count up from channel 2; channel 16 is that of
/// the upper zone, whose members count down from channel 15. A note's wheel and its master's add up, of the pressures
/// the greater counts, and the two brightnesses (controller 74) add up around their middle; the specification leaves
/// both to the receiver.
extension Synthesizer {
    /// Runs through the members of the zone that a channel is the master of.
    @inline(__always)
    func forEachMember(_ channel: Int, _ body: (Int) -> Void) {
        let count = Int(memory[channel].zone.members)
        guard count > 0 else { return }
        let step = channel & 15 == 0 ? 1 : -1
        for index in 1...count { body(channel + step * index) }
    }

    /// RPN 6, section 2.1: makes, resizes or ends (0 members) the zone of a master; the newer zone takes from the
    /// older what they would share.
    func configureZone(_ channel: Int, members: Int) {
        let (lower, upper) = (channel & 16, channel & 16 | 15)
        guard channel == lower || channel == upper else { return }
        let isLower = channel == lower
        var counts = (lower: Int(memory[lower].zone.members), upper: Int(memory[upper].zone.members))
        if isLower {
            counts = (members, min(counts.upper, max(0, 14 - members)))
        } else {
            counts = (min(counts.lower, max(0, 14 - members)), members)
        }
        for other in lower...upper {
            let number = other & 15
            var zone = ZoneMembership()
            if number >= 1, number <= counts.lower { zone.master = Int8(lower) }
            if number <= 14, 15 - number <= counts.upper { zone.master = Int8(upper) }
            if number == 0 { zone.members = Int8(counts.lower) }
            if number == 15 { zone.members = Int8(counts.upper) }
            let was = memory[other].zone
            let isConcerned = other == channel || Int(zone.master) == channel || Int(was.master) == channel
            guard isConcerned || was.master != zone.master || was.members != zone.members else { continue }
            enter(other, zone)
        }
        // Members sound as their master does.
        forEachMember(lower) { follow($0, lower) }
        forEachMember(upper) { follow($0, upper) }
    }

    /// A channel changes its zone: its notes end, its controllers and its wheel's range start anew.
    private func enter(_ channel: Int, _ zone: ZoneMembership) {
        allNotesOff(channel)
        control(channel, 121, 0)
        memory[channel].zone = zone
        states[channel].bendRange = zone.isMember ? 48 : 2
        updateTuning(channel)
        tell(channel, .pitchBend)
    }

    /// Gives a member what its master has.
    private func follow(_ channel: Int, _ leader: Int) {
        let bank = (memory[leader].bankMSB, memory[leader].bankLSB, memory[leader].isDrumPart, memory[leader].drumMap)
        (memory[channel].bankMSB, memory[channel].bankLSB, memory[channel].isDrumPart, memory[channel].drumMap) = bank
        memory[channel].tone = memory[leader].tone
        let range = states[channel].bendRange
        if states[channel].isPercussion != states[leader].isPercussion { leaveInstrument(channel) }
        states[channel] = states[leader]
        states[channel].bendRange = range
        states[channel].pitchBend = 0
        updateKeyTuning(channel)
        updateTuning(channel)
        combine(channel)
        tell(channel, .everything)
    }

    private func combine(_ channel: Int) {
        let zone = memory[channel].zone
        let leader = states + Int(zone.master)
        states[channel].pressure = max(zone.pressure, leader.pointee.pressure)
        let brightness = Int(zone.brightness) + Int(leader.pointee.controllers[74]) - 64
        states[channel].controllers[74] = UInt8(min(127, max(0, brightness)))
    }

    /// Puts a member's pressure and its master's together.
    func combinePressure(_ channel: Int) {
        combine(channel)
        tell(channel, .pressure)
    }

    /// Puts a member's controller 74 and its master's together.
    func combineBrightness(_ channel: Int) {
        combine(channel)
        tell(channel, .controller(74))
    }
}
