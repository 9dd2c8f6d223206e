extension Synthesizer {
    /// Takes a controller, for a channel and for the zone that it is the master of.
    func control(_ channel: Int, _ number: UInt8, _ value: UInt8) {
        if memory[channel].zone.isMember {
            controlMember(channel, number, value)
            return
        }
        apply(channel, number, value)
        guard !Self.isDataEntry(number) else { return }
        forEachMember(channel) { member in
            if number == 74 { combineBrightness(member) } else { apply(member, number, value) }
        }
    }

    /// Controllers of a member count for its note alone; pedals, banks and modes are its master's (MPE, sections 2.3
    /// and 2.4).
    private func controlMember(_ channel: Int, _ number: UInt8, _ value: UInt8) {
        switch number {
        case 0, 32, 64...69, 124...127: break
        case 74:
            memory[channel].zone.brightness = value
            combineBrightness(channel)
        default: apply(channel, number, value)
        }
    }

    /// Data entry and its selection: what comes of them is shared in a zone, not they themselves.
    private static func isDataEntry(_ number: UInt8) -> Bool {
        number == 6 || number == 38 || (96...101).contains(number)
    }

    private func apply(_ channel: Int, _ number: UInt8, _ value: UInt8) {
        guard number < 120 else {
            changeMode(channel, number, value)
            return
        }
        let before = states[channel].controllers[Int(number)]
        states[channel].controllers[Int(number)] = value
        switch number {
        case 0: memory[channel].bankMSB = value
        case 32: memory[channel].bankLSB = value
        case 84: memory[channel].glideSource = Int16(value)
        case 98...101:
            memory[channel].entry.select(number, value)
            states[channel].registeredParameter = memory[channel].entry.registered
        default: break
        }
        tell(channel, .controller(number))
        switch number {
        case 6:
            memory[channel].entry.enterCoarse(value)
            enterData(channel)
        case 38:
            if memory[channel].entry.enterFine(value) { enterData(channel) }
        case 96, 97:
            stepData(channel, number == 96 ? 1 : -1)
        case 64 where value < 64: liftPedal(channel)
        case 68 where before < 64 && value >= 64: enterLegato(channel)
        case 68 where before >= 64 && value < 64: leaveLegato(channel)
        default: break
        }
    }

    /// Channel mode messages. Omni on and off end all notes and nothing else: every channel is its own.
    private func changeMode(_ channel: Int, _ number: UInt8, _ value: UInt8) {
        switch number {
        case 120: allSoundOff(channel)
        case 121: resetControllers(channel)
        case 123, 124, 125: allNotesOff(channel)
        case 126, 127:
            allNotesOff(channel)
            memory[channel].isMono = number == 126
        default: break
        }
    }

    /// As RP-015 has it: wheel, pressures, modulation, expression, pedals (64–67) and the selected parameter go back;
    /// volume, pan, program, bank, sound controllers (70–79), effects (91–95) and all that was entered as data stay, but
    /// for the offsets of SoundFont and AWE32 NRPNs, which FluidSynth ends here too. Breath, foot, legato and hold 2
    /// (2, 4, 68, 69), of which it does not speak, go back as well.
    private func resetControllers(_ channel: Int) {
        let wheelsAndPedals: InlineArray<9, UInt8> = [1, 2, 4, 64, 65, 66, 67, 68, 69]
        for index in wheelsAndPedals.indices { reset(channel, wheelsAndPedals[index], 0) }
        reset(channel, 11, 127)
        memory[channel].entry.clear()
        memory[channel].glideSource = -1
        states[channel].registeredParameter = 0x3FFF
        states[channel].pitchBend = 0
        tell(channel, .pitchBend)
        states[channel].pressure = 0
        memory[channel].zone.pressure = 0
        memory[channel].zone.brightness = 64
        if memory[channel].zone.isMember {
            combinePressure(channel)
            combineBrightness(channel)
        } else {
            tell(channel, .pressure)
        }
        for key in 0..<128 where states[channel].keyPressure[key] != 0 {
            change(channel, .keyPressure(UInt8(key))) { $0.keyPressure[key] = 0 }
        }
        forEachMember(channel) { updateTuning($0) }
        resetOffsets(channel)
    }

    private func reset(_ channel: Int, _ number: UInt8, _ value: UInt8) {
        if states[channel].controllers[Int(number)] != value { apply(channel, number, value) }
    }
}
