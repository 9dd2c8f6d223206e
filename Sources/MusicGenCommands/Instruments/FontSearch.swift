import Composition
import FoundationEssentials

/// Where SoundFonts are looked for, and which are there.
package struct FontSearch: Sendable {
    /// The folders, in the order in which they are looked in.
    package let folders: [String]
    /// The one of them that is the user's own; nil without a home.
    package let userFolder: String?
    /// The most fonts that are listed; beyond them only those that are named are found.
    package static let most = 256

    /// The folders of this process.
    ///
    /// In order: those of `$MUSICGEN_SOUNDFONTS`, `soundfonts` in the working directory, the program's own, the user's
    /// data directory, and the system's.
    package init(
        environment: [String: String] = Environment.process, executable: String = BundledModel.executablePath
    ) {
        func list(_ variable: String, _ usual: String) -> [String] {
            let value = environment[variable].flatMap { $0.isEmpty ? nil : $0 } ?? usual
            return value.split(separator: ":").map(String.init)
        }
        var folders = list("MUSICGEN_SOUNDFONTS", "")
        folders.append("soundfonts")
        if let data = environment["MUSICGEN_DATA"], !data.isEmpty { folders.append(data + "/soundfonts") }
        let place = OutputPath.folder(of: executable)
        folders.append(place + "/soundfonts")
        folders.append(OutputPath.folder(of: place) + "/share/musicgen/soundfonts")
        let home = environment["HOME"].map { $0 + "/.local/share" } ?? ""
        let shared = list("XDG_DATA_DIRS", "/usr/local/share:/usr/share") + ["/usr/share"]
        let own = list("XDG_DATA_HOME", home).filter { $0.hasPrefix("/") }
        userFolder = own.first.map { $0 + "/soundfonts" }
        for base in own + shared where base.hasPrefix("/") {
            for name in ["soundfonts", "sounds/sf2", "sounds/sf3"] { folders.append(base + "/" + name) }
        }
        var seen: Set<String> = []
        self.folders = folders.filter { seen.insert($0).inserted }
    }

    /// The paths of all fonts, each once though links may name it again.
    ///
    /// In each folder the one that `default-GM` names is the first, under its own name if that is there too.
    package var fonts: [String] { places.map(\.own) }

    /// The fonts, under the names by which they were met and those by which they are told.
    private var places: [(path: String, own: String)] {
        var seen: Set<String> = []
        var found: [(path: String, own: String)] = []
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            let fonts = names.filter(Self.hasFontExtension).sorted {
                ($0.hasPrefix("default-GM") ? 0 : 1, $0) < ($1.hasPrefix("default-GM") ? 0 : 1, $1)
            }
            for name in fonts where found.count < Self.most {
                let path = folder + "/" + name
                guard Self.isFontFile(path) else { continue }
                guard let identity = OutputPath.identity(of: path) else { continue }
                guard seen.insert(identity).inserted else { continue }
                let own = fonts.first {
                    name.hasPrefix("default-GM") && !$0.hasPrefix("default-GM")
                        && OutputPath.identity(of: folder + "/" + $0) == identity
                }
                found.append((path, folder + "/" + (own ?? name)))
            }
        }
        return found
    }

    /// The path of a font that is named: a path, a file's name in one of the folders, or that without its extension,
    /// in any case.
    package func font(named name: String) -> String? {
        if Self.isFontFile(name) { return name }
        guard !name.contains("/") else { return nil }
        for folder in folders {
            for candidate in [name, name + ".sf2", name + ".sf3"] where Self.hasFontExtension(candidate) {
                if Self.isFontFile(folder + "/" + candidate) { return folder + "/" + candidate }
            }
        }
        let lowercase = name.lowercased()
        return places.first { place in
            [place.path, place.own].contains {
                let file = OutputPath.name(of: $0).lowercased()
                return file == lowercase || file.dropLast(4) == lowercase
            }
        }?.own
    }

    /// Whether a name ends as SoundFonts do.
    package static func hasFontExtension(_ path: String) -> Bool {
        ["sf2", "sf3"].contains(OutputPath.fileExtension(of: path))
    }

    /// Whether a path leads to a file with such a name.
    package static func isFontFile(_ path: String) -> Bool {
        hasFontExtension(path) && InputFile.exists(path) && !InputFile.isDirectory(path)
    }
}
