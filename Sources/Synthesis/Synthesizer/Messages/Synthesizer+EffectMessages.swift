import DSP

#if canImport(Glibc)
    import Glibc
#endif

/// Reverb and chorus chosen by message.
///
/// There are three rooms and one chorus, which stand for all that the standards name: delays, flangers and the like
/// have no equal here and sound as the room or the chorus that is there.
extension Synthesizer {
    private var isPlaying: Bool { output.hasPlayed }

    /// Roland's GS, addresses 40 01 nn (SC-8850: "Using System Effects", pages 81 and 235).
    func setGSEffect(_ offset: UInt8, _ value: UInt8) {
        switch offset {
        case 0x30 where value < 8:
            // The times that the macros set: Room 1…3, Hall 1 and 2, Plate; of delays they are no decays.
            let times: InlineArray<8, UInt8> = [80, 56, 64, 72, 64, 88, 64, 64]
            setGSTime(times[Int(value)])
            effects.setReverbLevel(1, isPlaying: isPlaying)
            setGSCharacter(value)
        case 0x31 where value < 8: setGSCharacter(value)
        case 0x33: effects.setReverbLevel(Float(value) / 64, isPlaying: isPlaying)
        case 0x34: setGSTime(value)
        case 0x38 where value < 8: effects.setChorusLevel(1, isPlaying: isPlaying)
        case 0x3A: effects.setChorusLevel(Float(value) / 64, isPlaying: isPlaying)
        default: break
        }
    }

    private func setGSCharacter(_ value: UInt8) {
        effects.setReverb(value == 3 || value == 4 ? .hall : value == 5 ? .plate : .room)
    }

    /// 64 is the room's own decay; 32 more double it.
    private func setGSTime(_ value: UInt8) { effects.setDecay(exp2((Double(value) - 64) / 32)) }

    /// Yamaha's XG, addresses 02 01 nn (XG specification 2.0, "Effect 1"): the higher byte of a type chooses, a return
    /// of 64 is 0 dB.
    func setXGEffect(_ offset: UInt8, _ value: UInt8) {
        switch offset {
        case 0x00:
            switch value {
            case 0x00: effects.setReverb(.off)
            // Hall, stage, tunnel, canyon.
            case 0x01, 0x03, 0x11, 0x12: effects.setReverb(.hall)
            // Room, white room, basement.
            case 0x02, 0x10, 0x13: effects.setReverb(.room)
            case 0x04: effects.setReverb(.plate)
            default: break
            }
        case 0x0C: effects.setReverbLevel(Float(value) / 64, isPlaying: isPlaying)
        case 0x20: effects.setChorusLevel(value == 0 ? 0 : 1, isPlaying: isPlaying)
        case 0x2C: effects.setChorusLevel(Float(value) / 64, isPlaying: isPlaying)
        default: break
        }
    }

    /// General MIDI 2, global parameter control (CA-024): `04 05`, how many bytes a slot, a parameter and a value have,
    /// the slots, then parameters and values. Slot 01 01 is the reverb.
    func setGM2Effect(_ message: SystemExclusiveBytes) {
        guard message[4] == 1, message[5] == 1, message[6] == 1, message[7] == 1, message[8] == 1 else { return }
        for index in stride(from: 9, to: message.count - 1, by: 2) {
            let value = message[index + 1]
            switch (message[index], value) {
            case (0, 0...2): effects.setReverb(.room)
            case (0, 3...4): effects.setReverb(.hall)
            case (0, 8): effects.setReverb(.plate)
            // Seconds are e^((value − 40)/40).
            case (1, _):
                let own = effects.preset.decaySeconds
                if own > 0 { effects.setDecay(exp((Double(value) - 40) * 0.025) / own) }
            default: break
            }
        }
    }
}
