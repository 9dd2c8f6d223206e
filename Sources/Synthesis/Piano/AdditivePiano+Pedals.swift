import DSP

extension AdditivePiano {
    /// Follows the controllers of a channel.
    public func channelChanged(_ channel: Int, to state: ChannelState, because change: ChannelChange) {
        guard (0..<Self.channelCount).contains(channel) else { return }
        let before = channels[channel]
        channels[channel] = state
        switch change {
        case .controller(7), .controller(10), .controller(11), .controller(91), .controller(93), .everything:
            for slot in 0..<pool.slots where isPlaying(slot, channel) {
                pool.setGains(slot, state: state, immediately: false)
            }
        case .controller(64):
            for slot in 0..<pool.slots where isPlaying(slot, channel) && !pool.voices[slot].isHeld {
                dampen(slot)
            }
            updateSympathy()
        case .controller(66):
            let (was, isDown) = (before.sostenuto >= 64, state.sostenuto >= 64)
            guard was != isDown else { return }
            for slot in 0..<pool.slots where isPlaying(slot, channel) {
                // It catches only the dampers that are up when it goes down.
                pool.voices[slot].isCaught = isDown && pool.voices[slot].isHeld
                if !isDown, !pool.voices[slot].isHeld { dampen(slot) }
            }
        case .pitchBend, .tuning:
            for slot in 0..<pool.slots where isPlaying(slot, channel) {
                pool.bank.tune(
                    group: pool.firstGroup(slot), count: pool.voices[slot].groupCount,
                    ratio: state.pitchRatio(key: Int(pool.voices[slot].key)),
                    damping: pool.voices[slot].damping)
            }
        default:
            break
        }
    }

    /// Lets all keys of a channel go.
    public func releaseAll(channel: Int) {
        letGo(channel)
        for slot in 0..<pool.slots where isPlaying(slot, channel) && pool.voices[slot].isHeld { release(slot) }
    }

    /// Ends all sound of a channel.
    public func silence(channel: Int) {
        letGo(channel)
        for slot in 0..<pool.slots where isPlaying(slot, channel) { pool.fade(slot) }
        sympathy.still()
    }

    private func letGo(_ channel: Int) {
        guard (0..<Self.channelCount).contains(channel) else { return }
        for key in 0..<128 where heldKeys[channel * 128 + key] > 0 {
            for _ in 0..<heldKeys[channel * 128 + key] { sympathy.keyUp(key) }
            heldKeys[channel * 128 + key] = 0
        }
    }

    func isPlaying(_ slot: Int, _ channel: Int) -> Bool {
        pool.voices[slot].state == .sounding && Int(pool.voices[slot].channel) == channel
    }

    func isPlaying(_ slot: Int, _ channel: Int, _ key: Int) -> Bool {
        isPlaying(slot, channel) && Int(pool.voices[slot].key) == key
    }

    /// A key goes up: its damper falls, unless a pedal holds it.
    func release(_ slot: Int) {
        pool.voices[slot].isHeld = false
        let isFree = !pool.voices[slot].isCaught && channels[Int(pool.voices[slot].channel)].damperLift < 0.5
        if isFree { thump(slot) }
        dampen(slot)
    }

    /// Adds the damper's thump to a voice.
    private func thump(_ slot: Int) {
        let entry = table[Int(pool.voices[slot].key)].thump
        let count = pool.voices[slot].groupCount
        guard entry.count > 0, count + entry.count <= pool.groupsPerVoice else { return }
        pool.bank.copy(from: table.bank, group: entry.first, count: entry.count, to: pool.firstGroup(slot) + count)
        pool.voices[slot].groupCount = count + entry.count
    }

    /// Puts in force how much of the damping a released voice gets.
    private func dampen(_ slot: Int) {
        let lift = channels[Int(pool.voices[slot].channel)].damperLift
        // A brushing damper takes little: half pedal is far less than half the damping.
        let amount = pool.voices[slot].isCaught ? 0 : (1 - lift) * (1 - lift)
        guard amount != pool.voices[slot].damping else { return }
        pool.voices[slot].damping = amount
        pool.bank.damp(group: pool.firstGroup(slot), count: pool.voices[slot].groupCount, amount: amount)
    }

    /// Before a string is struck again: what still sounds on it loses energy to the hammer, and no key collects
    /// more than a few layers.
    func yieldString(channel: Int, key: Int) {
        var layers = 0
        var oldest = -1
        for slot in 0..<pool.slots where isPlaying(slot, channel, key) {
            layers += 1
            if oldest < 0 || pool.voices[slot].serial < pool.voices[oldest].serial { oldest = slot }
            let amount = max(pool.voices[slot].damping, 0.12)
            pool.voices[slot].damping = amount
            pool.bank.damp(group: pool.firstGroup(slot), count: pool.voices[slot].groupCount, amount: amount)
        }
        if layers >= 4 { pool.fade(oldest) }
    }

    private func updateSympathy() {
        var lift: Float = 0
        for channel in 0..<Self.channelCount { lift = max(lift, channels[channel].damperLift) }
        sympathy.setPedal(lift)
    }
}
