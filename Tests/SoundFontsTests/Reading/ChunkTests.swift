import SoundFonts
import Testing

@Suite("Chunks of SoundFonts")
struct ChunkTests {
    @Test(
        "lists may come in any order",
        arguments: [["INFO", "sdta", "pdta"], ["pdta", "INFO", "sdta"], ["sdta", "pdta", "INFO"]])
    func order(_ order: [String]) throws {
        var raw = RawFont()
        raw.order = order
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.warnings.isEmpty)
        #expect(font.name == "Test")
        #expect(font.regions(ofPreset: 0).regions.count == 1)
    }

    @Test("chunks of odd length are followed whether a pad byte comes or not", arguments: [true, false])
    func oddLength(_ isPadded: Bool) throws {
        var raw = RawFont()
        raw.isPadded = isPadded
        raw.name = "Odd!"  // five bytes with its zero
        raw.information = [("ICMT", Array("abc".utf8)), ("IENG", Array("x".utf8)), ("ICOP", Array("ours".utf8))]
        raw.smpl += [0]
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.warnings.isEmpty)
        #expect(font.name == "Odd!")
        #expect(font.information.comment == "abc")
        #expect(font.information.authors == "x")
        #expect(font.information.copyright == "ours")
        #expect(font.samples[0].extent == 0..<100)
        #expect(font.regions(ofPreset: 0).regions.count == 1)
    }

    @Test("unknown chunks are passed over, in INFO without a word")
    func unknown() throws {
        var raw = RawFont()
        raw.information = [("XYZW", [1, 2, 3, 4, 5]), ("ICMT", Array("after".utf8))]
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.warnings.isEmpty)
        #expect(font.information.comment == "after")
    }

    @Test("texts are UTF-8 or Latin-1, end at a zero and have no control characters")
    func texts() throws {
        var raw = RawFont()
        raw.information = [
            ("ICMT", Array("one\ntwo\u{1B}[0m \u{0}hidden".utf8)), ("IENG", Array("Dvořák".utf8)),
            ("ICOP", [0xA9, 0x20, 0x4A, 0xFC, 0x72, 0x67]),
        ]
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.information.comment == "one two [0m")
        #expect(font.information.authors == "Dvořák")
        #expect(font.information.copyright == "© Jürg")
    }

    @Test("a font without a name has its file's")
    func noName() throws {
        var raw = RawFont()
        raw.name = ""
        #expect(try SoundFont(bytes: raw.bytes, name: "grand.sf2").name == "grand.sf2")
    }

    @Test("what is no SoundFont is refused with what it is")
    func otherFiles() throws {
        let dls = Array("RIFF".utf8) + [4, 0, 0, 0] + Array("DLS ".utf8)
        for (bytes, word) in [
            ([], "does not start with RIFF"), ([0x52], "RIFF"), (Array("MThd and more".utf8), "RIFF"),
            (dls, "'DLS '"),
        ] {
            let error = try #require(throws: SoundFontError.self) { try SoundFont(bytes: bytes, name: "other") }
            guard case .notASoundFont(name: "other", let reason) = error else { throw Unexpected() }
            #expect(reason.contains(word))
        }
    }

    @Test(
        "a font without one of its tables is refused by that name",
        arguments: ["phdr", "pbag", "pgen", "inst", "ibag", "igen", "shdr"])
    func missingTable(_ name: String) throws {
        var raw = RawFont()
        raw.edit = { if $0 == name { $1 = [] } }
        #expect(throws: SoundFontError.missingChunk(name: "memory", chunk: name)) {
            try SoundFont(bytes: raw.bytes, name: "memory")
        }
    }

    @Test("without modulator tables, sound or information a font opens, with warnings")
    func missingOthers() throws {
        var raw = RawFont()
        raw.edit = { if $0 == "pmod" || $0 == "imod" { $1 = [] } }
        var font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.warnings.count == 2)
        #expect(font.regions(ofPreset: 0).regions.count == 1)
        raw = RawFont()
        raw.order = ["pdta"]
        font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.information.version.description == "2.01")
        #expect(font.warnings.contains { $0.problem.contains("sdta") })
        #expect(font.warnings.contains { $0.problem.contains("version") })
        #expect(font.samples[0].extent.isEmpty)
        #expect(font.regions(ofPreset: 0).regions.isEmpty)
    }

    @Test("a file cut anywhere is refused or read as far as it goes")
    func cutAnywhere() throws {
        let bytes = RawFont().bytes
        var opened = 0
        for length in 0..<bytes.count {
            guard let font = try? SoundFont(bytes: Array(bytes.prefix(length)), name: "cut") else { continue }
            opened += 1
            #expect(!font.warnings.isEmpty)
        }
        // The last table is cut in at most 92 ways.
        #expect((1...92).contains(opened))
    }

    @Test("a table whose length is no multiple of its records loses the rest, with a warning that says where")
    func oddTable() throws {
        var raw = RawFont()
        raw.edit = { if $0 == "igen" { $1 += [1, 2] } }
        let bytes = raw.bytes
        let font = try SoundFont(bytes: bytes, name: "memory")
        let warning = try #require(font.warnings.first)
        #expect(font.warnings.count == 1)
        #expect(warning.chunk == "igen")
        #expect(Array(bytes[warning.byte..<warning.byte + 4]) == Array("igen".utf8))
        #expect(font.regions(ofPreset: 0).regions.count == 1)
    }

    @Test("a second table or list of a kind is left out")
    func duplicates() throws {
        var bytes = RawFont().bytes
        bytes += bytes[12...]
        bytes.replaceSubrange(4..<8, with: long(UInt32(bytes.count - 8)))
        let font = try SoundFont(bytes: bytes, name: "memory")
        #expect(font.warnings.map(\.chunk) == ["INFO", "sdta", "pdta"])
        #expect(font.presets.count == 1)
    }

    @Test("more than a hundred warnings are counted, not kept")
    func manyWarnings() throws {
        var raw = RawFont()
        raw.samples += [RawFont.RawSample](repeating: RawFont.RawSample(), count: 300)
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.warnings.count == 100)
        #expect(font.omittedWarnings == 200)
        #expect(font.warnings[7].description.hasPrefix("shdr 8 (byte "))
    }

    @Test("a wrong length does not hide the lists after it")
    func wrongLength() throws {
        let sound = RawFont().bytes
        let place = try #require((0..<sound.count - 4).first { Array(sound[$0..<$0 + 4]) == Array("sdta".utf8) })
        for length: UInt32 in [0, 5, 200, 0x7FFF_FFFF] {
            var bytes = sound
            bytes.replaceSubrange(place - 4..<place, with: long(length))
            let font = try SoundFont(bytes: bytes, name: "memory")
            #expect(font.presets.count == 1)
            #expect(font.warnings.contains { $0.chunk == "pdta" && $0.problem.contains("found by its name") })
            // A list that is too short has its chunks cut with it, so only the last still has the sample.
            #expect(font.regions(ofPreset: 0).regions.count == (length >= 200 ? 1 : 0))
        }
    }
}
