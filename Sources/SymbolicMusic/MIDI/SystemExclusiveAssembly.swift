import StandardMIDIFile

/// Puts the system exclusive messages of one track together (RP-001, section 3 "sysex event").
///
/// A message that ends in F7 stands for itself. One that does not goes on in the `F7` packets that follow and happens
/// with the last of them; where none follow it is taken as it is, because many files leave the F7 out. An `F7` packet
/// outside a message that begins with F0 is a whole message; other escaped bytes are for no instrument of ours.
struct SystemExclusiveAssembly {
    private var done: [SystemExclusiveEvent] = []
    private var open: SystemExclusiveEvent?

    /// Takes the bytes of an `F0` event.
    mutating func start(_ bytes: [UInt8], at tick: Int, port: UInt8) {
        close()
        open = SystemExclusiveEvent(tick: tick, port: port, bytes: [])
        append(bytes, at: tick, port: port)
    }

    /// Takes the bytes of an `F7` event.
    mutating func append(_ bytes: [UInt8], at tick: Int, port: UInt8) {
        if open == nil {
            guard bytes.first == 0xF0 else { return }
            start(Array(bytes.dropFirst()), at: tick, port: port)
            return
        }
        let end = bytes.firstIndex(of: 0xF7)
        open?.bytes += bytes[..<(end ?? bytes.endIndex)]
        if end != nil {
            open?.tick = tick
            close()
        }
    }

    /// All messages.
    mutating func finish() -> [SystemExclusiveEvent] {
        close()
        return done
    }

    private mutating func close() {
        if let open, !open.bytes.isEmpty { done.append(open) }
        open = nil
    }
}
