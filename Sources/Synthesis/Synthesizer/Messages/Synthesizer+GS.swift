extension Synthesizer {
    /// Roland's GS (SC-55, SC-88Pro: "MIDI implementation", section 4). Addresses 5x are 4x of the second port.
    func handleRoland(_ message: SystemExclusiveBytes, _ port: Int) {
        let end = message.count - 1
        guard message[2] == 0x42, message[3] == 0x12, end >= 8 else { return }
        guard GSMessage.checksum(message.sum(4..<end)) == message[end] else { return }
        let isSecond = message[4] & 0x70 == 0x50
        let address = (isSecond ? message[4] - 0x10 : message[4], message[5], message[6])
        let port = isSecond ? 1 : port
        let base = port * 16
        for index in 7..<end {
            let offset = address.2 &+ UInt8(min(127, index - 7))
            guard offset < 128 else { return }
            let value = message[index]
            switch (address.0, address.1) {
            case (0x00, 0x00) where offset == 0x7F: resetPort(port, to: .gs)
            case (0x40, 0x00): setGSMaster(offset, message, at: index, port)
            case (0x40, 0x01): setGSEffect(offset, value)
            case (0x40, 0x10...0x1F):
                setGSPart(base + GSMessage.channel(ofBlock: address.1 & 15), offset, message, at: index)
            case (0x40, 0x20...0x2F):
                let channel = base + GSMessage.channel(ofBlock: address.1 & 15)
                switch offset {
                case 0x04: change(channel, .generators) { $0.modulationDepth = Double(value) * 600 / 127 }
                case 0x10: change(channel, .pitchBend) { $0.bendRange = min(24, max(0, Double(value) - 64)) }
                default: break
                }
            case (0x41, _):
                let map = address.1 >> 4 + 1
                for channel in base..<base + 16 where memory[channel].drumMap == map {
                    setDrum(channel, key: Int(offset), DrumParameter(gs: address.1 & 15), value)
                }
            default: return
            }
        }
    }

    /// Addresses 40 00 nn.
    private func setGSMaster(_ offset: UInt8, _ message: SystemExclusiveBytes, at index: Int, _ port: Int) {
        let value = message[index]
        switch offset {
        case 0x00 where message.count - 1 - index >= 4:
            let tenths = min(0x7E8, max(0x18, Self.nibbles(message, at: index))) - 0x400
            retuneAll { $0.fine = Double(tenths) / 10 }
        case 0x04: setMasterVolume(Float(value) / 127)
        case 0x05: retuneAll { $0.coarse = min(24, max(-24, Double(value) - 64)) }
        case 0x06: setMasterBalance(Float(Int(value) - 64) / 63)
        case 0x7F: resetPort(port, to: value == 0x7F ? initialStandard : .gs)
        default: break
        }
    }

    /// Addresses 40 1n nn: the settings of a part.
    private func setGSPart(_ channel: Int, _ offset: UInt8, _ message: SystemExclusiveBytes, at index: Int) {
        let value = message[index]
        switch offset {
        case 0x00: control(channel, 0, value)
        case 0x01: program(channel, value)
        case 0x02: setReceiveChannel(channel, value < 16 ? channel & 16 | Int(value) : nil)
        case 0x03...0x12: listen(channel, PartReception.Kind(rawValue: offset - 0x03), value)
        case 0x13: control(channel, value == 0 ? 126 : 127, 0)
        case 0x15: setDrumPart(channel, map: min(2, value))
        case 0x16: retune(channel) { $0.shift = min(24, max(-24, Double(value) - 64)) }
        case 0x17 where index + 2 < message.count:
            setPitchOffset(channel, tenths: Int(value & 15) << 4 | Int(message[index + 1] & 15))
        case 0x19: control(channel, 7, value)
        case 0x1A: memory[channel].reception.velocityDepth = value
        case 0x1B: memory[channel].reception.velocityOffset = value
        // 0 is a place at random, for which the middle stands.
        case 0x1C: control(channel, 10, value == 0 ? 64 : value)
        case 0x1D: memory[channel].reception.lowestKey = value
        case 0x1E: memory[channel].reception.highestKey = value
        case 0x21: control(channel, 93, value)
        case 0x22: control(channel, 91, value)
        case 0x23: listen(channel, .bank, value)
        case 0x24: listen(channel, .bankLSB, value)
        case 0x2A where index + 2 < message.count:
            retune(channel) { $0.detune = Double(message.wide(index) - 8_192) / 81.92 }
        case 0x30: setTone(channel, .vibratoRate, Int(value) - 64)
        case 0x31: setTone(channel, .vibratoDepth, Int(value) - 64)
        case 0x32: setTone(channel, .cutoff, Int(value) - 64)
        case 0x33: setTone(channel, .resonance, Int(value) - 64)
        case 0x34: setTone(channel, .attack, Int(value) - 64)
        case 0x35: setTone(channel, .decay, Int(value) - 64)
        case 0x36: setTone(channel, .release, Int(value) - 64)
        case 0x37: setTone(channel, .vibratoDelay, Int(value) - 64)
        case 0x40...0x4B:
            setScale(channel, from: Int(offset) - 0x40, Float(value) - 64)
            updateKeyTuning(channel)
            tell(channel, .tuning)
        default: break
        }
    }
}
