import Dispatch
import Glibc
import Synchronization

/// Loads what a score will play while it plays, in the order in which it is due, and what voices ask for beyond that.
final class BackgroundPreparation: Sendable {
    private let isCancelled = Atomic(false)
    /// The frame before which every demand that is due has been met.
    private let metBefore: Atomic<Int>
    private let isOver = DispatchSemaphore(value: 0)

    /// Demands that are met before voices' wishes are looked after.
    private static let batch = 8
    /// Microseconds between two looks when there is nothing else to do; voices ask a good tenth of a second ahead.
    private static let patience: UInt32 = 20_000

    /// Begins.
    init(_ library: PresetLibrary, demands: ArraySlice<SampleDemand>) {
        metBefore = Atomic(demands.first?.due ?? .max)
        DispatchQueue.global(qos: .userInitiated).async { [self] in
            var rest = demands
            while !rest.isEmpty, !isCancelled.load(ordering: .relaxed) {
                library.load(Array(rest.prefix(Self.batch)))
                rest = rest.dropFirst(Self.batch)
                metBefore.store(rest.first?.due ?? .max, ordering: .releasing)
                _ = library.grantWishes()
            }
            while !isCancelled.load(ordering: .relaxed), library.grantWishes() { usleep(Self.patience) }
            isOver.signal()
        }
    }

    /// Waits until all that is due before a frame is there.
    ///
    /// - Parameter patience: milliseconds after which it waits no longer.
    func wait(for frame: Int, patience: Int) {
        var left = 2 * patience
        while metBefore.load(ordering: .acquiring) < frame, left > 0 {
            usleep(500)
            left -= 1
        }
    }

    /// Stops before the next demands.
    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    /// Stops, and waits until nothing is being loaded any more; to be called once.
    func end() {
        cancel()
        isOver.wait()
    }
}
