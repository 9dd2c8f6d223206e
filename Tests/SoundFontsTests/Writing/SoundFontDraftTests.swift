import SoundFonts
import Testing

@Suite("SoundFont drafts: bytes")
struct SoundFontDraftTests {
    /// Two presets, a global zone each, an instrument of a stereo pair and one of a looped mono sample.
    private var draft: SoundFontDraft {
        var draft = SoundFontDraft(name: "A font")
        draft.information.comment = "of a test"
        let pair = draft.addPair(
            .init("organ", .int16([1, -2, 3])), .init("organ", .int16([4, 5, -6, 7]), rootKey: 61))
        let looped = draft.add(
            .init("pipe", .int16([Int16](repeating: 9, count: 50)), pitchCorrection: -7, loop: 8..<40))
        let first = draft.addInstrument(
            "both",
            zones: [
                .init(generators: [(.volumeEnvelopeRelease, 1200)]),
                .init(pair.left, keys: 0...59, generators: [(.pan, -500)]),
                .init(
                    pair.right, keys: 0...59,
                    generators: [(.pan, 500), (.velocityRange, SoundFontDraft.Zone.amount(1...64))]),
            ])
        let second = draft.addInstrument(
            "one",
            zones: [
                .init(
                    looped, generators: [(.sampleModes, 1)],
                    modulators: [.init(source: 0x0502, destination: 48, amount: 960)])
            ])
        draft.addPreset("P1", bank: 2, program: 3, zones: [.init(first)])
        draft.addPreset("P2", bank: 128, program: 0, zones: [.init(), .init(second), .init(first)])
        return draft
    }

    @Test("chunks stand in the order of the specification and are padded to even lengths")
    func order() throws {
        let riff = try RIFF(draft.serialized())
        #expect(riff.kind == "sfbk")
        #expect(riff.lists.map(\.kind) == ["INFO", "sdta", "pdta"])
        #expect(riff.lists[0].chunks.map(\.name) == ["ifil", "isng", "INAM", "ICMT", "ISFT"])
        #expect(riff.lists[1].chunks.map(\.name) == ["smpl"])
        #expect(
            riff.lists[2].chunks.map(\.name) == [
                "phdr", "pbag", "pmod", "pgen", "inst", "ibag", "imod", "igen", "shdr",
            ])
        #expect(riff["ifil"] == [2, 0, 4, 0])
        #expect(riff["INAM"] == Array("A font".utf8) + [0, 0])
        #expect(riff["ICMT"] == Array("of a test".utf8) + [0])
    }

    @Test("every list ends with its terminal record")
    func terminals() throws {
        let riff = try RIFF(draft.serialized())
        #expect(riff["phdr"].count == 3 * 38)
        #expect(Array(riff["phdr"].suffix(38)) == Array("EOP".utf8) + zeros(21) + [4, 0] + zeros(12))
        #expect(riff["pbag"].count == 5 * 4)
        #expect(riff["inst"].count == 3 * 22)
        #expect(Array(riff["inst"].suffix(22)) == Array("EOI".utf8) + zeros(17) + [4, 0])
        #expect(riff["ibag"].count == 5 * 4)
        #expect(riff["pmod"] == zeros(10))
        #expect(riff["imod"] == [0x02, 0x05, 48, 0, 0xC0, 0x03, 0, 0, 0, 0] + zeros(10))
        #expect(riff["pgen"] == [41, 0, 0, 0, 41, 0, 1, 0, 41, 0, 0, 0] + zeros(4))
        #expect(Array(riff["shdr"].suffix(46)) == Array("EOS".utf8) + zeros(43))
        #expect(Array(riff["ibag"].suffix(4)) == [10, 0, 1, 0])
    }

    @Test("ranges come first in a zone and its target last")
    func generatorOrder() throws {
        let riff = try RIFF(draft.serialized())
        #expect(
            riff["igen"] == [
                38, 0, 0xB0, 0x04,
                43, 0, 0, 59, 17, 0, 0x0C, 0xFE, 53, 0, 0, 0,
                43, 0, 0, 59, 44, 0, 1, 64, 17, 0, 0xF4, 0x01, 53, 0, 1, 0,
                54, 0, 1, 0, 53, 0, 2, 0,
            ] + zeros(4))
    }

    @Test("samples are followed by 46 zero frames, and headers say where they are")
    func samples() throws {
        let riff = try RIFF(draft.serialized())
        let sound = riff["smpl"]
        #expect(sound.count == 2 * (3 + 4 + 50 + 3 * 46))
        #expect(Array(sound[0..<6]) == [1, 0, 0xFE, 0xFF, 3, 0])
        #expect(Array(sound[6..<98]) == zeros(92))
        #expect(Array(sound[98..<106]) == [4, 0, 5, 0, 0xFA, 0xFF, 7, 0])
        let headers = riff["shdr"]
        #expect(Array(headers[0..<20]) == Array("organL".utf8) + zeros(14))
        func word(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(headers[place + $1]) << (8 * $1) } }
        // The second: start, end, no loop, rate; key 61, no correction, linked to the first, a right side.
        #expect([20, 24, 28, 32, 36].map { word(46 + $0) } == [49, 53, 49, 49, 44_100])
        #expect(Array(headers[46 + 40..<92]) == [61, 0, 0, 0, 2, 0])
        #expect(Array(headers[42..<46]) == [1, 0, 4, 0])
        // The third: its loop is counted from the start of all samples.
        #expect([20, 24, 28, 32].map { word(92 + $0) } == [99, 149, 107, 139])
        #expect(headers[92 + 41] == 0xF9)
    }

    @Test("floats make an sm24 chunk of the lower eight bits, padded to an even length")
    func fine() throws {
        var draft = SoundFontDraft.single(.float([0.5, -0.25, 1, -1, 3.0 / 8_388_608]))
        draft.add(.init("coarse", .int16([7, 8])))
        let riff = try RIFF(draft.serialized())
        #expect(riff["smpl"].prefix(10) == [0x00, 0x40, 0x00, 0xE0, 0xFF, 0x7F, 0x00, 0x80, 0x00, 0x00])
        #expect(riff["sm24"].count == 5 + 46 + 2 + 46)
        #expect(riff["sm24"].prefix(5) == [0, 0, 0xFF, 0, 3])
        #expect(riff["sm24"].dropFirst(5).allSatisfy { $0 == 0 })
    }

    @Test("words of modulators are those of section 8.2")
    func modulatorWords() {
        #expect(Modulator.Source(.velocity, curve: .concave, isDescending: true).bits == 0x0502)
        #expect(Modulator.Source(.midi(10), isBipolar: true).bits == 0x028A)
        #expect(Modulator.Source(.pitchWheelSensitivity).bits == 0x0010)
        #expect(Modulator.Source(.midi(1), curve: .switch).bits == 0x0C81)
        #expect(Modulator.Source.none.bits == 0)
        let link = SoundFontDraft.RawModulator(.init(.key), feeding: 3, amount: 10)
        #expect(link.destination == 0x8003)
        #expect(Modulator.Source(.link).bits == 127)
    }

    @Test("default modulators go to a DMOD chunk with a terminal record")
    func defaultModulators() throws {
        var draft = SoundFontDraft.single([0, 0])
        draft.defaultModulators = [.init(source: 0x81, destination: 6, amount: 100)]
        #expect(try RIFF(draft.serialized())["DMOD"] == [0x81, 0, 6, 0, 100, 0, 0, 0, 0, 0] + zeros(10))
    }

    @Test("what no bytes can say is refused with a reason")
    func refused() {
        var draft = SoundFontDraft()
        draft.addInstrument("nobody", zones: [.init(0)])
        #expect(throws: SoundFontDraftError.noTarget(of: "nobody", target: 0)) { try draft.serialized() }
        var loop = SoundFontDraft()
        loop.add(.init("short", .int16([1, 2]), loop: 0..<3))
        #expect(throws: SoundFontDraftError.badLoop(sample: "short")) { try loop.serialized() }
        var many = SoundFontDraft()
        many.addInstrument(
            "many",
            zones: [.init(modulators: Array(repeating: .init(source: 0, destination: 0, amount: 0), count: 65_536))])
        #expect(throws: SoundFontDraftError.self) { try many.serialized() }
    }

    private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}

/// A strict reading of RIFF for tests: every byte must belong to a chunk.
struct RIFF {
    struct Chunk {
        let name: String
        let contents: [UInt8]
    }
    struct List {
        let kind: String
        let chunks: [Chunk]
    }
    struct Malformed: Error {}

    let kind: String
    let lists: [List]

    init(_ bytes: [UInt8]) throws {
        let outer = try Self.chunks(bytes[...])
        guard outer.count == 1, outer[0].name == "RIFF" else { throw Malformed() }
        kind = String(decoding: outer[0].contents.prefix(4), as: UTF8.self)
        lists = try Self.chunks(outer[0].contents.dropFirst(4)).map { list in
            guard list.name == "LIST" else { throw Malformed() }
            return List(
                kind: String(decoding: list.contents.prefix(4), as: UTF8.self),
                chunks: try Self.chunks(list.contents.dropFirst(4)))
        }
    }

    subscript(name: String) -> [UInt8] {
        lists.flatMap(\.chunks).first { $0.name == name }?.contents ?? []
    }

    private static func chunks(_ bytes: ArraySlice<UInt8>) throws -> [Chunk] {
        var rest = bytes
        var found: [Chunk] = []
        while !rest.isEmpty {
            guard rest.count >= 8 else { throw Malformed() }
            let start = rest.startIndex
            let length = (0..<4).reduce(0) { $0 | Int(rest[start + 4 + $1]) << (8 * $1) }
            guard rest.count >= 8 + length + length % 2 else { throw Malformed() }
            found.append(
                Chunk(
                    name: String(decoding: rest[start..<start + 4], as: UTF8.self),
                    contents: Array(rest[start + 8..<start + 8 + length])))
            rest = rest.dropFirst(8 + length + length % 2)
        }
        return found
    }
}
