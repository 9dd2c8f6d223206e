extension Synthesizer {
    /// Runs through the parts that listen to a channel, 0…31.
    @inline(__always)
    func forEachPart(of channel: UInt8, _ body: (Int) -> Void) {
        var parts = listeners[Int(channel & 31)]
        while parts != 0 {
            body(parts.trailingZeroBitCount)
            parts &= parts - 1
        }
    }

    /// GS's and XG's receive channel: from now on the part plays what comes on another channel, 0…31, or with nil
    /// nothing. The notes that it sounds end.
    ///
    /// Parts of one channel sound together; each keeps its own program, controllers and tuning.
    func setReceiveChannel(_ part: Int, _ channel: Int?) {
        let channel = channel.map { Int8($0 & 31) } ?? -1
        guard channel != memory[part].reception.channel else { return }
        letGoOfAll(part)
        memory[part].reception.channel = channel
        updateListeners()
    }

    /// Works out which parts listen to each channel.
    func updateListeners() {
        listeners = InlineArray(repeating: 0)
        for part in 0..<Self.channelCount {
            let channel = Int(memory[part].reception.channel)
            if channel >= 0 { listeners[channel] |= 1 << UInt32(part) }
        }
    }

    /// Switches on or off what a part listens to. What would have ended a note comes first, for it will not be heard.
    func listen(_ part: Int, _ kind: PartReception.Kind?, _ value: UInt8) {
        if value == 0 {
            switch kind {
            case .note: letGoOfAll(part)
            case .sustain: control(part, 64, 0)
            case .sostenuto: control(part, 66, 0)
            case .control: liftPedals(part)
            default: break
            }
        }
        memory[part].reception.listen(kind, value != 0)
    }

    private func letGoOfAll(_ part: Int) {
        allNotesOff(part)
        liftPedals(part)
    }

    private func liftPedals(_ part: Int) {
        for pedal in 64...69 as ClosedRange<UInt8> where states[part].controllers[Int(pedal)] > 0 {
            control(part, pedal, 0)
        }
    }
}
