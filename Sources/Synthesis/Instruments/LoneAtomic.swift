import Synchronization

/// An atomic number with cache lines of its own, so that threads which write other things nearby do not slow it down.
final class LoneAtomic: Sendable {
    /// The number, valid as long as this object lives.
    nonisolated(unsafe) let value: UnsafeMutablePointer<Atomic<Int>>

    /// Starts at 0.
    init() {
        // Two lines: processors fetch neighbours in pairs.
        value = UnsafeMutableRawPointer.allocate(byteCount: 128, alignment: 128)
            .bindMemory(to: Atomic<Int>.self, capacity: 1)
        value.initialize(to: Atomic(0))
    }

    deinit {
        value.deinitialize(count: 1)
        UnsafeMutableRawPointer(value).deallocate()
    }
}
