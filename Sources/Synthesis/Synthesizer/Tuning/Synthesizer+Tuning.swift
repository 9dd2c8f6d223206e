#if canImport(Glibc)
    import Glibc
#endif

extension Synthesizer {
    /// Changes what moves a channel's pitch as a whole; a master's moves its zone.
    func retune(_ channel: Int, _ body: (inout ChannelTuning) -> Void) {
        body(&memory[channel].tuning)
        updateTuning(channel)
        tell(channel, .tuning)
        forEachMember(channel) { member in
            updateTuning(member)
            tell(member, .tuning)
        }
    }

    /// Changes what is set for all channels, and retunes them.
    func retuneAll(_ body: (inout MasterSettings) -> Void) {
        body(&master)
        for channel in 0..<Self.channelCount {
            updateTuning(channel)
            tell(channel, .tuning)
        }
    }

    /// RPN 3 and 4: the channel takes a tuning program as it is now and as it will be changed.
    func selectTuning(_ channel: Int, _ body: (inout ChannelTuning) -> Void) {
        body(&memory[channel].tuning)
        memory[channel].tuning.isChosen = true
        updateKeyTuning(channel)
        tell(channel, .tuning)
        forEachMember(channel) { member in
            body(&memory[member].tuning)
            memory[member].tuning.isChosen = true
            updateKeyTuning(member)
            tell(member, .tuning)
        }
    }

    /// Puts the semitones of a channel together.
    ///
    /// Coarse tuning and key shifts leave drum parts alone, which have a drum a key and not a pitch (GM 2,
    /// section 3.4.3; Roland SC-55, "master key shift").
    func updateTuning(_ channel: Int) {
        var semitones = (master.fine + ownTuning(channel).cents) / 100
        if !states[channel].isPercussion { semitones += master.coarse + ownTuning(channel).semitones }
        let zone = memory[channel].zone
        if zone.isMember {
            let leader = Int(zone.master)
            semitones += ownTuning(leader).cents / 100 + ownTuning(leader).semitones
            semitones += Double(states[leader].pitchBend) / 8_192 * states[leader].bendRange
        }
        states[channel].tuning = semitones
    }

    private func ownTuning(_ channel: Int) -> (cents: Double, semitones: Double) {
        let tuning = memory + channel
        return (
            tuning.pointee.tuning.fine + tuning.pointee.tuning.detune,
            tuning.pointee.tuning.coarse + tuning.pointee.tuning.shift
        )
    }

    /// Puts the cents of a channel's keys together: its tuning program and its scale, or the pitch of its drums.
    func updateKeyTuning(_ channel: Int) {
        let tuning = memory[channel].tuning
        let isDrumPart = states[channel].isPercussion
        let program =
            tuning.isChosen || !isDrumPart ? tunings.table(bank: tuning.bank, program: tuning.program) : nil
        for key in 0..<128 {
            var cents = program?[key] ?? 0
            if isDrumPart {
                cents += Float(tuning.drumSemitones[key]) * 100 + Float(tuning.drumCents[key])
            } else {
                cents += tuning.scale[key % 12]
                if tuning.hertz != 0 {
                    let frequency = 440 * exp2(Double(key - 69) / 12)
                    cents += Float(1_200 * log2(max(0.1, 1 + tuning.hertz / frequency)))
                }
            }
            states[channel].keyTuning[key] = cents
        }
    }

    /// A tuning program was changed: the channels that use it follow, and so do the notes they sound.
    func tuningChanged(bank: UInt8, program: UInt8) {
        for channel in 0..<Self.channelCount {
            let tuning = memory + channel
            guard tuning.pointee.tuning.bank == bank, tuning.pointee.tuning.program == program else { continue }
            updateKeyTuning(channel)
            tell(channel, .tuning)
        }
    }

    /// GS's and XG's tuning of a part in tenths of a hertz, 128 in the middle; it leaves drums alone.
    func setPitchOffset(_ channel: Int, tenths: Int) {
        memory[channel].tuning.hertz = Double(tenths - 128) / 10
        updateKeyTuning(channel)
        tell(channel, .tuning)
    }

    /// Sets the cents of the notes of an octave.
    func setScale(_ channel: Int, from first: Int, _ cents: Float) {
        memory[channel].tuning.scale[first % 12] = cents
    }
}
