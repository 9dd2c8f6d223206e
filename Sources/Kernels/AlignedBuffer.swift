/// A fixed number of scalars at an address aligned to a cache line, zero at first.
///
/// The buffer does not synchronise: who shares it between threads keeps their writes apart.
public final class AlignedBuffer<Scalar: NetworkScalar>: @unchecked Sendable {
    /// The number of scalars.
    public let count: Int
    /// The first scalar.
    public let base: UnsafeMutablePointer<Scalar>

    /// Makes a buffer of `count` zeros.
    public init(count: Int) {
        precondition(count >= 0, "a buffer cannot hold \(count) scalars")
        self.count = count
        let bytes = max(64, count * MemoryLayout<Scalar>.stride)
        base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
            .bindMemory(to: Scalar.self, capacity: max(1, count))
        base.initialize(repeating: 0, count: count)
    }

    deinit { base.deallocate() }

    /// Sets every scalar to zero.
    public func zero() { base.update(repeating: 0, count: count) }

    /// Reads or writes one scalar.
    public subscript(index: Int) -> Scalar {
        get {
            precondition(index >= 0 && index < count, "index \(index) is outside a buffer of \(count)")
            return base[index]
        }
        set {
            precondition(index >= 0 && index < count, "index \(index) is outside a buffer of \(count)")
            base[index] = newValue
        }
    }

    /// The scalars as a mutable view, valid while the buffer lives.
    public var elements: UnsafeMutableBufferPointer<Scalar> { UnsafeMutableBufferPointer(start: base, count: count) }
}
