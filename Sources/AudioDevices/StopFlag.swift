import Glibc
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

    /// The flag that Ctrl-C raises after `catchInterrupts()`.
    public static let interrupt = StopFlag()

    /// From now on Ctrl-C (and SIGTERM) raises `interrupt`; a second one ends the program as usual.
    @discardableResult
    public static func catchInterrupts(signals: [Int32] = [SIGINT, SIGTERM]) -> StopFlag {
        // Made before the handler is, which may not make it.
        let flag = interrupt
        for signal in signals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { _ in StopFlag.interrupt.raise() }
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
            sigaction(signal, &action, nil)
        }
        return flag
    }
}
