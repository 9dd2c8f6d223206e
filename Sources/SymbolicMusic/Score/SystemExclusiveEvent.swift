/// A system exclusive message of a score: bytes for the instrument as a whole, such as a reset or a tuning.
public struct SystemExclusiveEvent: Sendable, Equatable {
    /// When, in ticks.
    public var tick: Int
    /// The port it is sent to.
    public var port: UInt8
    /// The message between its F0 and its F7, beginning with the maker's number.
    public var bytes: [UInt8]

    /// Makes a message.
    public init(tick: Int, port: UInt8 = 0, bytes: [UInt8]) {
        self.tick = tick
        self.port = port
        self.bytes = bytes
    }
}
