extension Synthesizer {
    /// Takes an event; it is heard from the next frame on.
    ///
    /// - Complexity: O(1); a system exclusive message O(n) in its bytes, and in the voices that it retunes.
    public func handle(_ event: SynthesizerEvent) {
        switch event {
        case .noteOn(let channel, let key, let velocity) where velocity & 127 > 0:
            forEachPart(of: channel) { part in
                let velocity = memory[part].reception.velocity(key: Int(key & 127), Int(velocity & 127))
                if let velocity { noteOn(part, Int(key & 127), velocity) }
            }
        case .noteOn(let channel, let key, _):
            forEachPart(of: channel) { noteOff($0, Int(key & 127), 64) }
        case .noteOff(let channel, let key, let velocity):
            forEachPart(of: channel) { noteOff($0, Int(key & 127), Int(velocity & 127)) }
        case .controller(let channel, let number, let value):
            forEachPart(of: channel) { part in
                guard memory[part].reception.hears(controller: number & 127) else { return }
                control(part, number & 127, value & 127)
            }
        case .program(let channel, let number):
            forEachPart(of: channel) { if memory[$0].reception.hears(.program) { program($0, number & 127) } }
        case .pitchBend(let channel, let value):
            forEachPart(of: channel) { part in
                if memory[part].reception.hears(.pitchBend) { bend(part, max(-8192, min(8191, value))) }
            }
        case .channelPressure(let channel, let value):
            forEachPart(of: channel) { if memory[$0].reception.hears(.channelPressure) { press($0, value & 127) } }
        case .keyPressure(let channel, let key, let value):
            forEachPart(of: channel) { part in
                guard memory[part].reception.hears(.keyPressure) else { return }
                change(part, .keyPressure(key & 127)) { $0.keyPressure[Int(key & 127)] = value & 127 }
            }
        case .systemExclusive(let port, let bytes):
            bytes.withUnsafeBufferPointer { handle(systemExclusive: $0, port: Int(port)) }
        }
    }

    /// The pitch wheel; a master's bends its whole zone by its own range.
    private func bend(_ channel: Int, _ value: Int16) {
        change(channel, .pitchBend) { $0.pitchBend = value }
        forEachMember(channel) { member in
            updateTuning(member)
            tell(member, .tuning)
        }
    }

    /// Channel pressure; of a member's and its master's the greater counts.
    private func press(_ channel: Int, _ value: UInt8) {
        if memory[channel].zone.isMember {
            memory[channel].zone.pressure = value
            combinePressure(channel)
        } else {
            change(channel, .pressure) { $0.pressure = value }
            forEachMember(channel) { combinePressure($0) }
        }
    }
}
