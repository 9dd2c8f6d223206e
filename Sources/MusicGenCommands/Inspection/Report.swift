/// What is in a file, as facts in order: for people a line each, for programs one JSON object.
package struct Report: Sendable {
    /// One thing worth knowing.
    package struct Fact: Sendable {
        /// Its name in JSON.
        package var key: String
        /// Its name for people.
        package var label: String
        /// Its value for people.
        package var text: String
        /// Its value for programs.
        package var value: JSONValue
    }

    /// The facts.
    package private(set) var facts: [Fact] = []

    /// Starts a report on a file of some kind.
    package init(path: String, kind: String) {
        add("file", path)
        add("kind", kind)
    }

    /// Adds a word.
    package mutating func add(_ label: String, _ text: String) {
        add(label, text, .string(text))
    }

    /// Adds a number, with its unit for people.
    package mutating func add(_ label: String, _ count: Int, _ unit: String = "") {
        add(label, unit.isEmpty ? "\(count)" : "\(count) \(unit)", .integer(count))
    }

    /// Adds a fact whose value for programs is another than that for people.
    package mutating func add(_ label: String, _ text: String, _ value: JSONValue) {
        facts.append(Fact(key: Self.key(label), label: label, text: text, value: value))
    }

    /// Aligned lines for people; a text of several lines stays in its column.
    package var lines: String {
        let width = facts.map(\.label.count).max() ?? 0
        return facts.map { fact in
            let text = fact.text.split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: "\n" + String(repeating: " ", count: width + 2))
            return fact.label + String(repeating: " ", count: width - fact.label.count + 2) + text + "\n"
        }.joined()
    }

    /// One JSON object.
    package var json: String {
        JSONValue.object(facts.map { ($0.key, $0.value) }).text() + "\n"
    }

    /// `key signature` becomes `keySignature`.
    private static func key(_ label: String) -> String {
        let words = label.split(separator: " ")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
