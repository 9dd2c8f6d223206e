/// Roland's messages: `41`, device, model, `12` (data set), an address of three bytes, data, checksum.
enum GSMessage {
    /// The block that stands for a channel in addresses 40 1n: 0 is channel 10, 1…9 and A…F the others in order.
    static func block(ofChannel channel: UInt8) -> UInt8 {
        channel == 9 ? 0 : channel < 9 ? channel + 1 : channel
    }

    /// The channel that a block stands for.
    static func channel(ofBlock block: UInt8) -> Int {
        block == 0 ? 9 : block <= 9 ? Int(block) - 1 : Int(block)
    }

    /// What makes address and data sum up to a multiple of 128.
    static func checksum(_ sum: Int) -> UInt8 { UInt8((128 - sum % 128) % 128) }

    /// "Use for rhythm part": makes a channel of a port a drum part or a melodic one.
    static func drumPart(channel: UInt8, isOn: Bool) -> [UInt8] {
        let body: [UInt8] = [0x40, 0x10 | block(ofChannel: channel), 0x15, isOn ? 1 : 0]
        return [0x41, 0x10, 0x42, 0x12] + body + [checksum(body.reduce(0) { $0 + Int($1) })]
    }
}
