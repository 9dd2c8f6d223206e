/// What `--instrument` says: the piano, a SoundFont, one of its presets, or both.
package enum InstrumentName: Sendable, Equatable {
    /// The computed piano.
    case piano
    /// A SoundFont by path or name, and the preset to play everything on.
    case font(String, preset: PresetName?)
    /// A preset of the fonts that are found.
    case preset(PresetName)
    /// A word that may be a font's name or a preset's.
    case word(String)

    /// Which preset of a font.
    package enum PresetName: Sendable, Equatable, CustomStringConvertible {
        /// By bank and program, as the font has them.
        case place(bank: UInt16, program: UInt8)
        /// By name, in any case.
        case name(String)

        /// As the user wrote it.
        package var description: String {
            switch self {
            case .place(let bank, let program): "\(bank):\(program)"
            case .name(let name): name
            }
        }

        /// Reads `bank:program` or a name.
        package init(_ text: String) throws(CommandFailure) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else {
                self = .name(text)
                return
            }
            guard let bank = UInt16(parts[0]), let program = UInt8(parts[1]), bank <= 16_383, program <= 127 else {
                throw CommandFailure(
                    .usage, "--instrument \(text): a bank is 0 to 16383 (drum kits are in 128), a program 0 to 127")
            }
            self = .place(bank: bank, program: program)
        }
    }

    /// Reads `piano`, `FONT`, `PRESET`, `BANK:PROGRAM`, `FONT#PRESET` or `FONT#BANK:PROGRAM`; a font is a path, a file's
    /// name, or that without its extension.
    ///
    /// - Throws: `CommandFailure` with `usage` when a part is missing or out of range.
    package init(_ text: String) throws(CommandFailure) {
        if text.lowercased() == "piano" {
            self = .piano
            return
        }
        // A file of that very name counts first: # may stand in it.
        let isFile = FontSearch.isFontFile(text)
        if !isFile, let hash = text.lastIndex(of: "#") {
            let (font, preset) = (String(text[..<hash]), String(text[text.index(after: hash)...]))
            guard !font.isEmpty, !preset.isEmpty else {
                throw CommandFailure(
                    .usage, "--instrument \(text): give FONT#PRESET or FONT#BANK:PROGRAM, such as FluidR3_GM.sf2#0:40")
            }
            self = .font(font, preset: try PresetName(preset))
            return
        }
        guard !text.isEmpty else { throw CommandFailure(.usage, "--instrument is empty: give piano or a SoundFont") }
        if isFile || text.contains("/") || FontSearch.hasFontExtension(text) {
            self = .font(text, preset: nil)
        } else if case .place(let bank, let program) = try PresetName(text) {
            self = .preset(.place(bank: bank, program: program))
        } else {
            self = .word(text)
        }
    }
}
