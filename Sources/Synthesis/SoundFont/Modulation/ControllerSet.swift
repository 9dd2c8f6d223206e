/// Which of a channel's messages a region listens to.
struct ControllerSet {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    var keyPressure = false
    var channelPressure = false

    @inline(__always)
    func contains(_ controller: UInt8) -> Bool {
        (controller < 64 ? low >> UInt64(controller) : high >> UInt64(controller & 63)) & 1 != 0
    }

    mutating func insert(_ controller: UInt8) {
        if controller < 64 { low |= 1 << UInt64(controller) } else { high |= 1 << UInt64(controller & 63) }
    }

    mutating func insert(_ source: CompiledModulator.Source) {
        switch source.kind {
        case .controller: insert(source.controller)
        case .keyPressure: keyPressure = true
        case .channelPressure: channelPressure = true
        default: break
        }
    }

    /// Whether a change of the channel moves something that these hear.
    @inline(__always)
    func hears(_ change: ChannelChange, key: UInt8) -> Bool {
        switch change {
        case .controller(let number): contains(number & 127)
        case .pressure: channelPressure
        case .keyPressure(let pressed): keyPressure && pressed == key
        case .pitchBend, .tuning, .generators, .everything: true
        case .program: false
        }
    }
}
