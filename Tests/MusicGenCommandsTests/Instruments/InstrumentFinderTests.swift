import Foundation
import MusicGenCommands
import SoundFonts
import Synthesis
import Testing

@Suite("Finding instruments")
struct InstrumentFinderTests {
    private let folder: TemporaryFolder
    private let search: FontSearch
    private var finder: InstrumentFinder { InstrumentFinder(search: search) }

    init() throws {
        folder = try TemporaryFolder()
        for name in ["first", "data/soundfonts", "data/sounds/sf3", "system/sounds/sf2"] {
            try Support.makeFolder(folder(name))
        }
        _ = try folder.file("data/soundfonts/Tones.sf2", TinyFont.bytes())
        _ = try folder.file("system/sounds/sf2/tones.sf2", SmallFont.bytes())
        _ = try folder.file("system/sounds/sf2/notes.txt", [1])
        _ = try folder.file("system/sounds/sf2/broken.sf2", [1])
        search = FontSearch(
            environment: [
                "MUSICGEN_SOUNDFONTS": folder("first") + ":" + folder("none"), "HOME": folder.path,
                "XDG_DATA_HOME": folder("data"), "XDG_DATA_DIRS": folder("system"),
            ], executable: folder("bin/musicgen"))
    }

    /// Fonts of this machine are of no interest.
    private var found: [String] {
        search.fonts.filter { $0.hasPrefix(folder.path) }.map { String($0.dropFirst(folder.path.count + 1)) }
    }

    private func preset(_ found: InstrumentFinder.Found) -> String? {
        guard case .soundFont(let font, let preset) = found.choice else { return nil }
        return font.name + (preset.map { "/" + font.presets[$0].name } ?? "")
    }

    private func failure(_ text: String) -> CommandFailure? {
        do throws(CommandFailure) { _ = try finder.find(text) } catch { return error }
        return nil
    }

    @Test("folders come in their order, each once")
    func folders() {
        let folders = search.folders
        #expect(folders.first == folder("first"))
        #expect(folders.contains("soundfonts"))
        #expect(folders.contains(folder("bin/soundfonts")) && folders.contains(folder("share/musicgen/soundfonts")))
        let (own, system) = (
            folders.firstIndex(of: folder("data/soundfonts")) ?? 99, folders.firstIndex(of: folder("system/sounds/sf2"))
        )
        #expect(own < system ?? -1)
        #expect(Set(folders).count == folders.count && folders.contains("/usr/share/sounds/sf2"))
        #expect(found == ["data/soundfonts/Tones.sf2", "system/sounds/sf2/broken.sf2", "system/sounds/sf2/tones.sf2"])
    }

    @Test("links to one file count once")
    func links() throws {
        let (target, link) = (folder("data/soundfonts/Tones.sf2"), folder("data/sounds/sf3/same.sf3"))
        try #require(symlink(target, link) == 0)
        #expect(found.count == 3)
        #expect(search.font(named: "same") == link)
    }

    @Test("the default font comes first in its folder, and under its own name")
    func usual() throws {
        let system = "system/sounds/sf2/"
        try #require(symlink(folder(system + "tones.sf2"), folder(system + "default-GM.sf2")) == 0)
        #expect(found == ["data/soundfonts/Tones.sf2", system + "tones.sf2", system + "broken.sf2"])
        #expect(search.font(named: "default-GM") == folder(system + "default-GM.sf2"))
        #expect(search.font(named: "DEFAULT-gm") == folder(system + "tones.sf2"))
        try FileManager.default.moveItem(atPath: folder(system + "tones.sf2"), toPath: folder("elsewhere.sf2"))
        try FileManager.default.removeItem(atPath: folder(system + "default-GM.sf2"))
        try #require(symlink(folder("elsewhere.sf2"), folder(system + "default-GM.sf2")) == 0)
        #expect(found.contains(system + "default-GM.sf2"))
    }

    @Test("fonts by path, by file and by name; the first folder wins")
    func fonts() throws {
        let path = folder("data/soundfonts/Tones.sf2")
        for text in [path, "Tones.sf2", "Tones", "TONES"] {
            let found = try finder.find(text)
            #expect(found.name == path && preset(found) == "Tones", "\(text)")
        }
        #expect(try preset(finder.find(folder("system/sounds/sf2/tones.sf2"))) == "Small")
        #expect(try finder.find("piano").name == "piano")
    }

    @Test("presets by name in any case, by a part of it, by bank and program, of one font or of any")
    func presets() throws {
        for text in ["Tones#sine", "SINE", "Tones#0:5", "Tones.sf2#Sin"] {
            #expect(try preset(finder.find(text)) == "Tones/Sine", "\(text)")
        }
        #expect(try finder.find("Tones#8:6").name == folder("data/soundfonts/Tones.sf2#8:6"))
        #expect(try preset(finder.find("Tones#128:0")) == "Tones/Drums")
        // No other font that may be found here has such a bank.
        #expect(try preset(finder.find("8:6")) == "Tones/Hollow")
    }

    @Test("what is unknown, ambiguous or broken is told with what is near and where it was looked for")
    func failures() {
        #expect(failure("Tones#hollow")?.kind == .usage)
        #expect(failure("Tones#hollow")?.message.contains("0:6 Hollow, 8:6 Hollow") == true)
        #expect(failure("Tones#Sinus")?.message.contains("near are Sine") == true)
        #expect(failure("Tones#9:9")?.kind == .usage)
        let path = folder("data/soundfonts/Tones.sf2")
        #expect(failure("Tones#9:9")?.message == "Tones has no preset 9:9; musicgen info \(path) lists them all")
        #expect(failure("Hollo w")?.message.contains("near are Hollow") == true)
        let unknown = failure("kazoo kazoo")
        // One folder to put a font into, not all of them.
        #expect(unknown?.kind == .usage && unknown?.message.contains(folder("data/soundfonts")) == true)
        #expect(unknown?.message.contains(folder("system/sounds/sf2")) == false)
        #expect(failure("none.sf2")?.kind == .noInput)
        #expect(failure(folder("none.sf2"))?.kind == .noInput)
        #expect(failure(folder("system"))?.kind == .noInput)
        #expect(failure("broken")?.kind == .badData)
    }

    @Test("directories are called so, and files are fonts by what is in them, whatever their name")
    func names() throws {
        try Support.makeFolder(folder("folder.sf2"))
        #expect(failure(folder("folder.sf2"))?.message == "\(folder("folder.sf2")): is a directory; name a file in it")
        let path = try folder.file("Tones.bin", TinyFont.bytes())
        #expect(try finder.find(path).name == path && finder.find(path).path == path)
        #expect(try finder.find("piano").path == nil)
        let text = try folder.file("text", [1, 2, 3])
        #expect(failure(text)?.kind == .badData)
        #expect(failure(text)?.message.hasPrefix("\(text): not a SoundFont") == true)
    }
}
