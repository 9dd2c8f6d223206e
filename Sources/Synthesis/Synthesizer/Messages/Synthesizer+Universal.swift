extension Synthesizer {
    /// Universal messages: `7E` or `7F`, device, two numbers of the kind, data. Every device number is ours.
    func handleUniversal(_ message: SystemExclusiveBytes, _ port: Int) {
        let isRealTime = message[0] == 0x7F
        switch (isRealTime, message[2], message[3]) {
        case (false, 0x09, 1): resetPort(port, to: .gm)
        case (false, 0x09, 2): resetPort(port, to: initialStandard)
        case (false, 0x09, 3): resetPort(port, to: .gm2)
        case (true, 0x04, _): handleDeviceControl(message)
        case (true, 0x0A, 1): handleKeyController(message, port)
        case (_, 0x08, _): handleTuning(message, port, isRealTime: isRealTime)
        default: break
        }
    }

    /// Device control (MIDI 1.0, "Master Volume and Balance"; CA-025): fourteen bits, the lower seven first.
    private func handleDeviceControl(_ message: SystemExclusiveBytes) {
        guard message.count >= 6 else { return }
        let value = Int(message[5]) << 7 | Int(message[4])
        switch message[3] {
        case 1: setMasterVolume(Float(value) / 16_383)
        case 2: setMasterBalance(Float(value - 8_192) / 8_191)
        case 3: retuneAll { $0.fine = Double(value - 8_192) / 81.92 }
        case 4: retuneAll { $0.coarse = Double(message[5]) - 64 }
        case 5: setGM2Effect(message)
        default: break
        }
    }

    /// Key-based controllers (CA-023): `0A 01 channel key`, then pairs of a controller and its value.
    private func handleKeyController(_ message: SystemExclusiveBytes, _ port: Int) {
        let channel = port * 16 + Int(message[4] & 15)
        guard states[channel].isPercussion else { return }
        for index in stride(from: 6, to: message.count - 1, by: 2) {
            let parameter: DrumParameter?
            switch message[index] {
            case 7: parameter = .level
            case 10: parameter = .pan
            case 91: parameter = .reverbSend
            case 93: parameter = .chorusSend
            default: parameter = nil
            }
            setDrum(channel, key: Int(message[5]), parameter, message[index + 1])
        }
    }

    /// MIDI Tuning Standard, with CA-020 (banks and dumps) and CA-021 (scale and octave).
    private func handleTuning(_ message: SystemExclusiveBytes, _ port: Int, isRealTime: Bool) {
        switch (message[3], isRealTime) {
        case (0x01, false): readDump(message, bank: 0, program: message[4], at: 21)
        case (0x04, false): readDump(message, bank: message[4], program: message[5], at: 22)
        case (0x05, false): readOctave(message, bytesEach: 1)
        case (0x06, false): readOctave(message, bytesEach: 2)
        case (0x02, true): readNotes(message, bank: 0, program: message[4], at: 5)
        case (0x07, _): readNotes(message, bank: message[4], program: message[5], at: 6)
        case (0x08, _): readScale(message, port, bytesEach: 1)
        case (0x09, _): readScale(message, port, bytesEach: 2)
        default: break
        }
    }

    /// A dump of all keys: sixteen characters of a name stand before `start`; the checksum is that of all before it.
    private func readDump(_ message: SystemExclusiveBytes, bank: UInt8, program: UInt8, at start: Int) {
        let end = start + 3 * 128
        guard message.count > end, message.parity(0..<end) & 127 == message[end] else { return }
        let table = tunings.tableToWrite(bank: bank, program: program)
        for key in 0..<128 { setNote(table, key, message, at: start + 3 * key) }
        tuningChanged(bank: bank, program: program)
    }

    /// A dump of the notes of an octave, for a tuning program.
    private func readOctave(_ message: SystemExclusiveBytes, bytesEach: Int) {
        let (start, end) = (22, 22 + 12 * bytesEach)
        guard message.count > end, message.parity(0..<end) & 127 == message[end] else { return }
        let table = tunings.tableToWrite(bank: message[4], program: message[5])
        for key in 0..<128 {
            table[key] = Self.scaleCents(message, at: start + key % 12 * bytesEach, bytesEach: bytesEach)
        }
        tuningChanged(bank: message[4], program: message[5])
    }

    /// Single notes: how many, then key and frequency of each.
    private func readNotes(_ message: SystemExclusiveBytes, bank: UInt8, program: UInt8, at start: Int) {
        let count = min(Int(message[start]), (message.count - start - 1) / 4)
        guard count > 0 else { return }
        let table = tunings.tableToWrite(bank: bank, program: program)
        for index in 0..<count {
            setNote(table, Int(message[start + 1 + 4 * index]), message, at: start + 2 + 4 * index)
        }
        tuningChanged(bank: bank, program: program)
    }

    /// A frequency: a key, and 16384ths of a semitone above it; `7F 7F 7F` changes nothing.
    private func setNote(
        _ table: UnsafeMutablePointer<Float>, _ key: Int, _ message: SystemExclusiveBytes, at index: Int
    ) {
        let (semitone, fraction) = (Int(message[index]), message.wide(index + 1))
        guard semitone != 127 || fraction != 16_383 else { return }
        table[key] = Float((Double(semitone - key) + Double(fraction) / 16_384) * 100)
    }

    /// Scale and octave tuning: three bytes that say which channels (16 and 15, 14…8, 7…1), then twelve notes from C.
    private func readScale(_ message: SystemExclusiveBytes, _ port: Int, bytesEach: Int) {
        guard message.count >= 7 + 12 * bytesEach else { return }
        let channels = Int(message[4] & 3) << 14 | Int(message[5]) << 7 | Int(message[6])
        for number in 0..<16 where channels >> number & 1 == 1 {
            let channel = port * 16 + number
            for note in 0..<12 {
                setScale(
                    channel, from: note, Self.scaleCents(message, at: 7 + note * bytesEach, bytesEach: bytesEach))
            }
            updateKeyTuning(channel)
            tell(channel, .tuning)
        }
    }

    /// One byte: −64…63 cents. Two: −100…100 cents.
    private static func scaleCents(_ message: SystemExclusiveBytes, at index: Int, bytesEach: Int) -> Float {
        bytesEach == 1 ? Float(message[index]) - 64 : Float(message.wide(index) - 8_192) / 81.92
    }
}
