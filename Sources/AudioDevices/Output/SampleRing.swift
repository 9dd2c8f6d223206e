import CALSA
import Synchronization

/// Samples on their way from one thread to one other, without locks.
///
/// One thread alone writes, one alone reads. The counters only grow (and wrap after 2⁶³ samples); what lies between
/// them is readable.
package struct SampleRing: ~Copyable, @unchecked Sendable {
    private let storage: UnsafeMutablePointer<Float>
    /// How many samples it holds: a power of two.
    package let capacity: Int
    private let written = Atomic<Int>(0)
    private let taken = Atomic<Int>(0)

    /// Makes an empty ring for at least so many samples.
    package init(minimumCapacity: Int) {
        var size = 64
        while size < minimumCapacity { size *= 2 }
        capacity = size
        storage = .allocate(capacity: size)
        storage.initialize(repeating: 0, count: size)
    }

    deinit { storage.deallocate() }

    /// Samples that can be read now; the reader's to ask.
    package var readableCount: Int {
        @_noLocks get { written.load(ordering: .acquiring) &- taken.load(ordering: .relaxed) }
    }

    /// Samples that can be written now; the writer's to ask.
    package var writableCount: Int {
        capacity - (written.load(ordering: .relaxed) &- taken.load(ordering: .acquiring))
    }

    /// Writes as many of the samples as fit and says how many.
    package func write(_ samples: UnsafeBufferPointer<Float>) -> Int {
        let count = min(samples.count, writableCount)
        guard count > 0, let source = samples.baseAddress else { return 0 }
        let position = written.load(ordering: .relaxed)
        let start = position & (capacity - 1)
        let first = min(count, capacity - start)
        (storage + start).update(from: source, count: first)
        storage.update(from: source + first, count: count - first)
        written.store(position &+ count, ordering: .releasing)
        return count
    }

    /// Reads up to `count` samples and says how many there were.
    @_noLocks package func read(into target: UnsafeMutablePointer<Float>, count: Int) -> Int {
        let available = readableCount
        let count = count < available ? count : available
        if count <= 0 { return 0 }
        let position = taken.load(ordering: .relaxed)
        let start = position & (capacity - 1)
        let toEnd = capacity - start
        let first = count < toEnd ? count : toEnd
        musicgen_copy(target, storage + start, first * 4)
        musicgen_copy(target + first, storage, (count - first) * 4)
        taken.store(position &+ count, ordering: .releasing)
        return count
    }
}
