import Dispatch
import Synchronization

/// Independent pieces of work on several threads.
package enum ParallelWork {
    /// Calls `body` for 0 ..< count and gives the results in order.
    ///
    /// - Parameters:
    ///   - threads: at most so many at once; 0 means one a processor.
    ///   - body: once it has thrown no more work is begun, so that throwing cancels what is left.
    /// - Throws: what `body` threw, for the smallest index of those it threw for.
    package static func map<Value: Sendable, Failure: Error>(
        count: Int, threads: Int = 0, _ body: @Sendable (Int) throws(Failure) -> Value
    ) throws(Failure) -> [Value] {
        let results = Mutex([Result<Value, Failure>?](repeating: nil, count: count))
        let next = Atomic(0)
        let hasFailed = Atomic(false)
        let workers = threads > 0 ? threads : ProcessorCount.value
        DispatchQueue.concurrentPerform(iterations: max(1, min(count, workers))) { _ in
            while !hasFailed.load(ordering: .relaxed) {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                let result: Result<Value, Failure>
                do throws(Failure) {
                    result = .success(try body(index))
                } catch {
                    result = .failure(error)
                    hasFailed.store(true, ordering: .relaxed)
                }
                results.withLock { $0[index] = result }
            }
        }
        // Whatever was not begun stands after a failure, and that one is thrown.
        var values: [Value] = []
        values.reserveCapacity(count)
        for result in results.withLock({ $0 }) {
            if let result { values.append(try result.get()) }
        }
        return values
    }
}
