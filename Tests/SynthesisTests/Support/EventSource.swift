import DSP
import Synthesis

/// Events of all kinds, rather meaningful ones: numbers lean to those that are used, messages begin well.
struct EventSource {
    var noise: NoiseGenerator

    mutating func bits(_ count: UInt64) -> UInt8 { UInt8(UInt64(noise.nextBits()) % count) }

    mutating func event() -> SynthesizerEvent {
        let channel = bits(4) == 0 ? bits(256) : bits(4)
        switch bits(16) {
        case 0...3: return .noteOn(channel: channel, key: bits(256), velocity: bits(256))
        case 4, 5: return .noteOff(channel: channel, key: bits(256), velocity: bits(256))
        case 6...9:
            let favourites: [UInt8] = [0, 5, 6, 6, 6, 32, 38, 64, 65, 68, 74, 84, 96, 97, 98, 99, 100, 101, 126]
            let number = bits(2) == 0 ? bits(256) : favourites[Int(bits(UInt64(favourites.count)))]
            let values: [UInt8] = [0, 1, 2, 3, 6, 14, 24, 100, 120, 127]
            let value = bits(2) == 0 ? bits(256) : values[Int(bits(UInt64(values.count)))]
            return .controller(channel: channel, number: number, value: value)
        case 10: return .program(channel: channel, number: bits(256))
        case 11: return .pitchBend(channel: channel, value: Int16(truncatingIfNeeded: noise.nextBits()))
        case 12: return .channelPressure(channel: channel, value: bits(256))
        case 13: return .keyPressure(channel: channel, key: bits(256), value: bits(256))
        default: return .systemExclusive(port: bits(256), bytes: message())
        }
    }

    mutating func message() -> [UInt8] {
        let starts: [[UInt8]] = [
            [], [0x7E, 0x7F, 0x09], [0x7F, 0x7F, 0x04], [0x7E, 0x7F, 0x08], [0x7F, 0x7F, 0x08],
            [0x7F, 0x7F, 0x0A, 0x01], [0x41, 0x10, 0x42, 0x12, 0x40], [0x41, 0x10, 0x42, 0x12, 0x40, 0x11],
            [0x41, 0x10, 0x42, 0x12, 0x41], [0x43, 0x10, 0x4C, 0x00, 0x00], [0x43, 0x10, 0x4C, 0x08],
            [0x43, 0x10, 0x4C, 0x30],
        ]
        var bytes = starts[Int(bits(UInt64(starts.count)))]
        let limit: UInt64 = bits(10) == 0 ? 420 : 12
        for _ in 0..<Int(bits(2)) * Int(UInt64(noise.nextBits()) % limit) + Int(bits(12)) {
            bytes.append(bits(bits(200) == 0 ? 256 : 128))
        }
        if bytes.first == 0x41, bytes.count > 5, bits(8) != 0 {
            bytes.append(UInt8((128 - bytes.dropFirst(4).reduce(0) { $0 + Int($1) } % 128) % 128))
        }
        if bytes.first == 0x7E, bits(2) == 0 { bytes.append(bytes.reduce(0, ^) & 127) }
        return bytes
    }
}
