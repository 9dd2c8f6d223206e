import Glibc
import SoundFonts
import Synthesis

/// Finds what `--instrument` names.
package struct InstrumentFinder: Sendable {
    /// What was found: how to play it, and its name for sidecars, by which it is found again.
    package struct Found: Sendable {
        /// What plays.
        package var choice: InstrumentChoice
        /// `piano`, or the font's absolute path, and `#bank:program` where one preset plays everything.
        package var name: String
        /// The font's file, if there is one.
        package var path: String?
    }

    private let search: FontSearch

    /// Makes a finder.
    package init(search: FontSearch = FontSearch()) {
        self.search = search
    }

    /// Finds an instrument.
    ///
    /// - Throws: `CommandFailure`: `noInput` when a font's file is missing, `badData` when it is none, `usage` when a
    ///   name is unknown or ambiguous; the message lists what is near.
    package func find(_ text: String) throws(CommandFailure) -> Found {
        switch try InstrumentName(text) {
        case .piano: return Found(choice: .piano, name: RenderingRequest.piano)
        case .font(let name, let preset):
            guard let path = search.font(named: name) ?? Self.file(name) else { throw noFont(name) }
            let font = try open(path)
            return try found(
                font, at: path, preset.map { name throws(CommandFailure) in try self.preset(name, font, at: path) })
        case .preset(let name):
            return try findPreset(name)
        case .word(let word):
            if let path = search.font(named: word) { return try found(open(path), at: path, nil) }
            do throws(CommandFailure) {
                return try findPreset(.name(word))
            } catch {
                // A file whose name does not say that it is a font.
                guard let path = Self.file(word) else { throw error }
                return try found(open(path), at: path, nil)
            }
        }
    }

    /// The path, if an ordinary file or the like is there.
    private static func file(_ path: String) -> String? {
        InputFile.exists(path) && !InputFile.isDirectory(path) ? path : nil
    }

    private func found(_ font: SoundFont, at path: String, _ preset: Int?) -> Found {
        var name = OutputPath.absolute(path)
        if let preset { name += "#\(Self.place(font.presets[preset]))" }
        return Found(choice: .soundFont(font, preset: preset), name: name, path: path)
    }

    private func open(_ path: String) throws(CommandFailure) -> SoundFont {
        try InputFile.requireReadable(path)
        let font: SoundFont
        do throws(SoundFontError) {
            font = try SoundFont(path: path)
        } catch {
            throw CommandFailure(error)
        }
        guard !font.presets.isEmpty else {
            throw CommandFailure(.badData, "\(path): there is no preset in it; choose another font")
        }
        return font
    }

    /// The preset of a font that is meant.
    private func preset(
        _ name: InstrumentName.PresetName, _ font: SoundFont, at path: String
    ) throws(CommandFailure) -> Int {
        switch Self.matches(name, font) {
        case let found where found.count == 1: return found[0]
        case let found where found.isEmpty:
            throw CommandFailure(
                .usage,
                "\(font.name) has no preset \(name)\(Self.near(name, font.presets)); "
                    + "musicgen info \(OutputPath.absolute(path)) lists them all")
        case let found:
            throw CommandFailure(
                .usage,
                "\(font.name) has several presets \(name): \(Self.list(found.map { font.presets[$0] })); give one of "
                    + "their numbers")
        }
    }

    /// A preset of any font, the first font that has it.
    private func findPreset(_ name: InstrumentName.PresetName) throws(CommandFailure) -> Found {
        var others: [Preset] = []
        for path in search.fonts {
            guard let font = try? SoundFont(path: path), !font.presets.isEmpty else { continue }
            if !Self.matches(name, font).isEmpty { return try found(font, at: path, preset(name, font, at: path)) }
            others += font.presets
        }
        if case .name(let word) = name { throw unknown(word, near: others) }
        throw CommandFailure(.usage, "--instrument \(name): no font that was found has it; \(known)\(remedy)")
    }

    /// Presets that a name means: those it names exactly in any case, else those in whose names it stands.
    private static func matches(_ name: InstrumentName.PresetName, _ font: SoundFont) -> [Int] {
        switch name {
        case .place(let bank, let program):
            return font.preset(bank: bank, program: program).map { [$0] } ?? []
        case .name(let word):
            let lowercase = word.lowercased()
            let exact = font.presets.indices.filter { font.presets[$0].name.lowercased() == lowercase }
            return exact.isEmpty
                ? font.presets.indices.filter { font.presets[$0].name.lowercased().contains(lowercase) } : exact
        }
    }

    private static func place(_ preset: Preset) -> String { "\(preset.bank):\(preset.program)" }

    private static func list(_ presets: [Preset]) -> String {
        let shown = presets.prefix(8).map { "\(place($0)) \($0.name)" }.joined(separator: ", ")
        return presets.count > 8 ? shown + " and \(presets.count - 8) more" : shown
    }

    private static func near(_ name: InstrumentName.PresetName, _ presets: [Preset]) -> String {
        guard case .name(let word) = name else { return "" }
        let names = NearNames.of(word, among: presets.map(\.name))
        return names.isEmpty ? "" : "; near are " + names.joined(separator: ", ")
    }

    /// What to do where nothing was found; the folders are a dozen, of which a reader needs one.
    private var remedy: String {
        "give its path, or put it into \(search.userFolder ?? "soundfonts") (musicgen render --help names all folders)"
    }

    private func noFont(_ name: String) -> CommandFailure {
        if InputFile.isDirectory(name) { return .cannotRead(name, errno: EISDIR) }
        if name.contains("/") { return .cannotRead(name, errno: ENOENT) }
        return CommandFailure(.noInput, "--instrument \(name): no such SoundFont; \(known)\(remedy)")
    }

    private func unknown(_ word: String, near presets: [Preset]) -> CommandFailure {
        let fonts = search.fonts.map { String(OutputPath.name(of: $0).dropLast(4)) }
        let names = NearNames.of(word, among: fonts + presets.map(\.name) + ["piano"])
        let hint = names.isEmpty ? known : "near are \(names.joined(separator: ", ")); "
        return CommandFailure(.usage, "--instrument \(word): neither a SoundFont nor a preset; \(hint)\(remedy)")
    }

    private var known: String {
        let names = search.fonts.map { OutputPath.name(of: $0) }
        return names.isEmpty ? "none was found; " : "there are \(names.joined(separator: ", ")); "
    }
}
