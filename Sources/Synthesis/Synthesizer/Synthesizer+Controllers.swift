extension Synthesizer {
    /// Follows a controller; those without a meaning here are ignored.
    func control(_ channel: Int, _ number: UInt8, _ value: UInt8) {
        switch number {
        case 0: change(channel, .program) { $0.bank = UInt16(value) << 7 | $0.bank & 0x7F }
        case 32: change(channel, .program) { $0.bank = $0.bank & 0x3F80 | UInt16(value) }
        case 6: enterData(channel, value)
        case 38: enterFineData(channel, value)
        case 7: change(channel, .controller(number)) { $0.volume = value }
        case 10: change(channel, .controller(number)) { $0.pan = value }
        case 11: change(channel, .controller(number)) { $0.expression = value }
        case 91: change(channel, .controller(number)) { $0.reverbSend = value }
        case 64: change(channel, .controller(number)) { $0.sustain = value }
        case 66: change(channel, .controller(number)) { $0.sostenuto = value }
        case 67: change(channel, .controller(number)) { $0.soft = value }
        // A non-registered parameter deselects the registered one.
        case 98, 99: change(channel, .controller(number)) { $0.registeredParameter = 0x3FFF }
        case 100:
            change(channel, .controller(number)) {
                $0.registeredParameter = $0.registeredParameter & 0x3F80 | UInt16(value)
            }
        case 101:
            change(channel, .program) {
                $0.registeredParameter = UInt16(value) << 7 | $0.registeredParameter & 0x7F
            }
        case 120: allSoundOff(channel)
        case 121: resetControllers(channel)
        case 123...127: allNotesOff(channel)
        default: break
        }
    }

    /// RPN 0, coarse: whole semitones of the pitch wheel's range.
    private func enterData(_ channel: Int, _ value: UInt8) {
        guard state(ofChannel: channel).registeredParameter == 0 else { return }
        change(channel, .pitchBend) { $0.bendRange = Double(value) }
    }

    /// RPN 0, fine: cents of the pitch wheel's range.
    private func enterFineData(_ channel: Int, _ value: UInt8) {
        guard state(ofChannel: channel).registeredParameter == 0 else { return }
        change(channel, .pitchBend) { $0.bendRange = $0.bendRange.rounded(.down) + Double(min(value, 99)) / 100 }
    }

    /// As RP-015 recommends: volume, pan, program, bank and effects stay.
    private func resetControllers(_ channel: Int) {
        change(channel, .controller(11)) { $0.expression = 127 }
        change(channel, .controller(64)) { $0.sustain = 0 }
        change(channel, .controller(66)) { $0.sostenuto = 0 }
        change(channel, .controller(67)) { $0.soft = 0 }
        change(channel, .pitchBend) { $0.pitchBend = 0 }
        change(channel, .controller(101)) { $0.registeredParameter = 0x3FFF }
    }
}
