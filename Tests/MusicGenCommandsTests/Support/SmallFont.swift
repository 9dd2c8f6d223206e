/// The bytes of a SoundFont with two presets over one instrument of one sample of a hundred frames.
enum SmallFont {
    /// - Parameter sampleEnd: where the sample's header says that it ends; 100 is right.
    static func bytes(sampleEnd: UInt32 = 100) -> [UInt8] {
        let information =
            chunk("ifil", [2, 0, 1, 0]) + chunk("INAM", text("Small", 6)) + chunk("isng", text("EMU8000", 8))
        let headers =
            preset("Second", program: 5, bag: 0) + preset("Drums", program: 0, bank: 128, bag: 1)
            + preset("EOP", program: 0, bag: 2)
        let sample =
            text("Tone", 20) + number(0, 4) + number(sampleEnd, 4) + number(8, 4) + number(92, 4) + number(44_100, 4)
            + [60, 0, 0, 0, 1, 0]
        let tables =
            chunk("phdr", headers) + chunk("pbag", number(0, 4) + number(1, 4) + number(2, 4))
            + chunk("pmod", number(0, 10)) + chunk("pgen", [41, 0, 0, 0, 41, 0, 0, 0, 0, 0, 0, 0])
            + chunk("inst", text("Instrument", 20) + number(0, 2) + text("EOI", 20) + number(1, 2))
            + chunk("ibag", number(0, 4) + number(1, 4)) + chunk("imod", number(0, 10))
            + chunk("igen", [53, 0, 0, 0, 0, 0, 0, 0]) + chunk("shdr", sample + text("EOS", 46))
        return chunk(
            "RIFF",
            Array("sfbk".utf8) + chunk("LIST", Array("INFO".utf8) + information)
                + chunk("LIST", Array("sdta".utf8) + chunk("smpl", [UInt8](repeating: 0, count: 292)))
                + chunk("LIST", Array("pdta".utf8) + tables))
    }

    private static func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
        Array(name.utf8) + number(UInt32(contents.count), 4) + contents
    }

    private static func preset(_ name: String, program: UInt32, bank: UInt32 = 0, bag: UInt32) -> [UInt8] {
        text(name, 20) + number(program, 2) + number(bank, 2) + number(bag, 2) + number(0, 12)
    }

    private static func text(_ text: String, _ width: Int) -> [UInt8] {
        Array(text.utf8) + [UInt8](repeating: 0, count: width - text.utf8.count)
    }

    private static func number(_ value: UInt32, _ width: Int) -> [UInt8] {
        (0..<width).map { $0 < 4 ? UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) : 0 }
    }
}
