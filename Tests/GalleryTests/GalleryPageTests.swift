import Gallery
import Testing

@Suite struct GalleryPageTests {
    let entry = GalleryEntry(
        title: "Piece 1", audioPath: "audio/piece 1.flac", midiPath: "piece-1.mid", sidecarPath: "piece-1.json",
        roll: .inline("<svg viewBox=\"0 0 1 1\"><title>roll</title></svg>\n"), waveform: .file("wave#1.svg"),
        seed: .max, settings: [.init("temperature", "0.95"), .init("key", "G minor")], duration: 75.4)

    /// All values of an attribute in a page.
    private func values(of attribute: String, in html: String) -> [String] {
        html.components(separatedBy: " \(attribute)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    @Test func `a page has all that an entry has`() {
        let html = GalleryPage(
            title: "Samples", introduction: "Made here.", entries: [entry, entry], colophon: "musicgen 1"
        ).html
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(html.contains("<title>Samples</title>") && html.contains("<h1>Samples</h1>"))
        #expect(html.contains("2 pieces · 2:31"))
        #expect(html.contains("Made here.") && html.contains("musicgen 1"))
        #expect(html.contains("1:15") && html.contains("18446744073709551615"))
        #expect(html.contains("<dt>temperature</dt><dd>0.95</dd>"))
        #expect(html.contains("<svg viewBox=\"0 0 1 1\"><title>roll</title></svg>"))
        #expect(html.contains("<audio controls preload=\"none\""))
        #expect(html.contains("type=\"audio/flac\""))
    }

    @Test func `links are relative, encoded, and to the files named`() {
        let html = GalleryPage(title: "Samples", entries: [entry]).html
        #expect(
            Set(values(of: "href", in: html)) == ["audio/piece%201.flac", "piece-1.mid", "piece-1.json"])
        #expect(Set(values(of: "src", in: html)) == ["audio/piece%201.flac", "wave%231.svg"])
    }

    @Test(
        "A path cannot leave the page's folder by its form",
        arguments: [
            ("javascript:alert(1)", "javascript%3Aalert%281%29"), ("//host/x", "host/x"), ("/etc/passwd", "etc/passwd"),
            ("a\"onload=x", "a%22onload%3Dx"), ("a?b#c", "a%3Fb%23c"), ("ü.mid", "%C3%BC.mid"),
            ("50%.mid", "50%25.mid"),
        ])
    func encoded(path: String, link: String) {
        let html = GalleryPage(title: "", entries: [GalleryEntry(title: "", midiPath: path)]).html
        #expect(values(of: "href", in: html) == [link])
    }

    @Test func `hostile text stays text`() {
        let hostile = "</title><script>alert('x')</script>\" & \u{1}"
        let html = GalleryPage(
            title: hostile, introduction: hostile,
            entries: [
                GalleryEntry(
                    title: hostile, audioPath: hostile, midiPath: hostile, sidecarPath: hostile, roll: .file(hostile),
                    settings: [.init(hostile, hostile)])
            ], colophon: hostile
        ).html
        #expect(!html.contains("<script"))
        #expect(!html.contains("\u{1}"))
        #expect(html.components(separatedBy: "</title>").count == 2)
    }

    @Test func `nothing is asked of the network, and no script runs`() {
        let html = GalleryPage(title: "Samples", introduction: "x", entries: [entry]).html
        for forbidden in ["http:", "https:", "//", "<script", "@import", "<link", "url("] {
            #expect(!html.contains(forbidden), "\(forbidden)")
        }
    }

    @Test func `tags are closed in order`() throws {
        let html = GalleryPage(title: "Samples", introduction: "x", entries: [entry, entry], colophon: "y").html
        var open: [String] = []
        for piece in html.components(separatedBy: "<").dropFirst() {
            let tag = String(piece.prefix { $0 != ">" })
            let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
            if tag.hasPrefix("!") || ["meta", "source", "img"].contains(name) { continue }
            if tag.hasPrefix("/") {
                #expect(open.popLast() == name)
            } else {
                open.append(name)
            }
        }
        #expect(open.isEmpty)
    }

    @Test func `an empty page and an empty entry are pages`() {
        #expect(GalleryPage(title: "None", entries: []).html.contains("0 pieces"))
        let bare = GalleryPage(title: "One", entries: [GalleryEntry(title: "Bare", duration: .nan)]).html
        #expect(bare.contains("1 piece<") && bare.contains("Bare"))
        for tag in ["<audio", "<nav", "<details", "<img", "NaN", "nan"] { #expect(!bare.contains(tag)) }
    }

    @Test func `the same entries make the same page`() {
        let page = GalleryPage(title: "Samples", entries: [entry])
        #expect(page.html == page.html)
    }
}

extension String {
    /// The parts between occurrences of a separator.
    fileprivate func components(separatedBy separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
