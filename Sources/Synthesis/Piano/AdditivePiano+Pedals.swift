import DSP

#if canImport(Glibc)
    import Glibc
#endif

extension AdditivePiano {
    /// Follows the controllers of a channel.
    public func channelChanged(_ channel: Int, to state: ChannelState, because change: ChannelChange) {
        guard (0..<Self.channelCount).contains(channel) else { return }
        let before = channels[channel]
        channels[channel] = state
        switch change {
        case .controller(7), .controller(10), .controller(11), .controller(91), .controller(93):
            updateGains(channel)
        case .controller(64): updateDampers(channel)
        case .controller(66): updateSostenuto(channel, from: before)
        case .pitchBend, .tuning: updateTuning(channel)
        case .everything:
            updateGains(channel)
            updateTuning(channel)
            updateSostenuto(channel, from: before)
            updateDampers(channel)
        default: break
        }
    }

    /// Lets all keys of a channel go.
    public func releaseAll(channel: Int) {
        letGo(channel)
        pool.forEach(channel: channel) { slot in
            if pool.voices[slot].isHeld { release(slot, velocity: 64) }
        }
    }

    /// Ends all sound of a channel.
    public func silence(channel: Int) {
        letGo(channel)
        pool.forEach(channel: channel) { slot in pool.fade(slot) }
        if pool.soundingVoices == 0 { sympathy.still() }
    }

    private func letGo(_ channel: Int) {
        guard (0..<Self.channelCount).contains(channel) else { return }
        for key in 0..<128 where heldKeys[channel * 128 + key] > 0 {
            for _ in 0..<heldKeys[channel * 128 + key] { sympathy.close(key) }
            heldKeys[channel * 128 + key] = 0
        }
    }

    private func updateGains(_ channel: Int) {
        pool.forEach(channel: channel) { slot in
            pool.setGains(slot, state: channels[channel], immediately: false)
        }
    }

    private func updateTuning(_ channel: Int) {
        pool.forEach(channel: channel) { slot in
            pool.bank.tune(
                group: pool.firstGroup(slot), count: pool.voices[slot].groupCount,
                ratio: channels[channel].pitchRatio(key: Int(pool.voices[slot].key)),
                damping: pool.voices[slot].damping)
        }
    }

    private func updateDampers(_ channel: Int) {
        pool.forEach(channel: channel) { slot in
            if !pool.voices[slot].isHeld { dampen(slot) }
        }
        var lift: Float = 0
        for channel in 0..<Self.channelCount { lift = max(lift, channels[channel].damperLift) }
        sympathy.setPedal(lift)
    }

    /// The sostenuto pedal catches the dampers that are up when it goes down, be it by their keys or by the damper
    /// pedal, and holds only those.
    private func updateSostenuto(_ channel: Int, from before: ChannelState) {
        let isDown = channels[channel].sostenuto >= 64
        guard isDown != (before.sostenuto >= 64) else { return }
        let allAreUp = channels[channel].damperLift >= 0.5
        for key in 0..<128 {
            let place = channel * 128 + key
            let isCaught = isDown && heldKeys[place] > 0
            if isCaught, !caughtKeys[place] { sympathy.open(key) }
            if !isCaught, caughtKeys[place] { sympathy.close(key) }
            caughtKeys[place] = isCaught
        }
        pool.forEach(channel: channel) { slot in
            pool.voices[slot].isCaught = isDown && (pool.voices[slot].isHeld || allAreUp)
            if !pool.voices[slot].isHeld { dampen(slot) }
        }
    }

    /// A key goes up: its damper falls, unless a pedal holds it.
    func release(_ slot: Int, velocity: Int) {
        pool.voices[slot].isHeld = false
        let falls = !pool.voices[slot].isCaught && channels[Int(pool.voices[slot].channel)].damperLift < 0.5
        thump(slot, velocity: velocity, falls: falls)
        dampen(slot)
    }

    /// Adds the thump of the damper to a voice, or only the key's return if the damper stays up: the quicker the key,
    /// the louder.
    private func thump(_ slot: Int, velocity: Int, falls: Bool) {
        let entry = table[Int(pool.voices[slot].key)].thump
        let count = pool.voices[slot].groupCount
        guard entry.count > 0, count + entry.count <= pool.groupsPerVoice else { return }
        let first = pool.firstGroup(slot) + count
        pool.bank.copy(from: table.bank, group: entry.first, count: entry.count, to: first)
        let level = Double(min(max(velocity, 1), 127) - 64) / 64 * 6 - (falls ? 0 : 12)
        pool.bank.scale(
            group: first, count: entry.count, tilt: table.tilt + entry.first * PartialBank.lanes,
            level: Decibels.amplitude(level), slope: 0)
        pool.voices[slot].groupCount = count + entry.count
    }

    /// Puts in force how much of the damping a released voice gets; a string that the damper has not yet stilled is
    /// caught again by a pedal.
    private func dampen(_ slot: Int) {
        let state = channels[Int(pool.voices[slot].channel)]
        let lift = state.damperLift
        // A brushing damper takes little: half pedal is far less than half the damping.
        let pace = exp2f((64 - Float(state.controllers[72])) / 32)
        let amount = pool.voices[slot].isCaught ? 0 : (1 - lift) * (1 - lift) * pace
        guard amount != pool.voices[slot].damping else { return }
        pool.voices[slot].damping = amount
        pool.bank.damp(group: pool.firstGroup(slot), count: pool.voices[slot].groupCount, amount: amount)
    }

    /// Before a string is struck again: what still sounds on it loses energy to the hammer, and no key collects
    /// more than a few layers.
    func yieldString(channel: Int, key: Int) {
        var layers = 0
        var oldest = -1
        pool.forEach(channel: channel, key: key) { slot in
            layers += 1
            if oldest < 0 { oldest = slot }
            let amount = max(pool.voices[slot].damping, 0.25)
            pool.voices[slot].damping = amount
            pool.bank.damp(group: pool.firstGroup(slot), count: pool.voices[slot].groupCount, amount: amount)
        }
        if layers >= 3 { pool.fade(oldest) }
    }
}
