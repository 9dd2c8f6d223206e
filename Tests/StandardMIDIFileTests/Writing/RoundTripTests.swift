import StandardMIDIFile
import Testing

@Suite struct RoundTripTests {
    @Test(arguments: [true, false])
    func `whatever is written is read back equal`(usingRunningStatus: Bool) throws {
        let writer = MIDIFileWriter(usesRunningStatus: usingRunningStatus)
        var generator = SplitMix64(seed: 7)
        for _ in 0..<400 {
            let file = MIDIFile.random(using: &generator)
            let bytes = writer.bytes(of: file)
            #expect(try MIDIFile(parsing: bytes) == file)
            #expect(writer.bytes(of: try MIDIFile(parsing: bytes)) == bytes)
        }
    }

    @Test func `the random files hold every kind of event`() {
        var generator = SplitMix64(seed: 7)
        var kinds: Set<String> = []
        for _ in 0..<400 {
            for track in MIDIFile.random(using: &generator).tracks {
                for timed in track.events {
                    if case .meta(let meta) = timed.event {
                        kinds.insert("meta \(meta.type)")
                    } else {
                        kinds.insert("\(timed.event)".prefix { $0 != "(" }.description)
                    }
                }
            }
        }
        // Nine kinds of event; meta types 00…0F, 20, 21, 51, 54, 58, 59, 60…7F.
        #expect(kinds.count == 9 + 16 + 6 + 32)
    }

    @Test(arguments: ["quilter-interlude", "webern-an-bachesranft", "schroeter-brautlied"])
    func `real pieces survive`(_ name: String) throws {
        let file = try MIDIFile.read(contentsOf: Fixture.path("mido/\(name).mid")).file
        #expect(try MIDIFile(parsing: file.serialized()) == file)
    }
}
