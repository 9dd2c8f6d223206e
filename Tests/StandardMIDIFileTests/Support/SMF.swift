/// Pieces of files, made by hand.
enum SMF {
    static let endOfTrack: [UInt8] = [0x00, 0xFF, 0x2F, 0x00]

    static func header(format: UInt8 = 0, tracks: UInt8 = 1, division: [UInt8] = [0x00, 0x60]) -> [UInt8] {
        [0x4D, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, format, 0, tracks] + division
    }

    static func track(_ body: [UInt8], length: Int? = nil) -> [UInt8] {
        let count = length ?? body.count
        return [0x4D, 0x54, 0x72, 0x6B] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + body
    }

    /// A format 0 file whose track begins at byte 22.
    static func file(division: [UInt8] = [0x00, 0x60], _ body: some Sequence<UInt8>) -> [UInt8] {
        header(division: division) + track(Array(body))
    }
}
