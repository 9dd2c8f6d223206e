import Foundation
import StandardMIDIFile
import Testing

/// Ten files against the events that mido reads in them (`Fixtures/mido`).
@Suite struct MidoAgreementTests {
    /// What mido found in one file.
    struct Dump: Decodable, Sendable {
        var format: UInt16
        var ticksPerQuarter: Int
        var tracks: [[Event]]
    }

    /// A tick and the bytes of an event in hexadecimal.
    struct Event: Decodable, Sendable, Equatable {
        var tick: Int
        var bytes: String

        init(tick: Int, bytes: [UInt8]) {
            self.tick = tick
            self.bytes = bytes.map { String(format: "%02X", $0) }.joined()
        }

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            tick = try container.decode(Int.self)
            bytes = try container.decode(String.self)
        }
    }

    static let dumps = try! JSONDecoder().decode(
        [String: Dump].self, from: Data(Fixture.bytes("mido/events.json")))

    @Test(arguments: dumps.keys.sorted())
    func `events are those of mido`(_ name: String) throws {
        let dump = try #require(Self.dumps[name])
        let file = try MIDIFile.read(contentsOf: Fixture.path("mido/\(name)")).file
        #expect(file.format.rawValue == dump.format)
        #expect(file.division == .ticksPerQuarter(dump.ticksPerQuarter))
        #expect(file.tracks.count == dump.tracks.count)
        for (track, expected) in zip(file.tracks, dump.tracks) {
            let events = track.events.map { Event(tick: $0.tick, bytes: $0.event.fileBytes) }
            #expect(events + [Event(tick: track.endTick, bytes: [0xFF, 0x2F, 0])] == expected)
        }
    }

    @Test func `there are ten files`() {
        #expect(Self.dumps.count == 10)
    }
}

extension MIDIEvent {
    /// The event as it stands in a file, with its status byte.
    var fileBytes: [UInt8] {
        let track = MIDIFile.Track(events: [.init(tick: 0, event: self)])
        let file = MIDIFile(format: .singleTrack, division: .ticksPerQuarter(1), tracks: [track])
        // 14 bytes of header, 8 of the track's, a delta of 0; then the event; then 00 FF 2F 00.
        return Array(file.serialized().dropFirst(23).dropLast(4))
    }
}
