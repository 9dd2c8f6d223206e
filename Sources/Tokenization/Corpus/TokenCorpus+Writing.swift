import Basics
import FoundationEssentials
import Glibc

extension TokenCorpus {
    /// Writes a corpus file whole or not at all: a temporary file beside it takes its place when it is complete.
    ///
    /// - Parameters:
    ///   - metadata: what the file says about itself; the offsets of its pieces are set here, their counts must be right.
    ///   - path: where to write; an existing file is replaced.
    ///   - tokens: the ids of a piece's column, `count` of them; called for all pieces of one column, then the next.
    /// - Throws: `CorpusError.cannotWrite`; nothing is left behind.
    public static func write(
        _ metadata: Metadata, to path: String, tokens: (_ piece: Int, _ column: Int) -> [UInt16]
    ) throws(CorpusError) {
        var metadata = metadata
        var steps = 0
        for index in metadata.pieces.indices {
            metadata.pieces[index].offset = steps
            steps += metadata.pieces[index].count
        }
        var data: [UInt8] = []
        let stride = aligned(2 * steps)
        data.reserveCapacity(stride * metadata.vocabulary.columns.count)
        for column in metadata.vocabulary.columns.indices {
            for (index, piece) in metadata.pieces.enumerated() {
                let ids = tokens(index, column)
                precondition(ids.count == piece.count, "\(piece.path): \(ids.count) ids, \(piece.count) announced")
                for id in ids {
                    data.append(UInt8(truncatingIfNeeded: id))
                    data.append(UInt8(truncatingIfNeeded: id >> 8))
                }
            }
            data.append(contentsOf: repeatElement(0, count: stride * (column + 1) - data.count))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json: [UInt8]
        do {
            json = Array(try encoder.encode(metadata))
        } catch {
            throw .cannotWrite(path: path, reason: "\(error)")
        }
        let padding = aligned(headerLength + json.count) - headerLength - json.count
        var head = magic
        func append(_ word: UInt64) {
            withUnsafeBytes(of: word.littleEndian) { head.append(contentsOf: $0) }
        }
        append(UInt64(version) | UInt64(headerLength) << 32)
        append(UInt64(json.count))
        append(StableHash.of(json))
        append(UInt64(steps))
        append(StableHash.of(data))
        append(UInt64(headerLength + json.count + padding + data.count))
        append(StableHash.of(head))
        try replaceFile(path, with: [head, json, Array(repeating: 0, count: padding), data])
    }

    private static func replaceFile(_ path: String, with parts: [[UInt8]]) throws(CorpusError) {
        let temporary = "\(path).\(getpid()).partial"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: systemReason(of: errno)) }
        var failure: Int32 = 0
        for part in parts where failure == 0 {
            failure = part.withUnsafeBytes { bytes in
                var offset = 0
                while offset < bytes.count {
                    let written = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
                    if written < 0 {
                        if errno == EINTR { continue }
                        return errno
                    }
                    offset += written
                }
                return 0
            }
        }
        if failure == 0, fsync(descriptor) != 0, errno != EINVAL { failure = errno }
        if close(descriptor) != 0, failure == 0 { failure = errno }
        if failure == 0, rename(temporary, path) != 0 { failure = errno }
        guard failure == 0 else {
            unlink(temporary)
            throw .cannotWrite(path: path, reason: systemReason(of: failure))
        }
    }
}
