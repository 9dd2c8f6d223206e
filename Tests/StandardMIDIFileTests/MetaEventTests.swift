import StandardMIDIFile
import Testing

@Suite struct MetaEventTests {
    @Test(
        arguments: [
            (0x00, [1]), (0x20, [16]), (0x20, []), (0x21, [1, 2]), (0x51, [0, 0, 0]), (0x51, [1, 2]), (0x54, [0]),
            (0x58, [0, 2, 24, 8]), (0x58, [4, 31, 24, 8]), (0x59, [8, 0]), (0x59, [0, 2]),
        ] as [(UInt8, [UInt8])])
    func `data without the form of its type is kept as bytes`(type: UInt8, data: [UInt8]) {
        #expect(MetaEvent(type: type, data: data) == .other(type: type, bytes: data))
    }

    @Test func `type and data make the same event again`() {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<2000 {
            let event = MetaEvent.random(using: &generator)
            #expect(MetaEvent(type: event.type, data: event.data) == event)
            #expect(MetaEvent(type: event.type, data: event.data.lazy.map { $0 }) == event)
        }
    }

    @Test func `text by its kind`() {
        #expect(MetaEvent.text(.trackName, "é") == .text(kind: 3, bytes: [0xC3, 0xA9]))
    }
}
