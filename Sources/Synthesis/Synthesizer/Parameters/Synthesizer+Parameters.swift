extension Synthesizer {
    /// Puts the value that data entry has in force.
    func enterData(_ channel: Int) {
        let entry = memory[channel].entry
        switch entry.kind {
        case .none: break
        case .registered: setRegistered(channel, entry)
        case .nonRegistered:
            setNonRegistered(channel, entry)
            forEachMember(channel) { setNonRegistered($0, entry) }
        }
    }

    /// Controllers 96 and 97: one step of the parameter's unit, as RP-018 has it for the registered ones.
    func stepData(_ channel: Int, _ direction: Int) {
        load(channel)
        let entry = memory[channel].entry
        let isFine: Bool
        switch entry.kind {
        case .none: return
        case .registered: isFine = entry.registered < 2 || entry.registered == 5
        case .nonRegistered: isFine = entry.nonRegistered.msb == 120 || entry.nonRegistered.msb == 127
        }
        var amount = isFine ? direction : direction * 128
        if entry.registered == 0 {
            // Cents go to 99, then the semitone changes.
            if direction > 0, entry.fine >= 99 { amount = 128 - Int(entry.fine) }
            if direction < 0, entry.fine == 0 { amount = -29 }
        }
        memory[channel].entry.step(by: amount)
        enterData(channel)
    }

    /// Steps of a registered parameter start from what is in force.
    private func load(_ channel: Int) {
        let state = states + channel
        let tuning = memory[channel].tuning
        switch memory[channel].entry.registered {
        case 0:
            let cents = Int((state.pointee.bendRange * 100).rounded())
            memory[channel].entry.set((cents / 100) << 7 | cents % 100)
        case 1: memory[channel].entry.set(8_192 + Int((tuning.fine * 81.92).rounded()))
        case 2: memory[channel].entry.set((64 + Int(tuning.coarse)) << 7)
        case 3: memory[channel].entry.set(Int(tuning.program) << 7)
        case 4: memory[channel].entry.set(Int(tuning.bank) << 7)
        case 5: memory[channel].entry.set(Int((state.pointee.modulationDepth * 1.28).rounded()))
        default: break
        }
    }

    private func setRegistered(_ channel: Int, _ entry: DataEntry) {
        switch entry.registered {
        case 0: setBendRange(channel, Double(entry.coarse) + Double(min(entry.fine, 100)) / 100)
        case 1: retune(channel) { $0.fine = Double(entry.value - 8_192) / 81.92 }
        case 2: retune(channel) { $0.coarse = Double(entry.coarse) - 64 }
        case 3: selectTuning(channel) { $0.program = entry.coarse }
        case 4: selectTuning(channel) { $0.bank = entry.coarse }
        case 5:
            // Semitones and 128ths of one (CA-026).
            let depth = Double(entry.value) / 1.28
            change(channel, .generators) { $0.modulationDepth = depth }
            forEachMember(channel) { member in change(member, .generators) { $0.modulationDepth = depth } }
        case 6: configureZone(channel, members: Int(min(15, entry.coarse)))
        default: break
        }
    }

    /// RPN 0; what one member is told counts for all members of its zone (MPE, section 2.4).
    private func setBendRange(_ channel: Int, _ semitones: Double) {
        if memory[channel].zone.isMember {
            forEachMember(Int(memory[channel].zone.master)) { member in
                change(member, .pitchBend) { $0.bendRange = semitones }
            }
            return
        }
        change(channel, .pitchBend) { $0.bendRange = semitones }
        forEachMember(channel) { member in
            updateTuning(member)
            tell(member, .tuning)
        }
    }

    private func setNonRegistered(_ channel: Int, _ entry: DataEntry) {
        let (msb, lsb) = entry.nonRegistered
        switch msb {
        case 120:
            guard let generator = entry.generator, let scale = SoundFontParameter.scale(generator) else { return }
            let offset = Float(entry.value - 8_192) * scale
            change(channel, .generators) {
                $0.generatorOffsets[generator] = offset + ToneParameter.offset(memory[channel].tone, generator)
            }
        case 127:
            guard let setting = AWEParameter.setting(Int(lsb), value: entry.value - 8_192) else { return }
            change(channel, .generators) { state in
                if setting.isOffset {
                    state.generatorOffsets[setting.generator] = setting.value
                } else {
                    state.generatorOverrides[setting.generator] = setting.value
                }
            }
        case 1:
            guard let parameter = ToneParameter(nonRegistered: lsb) else { return }
            setTone(channel, parameter, Int(entry.coarse) - 64)
        case 0x14...0x1E:
            guard states[channel].isPercussion else { return }
            setDrum(channel, key: Int(lsb), DrumParameter(nonRegistered: msb), entry.coarse)
        default: break
        }
    }

    /// Sets what a part's tone is moved by, −64…63.
    func setTone(_ channel: Int, _ parameter: ToneParameter, _ amount: Int) {
        let amount = Int8(max(-64, min(63, amount)))
        let step = Float(amount) - Float(memory[channel].tone[parameter.rawValue])
        memory[channel].tone[parameter.rawValue] = amount
        change(channel, .generators) { state in
            let (first, second, scale) = parameter.generators
            state.generatorOffsets[first] += step * scale
            if second >= 0 { state.generatorOffsets[second] += step * scale }
        }
    }

    /// Ends the offsets of SoundFont and AWE32 NRPNs.
    func resetOffsets(_ channel: Int) {
        var isChanged = false
        for generator in 0..<60 {
            let offset = ToneParameter.offset(memory[channel].tone, generator)
            if states[channel].generatorOffsets[generator] != offset { isChanged = true }
            if !states[channel].generatorOverrides[generator].isNaN { isChanged = true }
            states[channel].generatorOffsets[generator] = offset
            states[channel].generatorOverrides[generator] = .nan
        }
        if isChanged { tell(channel, .generators) }
    }

    /// Sets how a key of a drum part sounds.
    func setDrum(_ channel: Int, key: Int, _ parameter: DrumParameter?, _ value: UInt8) {
        switch parameter {
        case .coarsePitch:
            memory[channel].tuning.drumSemitones[key] = Int8(Int(value & 127) - 64)
            updateKeyTuning(channel)
            tell(channel, .tuning)
        case .finePitch:
            memory[channel].tuning.drumCents[key] = Int8(Int(value & 127) - 64)
            updateKeyTuning(channel)
            tell(channel, .tuning)
        case .level: change(channel, .generators) { $0.drumKeys[key].level = value }
        case .pan: change(channel, .generators) { $0.drumKeys[key].pan = value }
        case .reverbSend: change(channel, .generators) { $0.drumKeys[key].reverbSend = value }
        case .chorusSend: change(channel, .generators) { $0.drumKeys[key].chorusSend = value }
        case .cutoff: change(channel, .generators) { $0.drumKeys[key].cutoff = Int8(Int(value & 127) - 64) }
        case .resonance: change(channel, .generators) { $0.drumKeys[key].resonance = Int8(Int(value & 127) - 64) }
        case .attack: change(channel, .generators) { $0.drumKeys[key].attack = Int8(Int(value & 127) - 64) }
        case .decay: change(channel, .generators) { $0.drumKeys[key].decay = Int8(Int(value & 127) - 64) }
        case nil: break
        }
    }
}
