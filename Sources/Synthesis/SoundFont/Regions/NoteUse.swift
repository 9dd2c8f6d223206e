/// A note that a score plays, as far as it decides which samples are needed.
public struct NoteUse: Hashable, Sendable {
    /// The bank in force on its channel.
    public var bank: UInt16
    /// The program in force on its channel.
    public var program: UInt8
    /// Whether the channel is a drum part.
    public var isPercussion: Bool
    /// The key, 0…127.
    public var key: UInt8
    /// The velocity, 1…127.
    public var velocity: UInt8

    /// Makes a use.
    public init(bank: UInt16 = 0, program: UInt8 = 0, isPercussion: Bool = false, key: UInt8, velocity: UInt8) {
        self.bank = bank
        self.program = program
        self.isPercussion = isPercussion
        self.key = key
        self.velocity = velocity
    }
}
