/// The ids of one column of a piece, in the mapped file, which lives as long as this does.
public struct TokenColumn: RandomAccessCollection, Sendable {
    private let file: MappedFile
    private let byteOffset: Int
    /// The number of ids.
    public let count: Int

    init(file: MappedFile, byteOffset: Int, count: Int) {
        precondition(byteOffset >= 0 && count >= 0 && byteOffset + 2 * count <= file.bytes.count)
        self.file = file
        self.byteOffset = byteOffset
        self.count = count
    }

    /// 0.
    public var startIndex: Int { 0 }
    /// The number of ids.
    public var endIndex: Int { count }

    /// The id at a step.
    public subscript(position: Int) -> UInt16 {
        precondition(position >= 0 && position < count, "step out of range")
        return UInt16(littleEndian: file.bytes.load(fromByteOffset: byteOffset + 2 * position, as: UInt16.self))
    }

    /// Calls `body` with the ids in place.
    public func withBuffer<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt16>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[byteOffset..<byteOffset + 2 * count])
        defer { withExtendedLifetime(file) {} }
        return try body(bytes.assumingMemoryBound(to: UInt16.self))
    }
}
