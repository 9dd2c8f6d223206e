import Basics
import Visualization

extension GalleryPage {
    /// The page.
    public var html: String {
        let cards = entries.enumerated().map { card($1, number: $0 + 1) }.joined()
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(MarkupText.escape(title))</title>
            <style>
            \(GalleryPage.styleSheet)
            </style>
            </head>
            <body>
            <header class="masthead">
            <h1>\(MarkupText.escape(title))</h1>
            \(introduction.isEmpty ? "" : "<p class=\"introduction\">\(MarkupText.escape(introduction))</p>\n")\
            <p class="count">\(summary)</p>
            </header>
            <main>
            \(cards)</main>
            \(colophon.isEmpty ? "" : "<footer>\(MarkupText.escape(colophon))</footer>\n")\
            </body>
            </html>

            """
    }

    private var summary: String {
        let total = entries.compactMap(\.duration).filter { $0.isFinite && $0 >= 0 }.reduce(0, +)
        let pieces = counted(entries.count, "piece")
        return total > 0 ? "\(pieces) · \(GalleryPage.clock(total))" : pieces
    }

    private func card(_ entry: GalleryEntry, number: Int) -> String {
        let label = "piece-\(number)"
        var facts: [String] = []
        if let duration = entry.duration, duration.isFinite, duration >= 0 {
            facts.append("<span>\(GalleryPage.clock(duration))</span>")
        }
        if let seed = entry.seed { facts.append("<span>seed <b>\(seed)</b></span>") }
        return """
            <article aria-labelledby="\(label)">
            <header>
            <span class="number">\(number)</span>
            <h2 id="\(label)">\(MarkupText.escape(entry.title))</h2>
            <p class="facts">\(facts.joined(separator: " "))</p>
            </header>
            \(picture(entry.roll, class: "roll", of: "Piano roll of \(entry.title)"))\
            \(picture(entry.waveform, class: "wave", of: "Waveform of \(entry.title)"))\
            \(player(entry))\
            <footer>
            \(downloads(entry))\
            \(settings(entry))\
            </footer>
            </article>

            """
    }

    private func picture(_ picture: GalleryEntry.Picture?, class name: String, of what: String) -> String {
        switch picture {
        case nil: ""
        case .inline(let svg): "<div class=\"\(name)\">\n\(svg)</div>\n"
        case .file(let path):
            RelativeLink.href(path).map {
                "<div class=\"\(name)\"><img src=\"\($0)\" loading=\"lazy\" alt=\"\(MarkupText.escape(what))\"></div>\n"
            } ?? ""
        }
    }

    private func player(_ entry: GalleryEntry) -> String {
        guard let path = entry.audioPath, let link = RelativeLink.href(path) else { return "" }
        let type = RelativeLink.mediaType(path).map { " type=\"\($0)\"" } ?? ""
        return """
            <audio controls preload="none" aria-label="Play \(MarkupText.escape(entry.title))">
            <source src="\(link)"\(type)>
            <a href="\(link)">This browser plays no such file: download it.</a>
            </audio>

            """
    }

    private func downloads(_ entry: GalleryEntry) -> String {
        let links = [
            (entry.audioPath, GalleryPage.fileKind(entry.audioPath, otherwise: "Audio")), (entry.midiPath, "MIDI"),
            (entry.sidecarPath, "Settings (JSON)"),
        ].compactMap { path, name in
            path.flatMap(RelativeLink.href).map { "<a href=\"\($0)\" download>\(MarkupText.escape(name))</a>" }
        }
        if links.isEmpty { return "" }
        return
            "<nav aria-label=\"Downloads of \(MarkupText.escape(entry.title))\">\(links.joined(separator: "\n"))</nav>\n"
    }

    private func settings(_ entry: GalleryEntry) -> String {
        if entry.settings.isEmpty { return "" }
        let rows = entry.settings.map {
            "<div><dt>\(MarkupText.escape($0.name))</dt><dd>\(MarkupText.escape($0.value))</dd></div>\n"
        }
        return "<details><summary>How it was made</summary>\n<dl>\n\(rows.joined())</dl>\n</details>\n"
    }

    /// Minutes and seconds.
    static func clock(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9).rounded())
        let rest = whole % 60
        let minutes = whole / 60 % 60
        let tail = "\(rest < 10 ? "0" : "")\(rest)"
        return whole < 3_600 ? "\(minutes):\(tail)" : "\(whole / 3_600):\(minutes < 10 ? "0" : "")\(minutes):\(tail)"
    }

    /// The extension in capitals, if it is a short word.
    private static func fileKind(_ path: String?, otherwise name: String) -> String {
        guard let last = path?.split(separator: "/").last, let dot = last.lastIndex(of: ".") else { return name }
        let kind = last[last.index(after: dot)...]
        return (1...5).contains(kind.count) && kind.allSatisfy(\.isLetterOrDigit) ? kind.uppercased() : name
    }
}

extension Character {
    fileprivate var isLetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}
