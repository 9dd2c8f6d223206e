import FoundationEssentials

extension TokenCorpus {
    static let magic = Array("MGTOKENS".utf8)
    static let headerLength = 64

    /// Maps and checks a token file.
    ///
    /// - Throws: `CorpusError` when the file is missing, of another kind or version, cut off, or damaged.
    /// - Complexity: O(n) in the length of the file, which is read once.
    public init(contentsOf path: String) throws(CorpusError) {
        let file = try MappedFile(path: path)
        let bytes = file.bytes
        guard bytes.count >= 8, bytes.prefix(8).elementsEqual(Self.magic) else { throw .notACorpus(path: path) }
        guard bytes.count >= Self.headerLength else {
            throw .wrongLength(path: path, expected: UInt64(Self.headerLength), actual: UInt64(bytes.count))
        }
        func word(_ offset: Int) -> UInt64 {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        let version = UInt32(truncatingIfNeeded: word(8))
        guard version == Self.version else { throw .unsupportedVersion(path: path, version: version) }
        guard Self.checksum(bytes[0..<56]) == word(56), word(8) >> 32 == UInt64(Self.headerLength) else {
            throw .corrupt(path: path, what: "the header does not match its checksum")
        }
        guard word(48) == UInt64(bytes.count) else {
            throw .wrongLength(path: path, expected: word(48), actual: UInt64(bytes.count))
        }
        guard word(16) <= UInt64(bytes.count - Self.headerLength), word(32) <= UInt64(bytes.count) else {
            throw .corrupt(path: path, what: "the header's lengths exceed the file")
        }
        let json = bytes[Self.headerLength..<Self.headerLength + Int(word(16))]
        guard Self.checksum(json) == word(24) else {
            throw .corrupt(path: path, what: "the description does not match its checksum")
        }
        let dataStart = Self.aligned(json.endIndex)
        guard dataStart <= bytes.count, bytes[json.endIndex..<dataStart].allSatisfy({ $0 == 0 }) else {
            throw .corrupt(path: path, what: "the gap before the columns is not empty")
        }
        let metadata: Metadata
        do {
            metadata = try JSONDecoder().decode(Metadata.self, from: Data(json))
        } catch {
            throw .corrupt(path: path, what: "the description is not what it should be: \(error)")
        }
        try self.init(
            file: file, metadata: metadata, stepCount: Int(word(32)), dataStart: dataStart, checksum: word(40),
            path: path)
    }

    private init(
        file: MappedFile, metadata: Metadata, stepCount: Int, dataStart: Int, checksum: UInt64, path: String
    ) throws(CorpusError) {
        let bytes = file.bytes
        guard metadata.vocabulary.isSound else { throw .corrupt(path: path, what: "the vocabulary is not sound") }
        let stride = Self.aligned(2 * stepCount)
        let columns = metadata.vocabulary.columns
        let (length, overflow) = stride.multipliedReportingOverflow(by: columns.count)
        guard !overflow, length == bytes.count - dataStart else {
            throw .corrupt(path: path, what: "the columns do not fill the file")
        }
        guard Self.checksum(bytes[dataStart...]) == checksum else {
            throw .corrupt(path: path, what: "the tokens do not match their checksum")
        }
        var end = 0
        for piece in metadata.pieces {
            guard piece.offset == end, piece.count >= 0, piece.count <= stepCount - end else {
                throw .corrupt(path: path, what: "the piece \(piece.path) lies outside the tokens")
            }
            end += piece.count
        }
        guard end == stepCount else { throw .corrupt(path: path, what: "tokens belong to no piece") }
        let offsets = columns.indices.map { dataStart + $0 * stride }
        for (column, offset) in zip(columns, offsets) {
            let all = TokenColumn(file: file, byteOffset: offset, count: stepCount)
            let highest = all.withBuffer { ids in ids.reduce(0) { Swift.max($0, $1) } }
            guard stepCount == 0 || Int(highest) < column.size else {
                throw .corrupt(path: path, what: "column \(column.name) has an id outside its vocabulary")
            }
        }
        self.metadata = metadata
        self.stepCount = stepCount
        self.file = file
        columnOffsets = offsets
        contentHash = StableHash.text(checksum)
    }

    static func aligned(_ offset: Int) -> Int { (offset + 63) & ~63 }

    static func checksum(_ bytes: Swift.Slice<UnsafeRawBufferPointer>) -> UInt64 {
        var hash = StableHash()
        hash.add(bytes: UnsafeRawBufferPointer(rebasing: bytes))
        return hash.value
    }
}
