extension Synthesizer {
    /// Whether one note at a time sounds: controller 126, or the legato pedal (68).
    private func isMonophonic(_ channel: Int) -> Bool {
        memory[channel].isMono || states[channel].controllers[68] >= 64
    }

    /// Strikes a key.
    func noteOn(_ channel: Int, _ key: Int, _ velocity: Int) {
        output.hasPlayed = true
        let source = Int(memory[channel].glideSource)
        let previous = Int(memory[channel].lastKey)
        memory[channel].glideSource = -1
        memory[channel].lastKey = Int16(key)
        memory[channel].lastVelocity = UInt8(velocity)
        if isMonophonic(channel) {
            strikeAlone(channel, key, velocity, source: source, previous: previous)
            return
        }
        memory[channel].keys.setDown(key, true)
        if source >= 0, source != key, memory[channel].keys.isDown(source) {
            // Portamento control from a key that sounds takes that note along (MIDI 1.0, controller 84).
            memory[channel].keys.setDown(source, false)
            instrument(channel).legato(
                channel: channel, from: source, to: key, velocity: velocity, glide: glide(channel, source, key))
            return
        }
        let start = source >= 0 ? source : isSliding(channel) ? previous : -1
        instrument(channel).noteOn(channel: channel, key: key, velocity: velocity, glide: glide(channel, start, key))
    }

    /// Strikes a key on a channel that sounds one note: while another is held it is moved and not struck (MIDI 1.0,
    /// mode 4).
    private func strikeAlone(_ channel: Int, _ key: Int, _ velocity: Int, source: Int, previous: Int) {
        let sounding = Int(memory[channel].keys.sounding)
        memory[channel].keys.push(key, velocity)
        memory[channel].keys.sounding = Int16(key)
        memory[channel].keys.isPedalled = false
        let start = source >= 0 ? source : isSliding(channel) ? (sounding >= 0 ? sounding : previous) : -1
        let glide = glide(channel, start, key)
        if sounding >= 0, sounding != key {
            instrument(channel).legato(channel: channel, from: sounding, to: key, velocity: velocity, glide: glide)
        } else {
            if sounding == key { instrument(channel).noteOff(channel: channel, key: key, velocity: 64) }
            instrument(channel).noteOn(channel: channel, key: key, velocity: velocity, glide: glide)
        }
    }

    /// Lets a key go.
    func noteOff(_ channel: Int, _ key: Int, _ velocity: Int) {
        if memory[channel].keys.isDown(key) || memory[channel].keys.sounding < 0 {
            memory[channel].keys.setDown(key, false)
            memory[channel].keys.remove(key)
            instrument(channel).noteOff(channel: channel, key: key, velocity: velocity)
            return
        }
        memory[channel].keys.remove(key)
        guard Int(memory[channel].keys.sounding) == key else { return }
        if let held = memory[channel].keys.newest {
            // The newest of the keys still down sounds again.
            let to = Int(held.key)
            memory[channel].keys.sounding = Int16(to)
            memory[channel].lastKey = Int16(to)
            instrument(channel).legato(
                channel: channel, from: key, to: to, velocity: Int(held.velocity),
                glide: isSliding(channel) ? glide(channel, key, to) : nil)
        } else if states[channel].sustain >= 64 {
            memory[channel].keys.isPedalled = true
        } else {
            memory[channel].keys.sounding = -1
            instrument(channel).noteOff(channel: channel, key: key, velocity: velocity)
        }
    }

    /// The pedal rises: a note that it alone held in mono mode ends.
    func liftPedal(_ channel: Int) {
        guard memory[channel].keys.isPedalled else { return }
        let key = Int(memory[channel].keys.sounding)
        memory[channel].keys.isPedalled = false
        memory[channel].keys.sounding = -1
        instrument(channel).noteOff(channel: channel, key: key, velocity: 64)
    }

    /// The legato pedal goes down: the note struck last, if its key is down, is the one that will move.
    func enterLegato(_ channel: Int) {
        let key = Int(memory[channel].lastKey)
        guard key >= 0, memory[channel].keys.isDown(key), memory[channel].keys.sounding < 0 else { return }
        memory[channel].keys.setDown(key, false)
        memory[channel].keys.push(key, Int(memory[channel].lastVelocity))
        memory[channel].keys.sounding = Int16(key)
    }

    /// The legato pedal rises outside mono mode: the note that sounds is one like others again.
    func leaveLegato(_ channel: Int) {
        let key = Int(memory[channel].keys.sounding)
        guard key >= 0, !memory[channel].isMono else { return }
        let isPedalled = memory[channel].keys.isPedalled
        memory[channel].keys.forgetOrder()
        if isPedalled {
            instrument(channel).noteOff(channel: channel, key: key, velocity: 64)
        } else {
            memory[channel].keys.setDown(key, true)
        }
    }

    /// Lets all keys go; pedals hold what they hold.
    func allNotesOff(_ channel: Int) {
        memory[channel].keys.clear()
        instrument(channel).releaseAll(channel: channel)
    }

    /// Ends all sound.
    func allSoundOff(_ channel: Int) {
        memory[channel].keys.clear()
        instrument(channel).silence(channel: channel)
    }

    private func isSliding(_ channel: Int) -> Bool { states[channel].controllers[65] >= 64 }

    private func glide(_ channel: Int, _ from: Int, _ to: Int) -> Glide? {
        guard from >= 0, from != to else { return nil }
        let seconds = PortamentoTime.seconds(
            coarse: states[channel].controllers[5], fine: states[channel].controllers[37], keys: Double(to - from))
        return seconds > 0 ? Glide(fromKey: Double(from), seconds: seconds) : nil
    }
}
