extension Synthesizer {
    /// Yamaha's XG: `43 1n 4C`, an address of three bytes, data (XG specification 2.0, "Parameter Change").
    func handleYamaha(_ message: SystemExclusiveBytes, _ port: Int) {
        guard message[1] & 0x70 == 0x10, message[2] == 0x4C, message.count >= 7 else { return }
        let address = (message[3], message[4], message[5])
        for index in 6..<message.count {
            let offset = address.2 &+ UInt8(min(127, index - 6))
            guard offset < 128 else { return }
            switch address.0 {
            case 0x00 where address.1 == 0: setXGSystem(offset, message, at: index, port)
            case 0x02 where address.1 == 1: setXGEffect(offset, message[index])
            // Parts 16…31 are the second port's, whichever the message came by.
            case 0x08 where address.1 < 32:
                let home = address.1 < 16 ? port * 16 : 0
                setXGPart(home + Int(address.1), offset, message, at: index, home: home)
            case 0x30...0x3F:
                let map = address.0 - 0x30 + 1
                for channel in port * 16..<port * 16 + 16 where memory[channel].drumMap == map {
                    setDrum(channel, key: Int(address.1), DrumParameter(xg: offset), message[index])
                }
            default: return
            }
        }
    }

    private func setXGSystem(_ offset: UInt8, _ message: SystemExclusiveBytes, at index: Int, _ port: Int) {
        let value = message[index]
        switch offset {
        case 0x00 where message.count - index >= 4:
            let tenths = min(0x7FF, Self.nibbles(message, at: index)) - 0x400
            retuneAll { $0.fine = Double(tenths) / 10 }
        case 0x04: setMasterVolume(Float(value) / 127)
        case 0x06: retuneAll { $0.coarse = min(24, max(-24, Double(value) - 64)) }
        case 0x7D:
            for channel in port * 16..<port * 16 + 16 where memory[channel].drumMap == value + 1 { clearDrums(channel) }
        case 0x7E, 0x7F: resetPort(port, to: .xg)
        default: break
        }
    }

    /// Addresses 08 nn nn: the settings of a part.
    ///
    /// - Parameter home: the channel that the message calls the first.
    private func setXGPart(
        _ channel: Int, _ offset: UInt8, _ message: SystemExclusiveBytes, at index: Int, home: Int
    ) {
        let value = message[index]
        switch offset {
        case 0x01: control(channel, 0, value)
        case 0x02: control(channel, 32, value)
        case 0x03: program(channel, value)
        case 0x04: setReceiveChannel(channel, value < 32 ? home | Int(value) : nil)
        case 0x05: control(channel, value == 0 ? 126 : 127, 0)
        // 1 is a drum part without a set-up of its own, which here has the first.
        case 0x07: setDrumPart(channel, map: value < 2 ? value : value - 1)
        case 0x08: retune(channel) { $0.shift = min(24, max(-24, Double(value) - 64)) }
        case 0x09 where index + 1 < message.count:
            setPitchOffset(channel, tenths: Int(value & 15) << 4 | Int(message[index + 1] & 15))
        case 0x0B: control(channel, 7, value)
        case 0x0C: memory[channel].reception.velocityDepth = value
        case 0x0D: memory[channel].reception.velocityOffset = value
        case 0x0E: control(channel, 10, value == 0 ? 64 : value)
        case 0x0F: memory[channel].reception.lowestKey = value
        case 0x10: memory[channel].reception.highestKey = value
        case 0x12: control(channel, 93, value)
        case 0x13: control(channel, 91, value)
        case 0x15: setTone(channel, .vibratoRate, Int(value) - 64)
        case 0x16: setTone(channel, .vibratoDepth, Int(value) - 64)
        case 0x17: setTone(channel, .vibratoDelay, Int(value) - 64)
        case 0x18: setTone(channel, .cutoff, Int(value) - 64)
        case 0x19: setTone(channel, .resonance, Int(value) - 64)
        case 0x1A: setTone(channel, .attack, Int(value) - 64)
        case 0x1B: setTone(channel, .decay, Int(value) - 64)
        case 0x1C: setTone(channel, .release, Int(value) - 64)
        case 0x23: change(channel, .pitchBend) { $0.bendRange = min(24, max(0, Double(value) - 64)) }
        case 0x30...0x40: listen(channel, PartReception.Kind(rawValue: offset - 0x30), value)
        case 0x41...0x4C:
            setScale(channel, from: Int(offset) - 0x41, Float(value) - 64)
            updateKeyTuning(channel)
            tell(channel, .tuning)
        case 0x67: control(channel, 65, value == 0 ? 0 : 127)
        case 0x68: control(channel, 5, value)
        default: break
        }
    }

    /// Puts the keys of a drum part back to how their kit has them.
    private func clearDrums(_ channel: Int) {
        memory[channel].tuning.drumSemitones = InlineArray(repeating: 0)
        memory[channel].tuning.drumCents = InlineArray(repeating: 0)
        states[channel].drumKeys = InlineArray(repeating: DrumKey())
        updateKeyTuning(channel)
        tell(channel, .everything)
    }
}
