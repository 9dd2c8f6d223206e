import Synchronization

/// A request to stop, that any thread and any signal handler may make.
public final class StopFlag: @unchecked Sendable {
    /// Outlives every reader: the audio thread holds it without counting references.
    let pointer: UnsafeMutablePointer<Atomic<Bool>>

    /// Makes a flag that is not raised.
    public init() {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: Atomic(false))
    }

    deinit {
        pointer.deinitialize(count: 1)
        pointer.deallocate()
    }

    /// Raises the flag; async-signal-safe.
    public func raise() { pointer.pointee.store(true, ordering: .releasing) }

    /// Whether the flag is raised.
    public var isRaised: Bool { pointer.pointee.load(ordering: .acquiring) }
}
