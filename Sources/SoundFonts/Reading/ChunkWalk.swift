import Basics

/// A chunk of a RIFF file: its name and where its contents stand.
struct Chunk: Sendable {
    let name: FourCC
    let contents: Range<Int>

    /// Where its name stands.
    var byte: Int { contents.lowerBound - 8 }
}

extension FontBytes {
    /// More chunks than this in one list are not looked at.
    static let chunkLimit = 65_536

    /// Calls `visit` for each chunk in a range until it returns false.
    ///
    /// A chunk that reaches beyond the range ends with it. RIFF asks for a byte after a chunk of odd length, and some
    /// writers leave it out, MuseScore's among them; where the next chunk starts is told by which place has a name
    /// from `known`.
    func walkChunks(
        in range: Range<Int>, of list: FourCC, known: Set<FourCC>, log: inout WarningLog,
        visit: (Chunk, inout WarningLog) -> Bool
    ) {
        var place = range.lowerBound
        var visited = 0
        while place <= range.upperBound - 8 {
            guard visited < FontBytes.chunkLimit else {
                log.add(list, at: place, "more than \(FontBytes.chunkLimit) chunks; the others are left out")
                return
            }
            visited += 1
            let name = fourCC(place)
            let length = Int(u32(place + 4))
            let first = place + 8
            var end = first + length
            if end > range.upperBound {
                log.add(
                    name, at: place, "it announces \(counted(length, "byte")) and has \(range.upperBound - first)")
                end = range.upperBound
            }
            guard visit(Chunk(name: name, contents: first..<end), &log) else { return }
            place = end
            if length % 2 == 1 {
                let isPadded = hasName(from: known, at: end + 1, before: range.upperBound)
                let isUnpadded = hasName(from: known, at: end, before: range.upperBound)
                if isPadded || !isUnpadded { place += 1 }
            }
        }
    }

    private func hasName(from known: Set<FourCC>, at place: Int, before end: Int) -> Bool {
        place <= end - 8 && known.contains(fourCC(place))
    }
}

/// A chunk that consists of records of one size.
struct RecordTable: Sendable {
    let name: FourCC
    let start: Int
    let size: Int
    let count: Int

    /// A table without records.
    init(empty name: FourCC, size: Int) {
        self.name = name
        start = 0
        self.size = size
        count = 0
    }

    init(_ chunk: Chunk, size: Int, log: inout WarningLog) {
        name = chunk.name
        start = chunk.contents.lowerBound
        self.size = size
        count = chunk.contents.count / size
        if chunk.contents.count % size != 0 {
            log.add(
                name, at: chunk.byte,
                "its length of \(counted(chunk.contents.count, "byte")) is no multiple of \(size); the rest is left out"
            )
        }
    }

    /// The first records of another table.
    init(_ other: RecordTable, count: Int) {
        name = other.name
        start = other.start
        size = other.size
        self.count = min(count, other.count)
    }

    /// Where a record stands in the file.
    @inline(__always)
    func byte(_ index: Int) -> Int {
        precondition(index >= 0 && index < count)
        return start + index * size
    }
}
