/// Names that somebody may have meant.
package enum NearNames {
    /// At most five names that contain the word, are contained in it, or differ from it in a third of its letters at
    /// most; the nearest first.
    package static func of(_ word: String, among names: [String]) -> [String] {
        let wanted = Array(word.lowercased().utf8.prefix(64))
        guard !wanted.isEmpty else { return [] }
        var seen: Set<String> = []
        let ranked = names.filter { seen.insert($0.lowercased()).inserted }.compactMap { name -> (Int, String)? in
            let other = Array(name.lowercased().utf8.prefix(64))
            guard !other.isEmpty else { return nil }
            let distance = distance(wanted, other)
            let contains =
                name.lowercased().contains(word.lowercased()) || word.lowercased().contains(name.lowercased())
            return contains ? (0, name) : distance <= max(1, (wanted.count + 2) / 3) ? (distance, name) : nil
        }
        return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(5).map(\.1)
    }

    /// Letters to change, to add or to take away (Levenshtein 1966).
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let change = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, min(row[j], row[j + 1]) + 1)
            }
        }
        return row[b.count]
    }
}
