/// What the ids of a token sequence mean: the names and sizes of its columns.
public struct Vocabulary: Sendable, Codable, Equatable {
    /// One column of ids.
    public struct Column: Sendable, Codable, Equatable {
        /// The column's name, such as `token` or `position`.
        public var name: String
        /// The number of ids: they are 0 ..< size.
        public var size: Int
        /// The text of each id where ids were learned from pieces (`chords`); empty where a rule defines them (`notes`).
        public var texts: [String]

        /// Makes a column.
        public init(name: String, size: Int, texts: [String] = []) {
            self.name = name
            self.size = size
            self.texts = texts
        }
    }

    /// The columns in the order of `TokenSequence.columns`.
    public var columns: [Column]

    /// Makes a vocabulary from its columns.
    public init(columns: [Column]) {
        self.columns = columns
    }

    /// Whether every column has 1…65,535 ids, and texts for all of them or none.
    var isSound: Bool {
        !columns.isEmpty
            && columns.allSatisfy { (1...65_535).contains($0.size) && ($0.texts.isEmpty || $0.texts.count == $0.size) }
    }
}
