extension MetaEvent {
    /// The type of the end-of-track event, which is the track's `endTick` and never a `MetaEvent`.
    static let endOfTrackType: UInt8 = 0x2F

    /// The shortest quarter note that may be meant, in microseconds: 60,000 of them a minute.
    static let plausibleTempo = 1000

    /// Whether the specification gives events of this type a fixed form.
    static func hasForm(_ type: UInt8) -> Bool {
        switch type {
        case 0x00, 0x20, 0x21, 0x51, 0x54, 0x58, 0x59: true
        default: false
        }
    }

    /// Makes the event of a type with its data; `.other` if the type is unknown or the data does not have its form.
    public init(type: UInt8, data: some Collection<UInt8>) {
        if let contiguous = data.withContiguousStorageIfAvailable({ MetaEvent(type: type, data: $0) }) {
            self = contiguous
        } else {
            self = Array(data).withUnsafeBufferPointer { MetaEvent(type: type, data: $0) }
        }
    }

    init(type: UInt8, data: UnsafeBufferPointer<UInt8>) {
        switch (type, data.count) {
        case (0x00, 2): self = .sequenceNumber(UInt16(data[0]) << 8 | UInt16(data[1]))
        case (0x01...0x0F, _): self = .text(kind: type, bytes: Array(data))
        case (0x20, 1) where data[0] < 16: self = .channelPrefix(data[0])
        case (0x21, 1): self = .port(data[0])
        case (0x51, 3) where data.contains { $0 != 0 }:
            self = .tempo(microsecondsPerQuarter: Int(data[0]) << 16 | Int(data[1]) << 8 | Int(data[2]))
        case (0x54, 5):
            self = .smpteOffset(
                hours: data[0], minutes: data[1], seconds: data[2], frames: data[3], subframes: data[4])
        // A denominator of 2^30 is as large as anybody's integer shift is safe.
        case (0x58, 4) where data[0] > 0 && data[1] <= 30:
            self = .timeSignature(
                numerator: data[0], denominatorPower: data[1], clocksPerClick: data[2],
                thirtySecondsPerQuarter: data[3])
        case (0x59, 2) where (-7...7).contains(Int8(bitPattern: data[0])) && data[1] < 2:
            self = .keySignature(sharps: Int8(bitPattern: data[0]), isMinor: data[1] == 1)
        case (0x7F, _): self = .sequencerSpecific(Array(data))
        default: self = .other(type: type, bytes: Array(data))
        }
    }

    /// The event's type byte.
    public var type: UInt8 {
        switch self {
        case .sequenceNumber: 0x00
        case .text(let kind, _): kind
        case .channelPrefix: 0x20
        case .port: 0x21
        case .tempo: 0x51
        case .smpteOffset: 0x54
        case .timeSignature: 0x58
        case .keySignature: 0x59
        case .sequencerSpecific: 0x7F
        case .other(let type, _): type
        }
    }

    /// The event's data as written after its length. A tempo is brought into 1…16777215.
    public var data: [UInt8] {
        switch self {
        case .sequenceNumber(let number): [UInt8(number >> 8), UInt8(number & 0xFF)]
        case .text(_, let bytes), .sequencerSpecific(let bytes), .other(_, let bytes): bytes
        case .channelPrefix(let value), .port(let value): [value]
        case .tempo(let microseconds):
            [16, 8, 0].map { UInt8(truncatingIfNeeded: min(max(microseconds, 1), 0xFF_FFFF) >> $0) }
        case .smpteOffset(let hours, let minutes, let seconds, let frames, let subframes):
            [hours, minutes, seconds, frames, subframes]
        case .timeSignature(let numerator, let power, let clocks, let thirtySeconds):
            [numerator, power, clocks, thirtySeconds]
        case .keySignature(let sharps, let isMinor): [UInt8(bitPattern: sharps), isMinor ? 1 : 0]
        }
    }
}
