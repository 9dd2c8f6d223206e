import StandardMIDIFile
import Testing

/// Damaged bytes: nothing traps, hangs or takes more memory than the bytes justify, and what was recovered is a file.
@Suite struct FuzzTests {
    static let seeds: [[UInt8]] = {
        let names = try! Fixture.torture().map { "torture/\($0.name)" } + ["mido/webern-an-bachesranft.mid"]
        // Large files would take the time of the small ones, which hold all the oddities.
        return names.map { try! Fixture.bytes($0) }.filter { $0.count < 3000 }
    }()

    @Test(arguments: 0..<8)
    func `mutations of every fixture`(_ seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        var accepted = 0
        for _ in 0..<3000 {
            let bytes = Self.mutated(Self.seeds.randomElement(using: &generator)!, using: &generator)
            guard let result = try? MIDIFileReader(policy: .lenient, maximumWarnings: 5).read(bytes) else { continue }
            accepted += 1
            check(result, of: bytes)
        }
        #expect(accepted > 1500)
    }

    @Test func `noise behind a sound header`() throws {
        var generator = SplitMix64(seed: 99)
        let header = Array(try Fixture.bytes("torture/ok_format0.mid").prefix(22))
        for _ in 0..<2000 {
            let noise = (0..<Int.random(in: 0...200, using: &generator)).map { _ in generator.next() }
            let bytes = header + noise.map { UInt8(truncatingIfNeeded: $0) }
            check(try MIDIFileReader(policy: .lenient, maximumWarnings: 5).read(bytes), of: bytes)
        }
    }

    private func check(_ result: MIDIFileReader.Result, of bytes: [UInt8]) {
        #expect(result.warnings.count <= 5)
        // The shortest event has two bytes, the shortest track eight.
        let events = result.file.tracks.reduce(0) { $0 + $1.events.count }
        #expect(2 * events + 8 * result.file.tracks.count <= bytes.count)
        let rewritten = result.file.serialized()
        let again = try? MIDIFileReader(policy: .lenient).read(rewritten)
        #expect(again?.file == result.file, "\(bytes)")
        #expect(again?.file.serialized() == rewritten)
        // Strict reading accepts what lenient reading finds no fault with, and nothing else; where warnings were
        // left out, the fault may be among those.
        if result.omittedWarnings == 0 {
            let hasViolation = result.warnings.contains { $0.problem.isViolation }
            #expect(((try? MIDIFile(parsing: bytes)) == nil) == hasViolation, "\(bytes)")
        }
    }

    /// One to four of: a byte changed, a bit flipped, bytes removed, repeated, inserted, the end cut off.
    private static func mutated(_ original: [UInt8], using generator: inout SplitMix64) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &generator)
            let span = index..<min(bytes.count, index + Int.random(in: 1...8, using: &generator))
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.removeSubrange(span)
            case 3: bytes.insert(contentsOf: bytes[span], at: index)
            case 4:
                let telling: [UInt8] = [0x00, 0x7F, 0x80, 0x90, 0xC0, 0xF0, 0xF7, 0xF8, 0xFF, 0x2F, 0x4D]
                bytes.insert(telling.randomElement(using: &generator)!, at: index)
            default: bytes.removeSubrange(index...)
            }
        }
        return bytes
    }
}
