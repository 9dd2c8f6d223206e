import FoundationEssentials

/// A CSV file that says which piece belongs to which split: columns `path` and `split`, others are passed over.
struct SplitManifest: Sendable {
    private(set) var splits: [String: TokenCorpus.Split] = [:]

    /// Reads a manifest; nil if the file has no columns `path` and `split`.
    init?(contentsOf path: String) throws(CorpusBuildError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .manifest(path: path, line: 1, what: "the file cannot be read")
        }
        let rows = CSV.rows(of: String(decoding: data, as: UTF8.self))
        guard let header = rows.first,
            let pathColumn = header.fields.firstIndex(of: "path"),
            let splitColumn = header.fields.firstIndex(of: "split")
        else { return nil }
        for row in rows.dropFirst() where row.fields != [""] {
            guard row.fields.count > max(pathColumn, splitColumn) else {
                throw .manifest(path: path, line: row.line, what: "too few fields")
            }
            let text = row.fields[splitColumn]
            guard let split = Self.split(named: text) else {
                throw .manifest(
                    path: path, line: row.line, what: "the split «\(text)» is none of train, valid, test")
            }
            splits[row.fields[pathColumn]] = split
        }
    }

    private static func split(named text: String) -> TokenCorpus.Split? {
        switch text.lowercased() {
        case "train", "training": .train
        case "valid", "validation", "val", "dev": .valid
        case "test": .test
        default: nil
        }
    }
}

/// Comma-separated values as RFC 4180 describes them.
enum CSV {
    struct Row: Equatable {
        var line: Int
        var fields: [String]
    }

    /// The rows of a text; quoted fields may hold commas, doubled quotes and line ends.
    static func rows(of text: String) -> [Row] {
        var rows: [Row] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var line = 1
        var firstLine = 1
        var bytes = Array(text.utf8)[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        func endField() {
            fields.append(String(decoding: field, as: UTF8.self))
            field = []
        }
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "\n") { line += 1 }
            switch byte {
            case UInt8(ascii: "\""):
                if isQuoted, bytes.first == byte {
                    bytes.removeFirst()
                    field.append(byte)
                } else {
                    isQuoted.toggle()
                }
            case UInt8(ascii: ",") where !isQuoted:
                endField()
            case UInt8(ascii: "\r") where !isQuoted:
                break
            case UInt8(ascii: "\n") where !isQuoted:
                endField()
                rows.append(Row(line: firstLine, fields: fields))
                fields = []
                firstLine = line
            default:
                field.append(byte)
            }
        }
        if !field.isEmpty || !fields.isEmpty {
            endField()
            rows.append(Row(line: firstLine, fields: fields))
        }
        return rows
    }
}
