extension Synthesizer {
    /// The instrument that a channel plays.
    @inline(__always)
    func instrument(_ channel: Int) -> any Instrument { states[channel].isPercussion ? percussion : melodic }

    /// Changes a channel's state and tells its instrument.
    @inline(__always)
    func change(_ channel: Int, _ change: ChannelChange, _ body: (inout ChannelState) -> Void) {
        body(&states[channel])
        tell(channel, change)
    }

    /// Tells a channel's instrument what has changed.
    func tell(_ channel: Int, _ change: ChannelChange) {
        instrument(channel).channelChanged(channel, to: states[channel], because: change)
    }

    /// Gives a channel its sound; one that becomes a drum part, or ceases to be one, may change its instrument.
    func select(_ channel: Int, _ choice: BankChoice, program: UInt8) {
        let changes = choice.isPercussion != states[channel].isPercussion
        if changes { leaveInstrument(channel) }
        states[channel].bank = choice.bank
        states[channel].program = program
        states[channel].isPercussion = choice.isPercussion
        if changes {
            updateKeyTuning(channel)
            updateTuning(channel)
        }
        tell(channel, changes ? .everything : .program)
    }

    /// Before a channel changes its instrument: the one it leaves, which will hear of it no more, lets its notes go.
    func leaveInstrument(_ channel: Int) {
        guard !isShared else { return }
        memory[channel].keys.clear()
        let sustain = states[channel].sustain
        let sostenuto = states[channel].sostenuto
        instrument(channel).releaseAll(channel: channel)
        change(channel, .controller(64)) { $0.sustain = 0 }
        change(channel, .controller(66)) { $0.sostenuto = 0 }
        states[channel].sustain = sustain
        states[channel].sostenuto = sostenuto
    }

    /// Program change: takes the bank that has been selected since.
    func program(_ channel: Int, _ number: UInt8) {
        // Members of a zone sound as their master does.
        guard !memory[channel].zone.isMember else { return }
        select(channel, chosenBank(channel), program: number)
        forEachMember(channel) { select($0, chosenBank(channel), program: number) }
    }

    /// What the bank select of a channel comes to.
    func chosenBank(_ channel: Int) -> BankChoice {
        let memory = memory + channel
        return BankChoice(
            standard, msb: memory.pointee.bankMSB, lsb: memory.pointee.bankLSB,
            isDrumPart: memory.pointee.isDrumPart,
            current: BankChoice(bank: states[channel].bank, isPercussion: states[channel].isPercussion))
    }

    /// Makes a channel a drum part with set-up 1, 2 …, or with 0 a melodic one, at once.
    func setDrumPart(_ channel: Int, map: UInt8) {
        memory[channel].isDrumPart = map > 0
        memory[channel].drumMap = map
        switch standard {
        case .gm2: memory[channel].bankMSB = map > 0 ? 120 : 121
        case .xg: memory[channel].bankMSB = map > 0 ? 127 : 0
        case .gm, .gs, .mma: break
        }
        select(channel, chosenBank(channel), program: states[channel].program)
    }

    /// Puts a port under a standard's rules and its channels back to how they began.
    func resetPort(_ port: Int, to standard: MIDIStandard) {
        self.standard = standard
        resetPort(port)
    }

    /// Puts a port's channels, and what is set for all, back to how they began; ends their sound.
    func resetPort(_ port: Int) {
        master = MasterSettings()
        output.aim(master)
        effects.restore(isPlaying: output.hasPlayed)
        for channel in port * 16..<port * 16 + 16 {
            instrument(channel).silence(channel: channel)
            states[channel] = ChannelState()
            memory[channel] = ChannelMemory(channel: channel, standard: standard)
        }
        updateListeners()
        for channel in port * 16..<port * 16 + 16 { restore(channel) }
    }

    /// Tells the instrument of a channel in its first state all there is.
    func restore(_ channel: Int) {
        let choice = chosenBank(channel)
        states[channel].bank = choice.bank
        states[channel].isPercussion = choice.isPercussion
        updateKeyTuning(channel)
        updateTuning(channel)
        tell(channel, .everything)
    }
}
