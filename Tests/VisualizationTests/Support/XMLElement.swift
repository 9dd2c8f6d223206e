/// An element of a well-formed XML document, as a small strict parser sees it.
struct XMLElement {
    var name: String
    var attributes: [String: String] = [:]
    var children: [XMLElement] = []
    var text = ""

    /// All elements of a name in it, itself included.
    func all(_ wanted: String) -> [XMLElement] {
        (name == wanted ? [self] : []) + children.flatMap { $0.all(wanted) }
    }
}

/// Why a document is not well-formed.
struct XMLProblem: Error, CustomStringConvertible {
    var description: String
}

extension XMLElement {
    /// Parses a document of one element; anything that is not well-formed is an error. Knows elements, attributes in
    /// double quotes, text and the five entities and decimal references: all that our pictures use.
    init(parsing document: String) throws {
        var parser = XMLParser(document)
        parser.skipSpace()
        self = try parser.element()
        parser.skipSpace()
        if !parser.isAtEnd { throw XMLProblem(description: "something follows the root element") }
    }
}

private struct XMLParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    var isAtEnd: Bool { position == scalars.count }

    mutating func skipSpace() {
        while !isAtEnd, " \n\t\r".unicodeScalars.contains(scalars[position]) { position += 1 }
    }

    mutating func element() throws -> XMLElement {
        try expect("<")
        var element = XMLElement(name: try name())
        while true {
            skipSpace()
            if take("/>") { return element }
            if take(">") { break }
            let key = try name()
            try expect("=\"")
            if element.attributes.updateValue(try text(until: "\""), forKey: key) != nil {
                throw problem("attribute \(key) twice")
            }
            try expect("\"")
        }
        while true {
            element.text += try text(until: "<")
            if take("</") {
                let closing = try name()
                try expect(">")
                if closing != element.name { throw problem("<\(element.name)> closed by </\(closing)>") }
                return element
            }
            element.children.append(try self.element())
        }
    }

    private mutating func name() throws -> String {
        let start = position
        while !isAtEnd,
            scalars[position].properties.isAlphabetic || "-:0123456789".unicodeScalars.contains(scalars[position])
        {
            position += 1
        }
        if start == position { throw problem("no name") }
        return String(String.UnicodeScalarView(scalars[start..<position]))
    }

    private mutating func text(until end: Unicode.Scalar) throws -> String {
        var text = ""
        while true {
            guard !isAtEnd else { throw problem("ends within text") }
            let scalar = scalars[position]
            if scalar == end { return text }
            guard scalar != "<", scalar.value >= 0x20 || "\n\t\r".unicodeScalars.contains(scalar) else {
                throw problem("forbidden character U+\(String(scalar.value, radix: 16))")
            }
            position += 1
            if scalar == "&" { text.unicodeScalars.append(try reference()) } else { text.unicodeScalars.append(scalar) }
        }
    }

    private mutating func reference() throws -> Unicode.Scalar {
        for (name, scalar) in [("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("#39;", "'")]
            as [(String, Unicode.Scalar)] where take(name)
        {
            return scalar
        }
        throw problem("unknown reference")
    }

    private mutating func take(_ token: String) -> Bool {
        let token = Array(token.unicodeScalars)
        guard scalars[position...].starts(with: token) else { return false }
        position += token.count
        return true
    }

    private mutating func expect(_ token: String) throws {
        if !take(token) { throw problem("no \(token)") }
    }

    private func problem(_ what: String) -> XMLProblem { XMLProblem(description: "\(what) at character \(position)") }
}
