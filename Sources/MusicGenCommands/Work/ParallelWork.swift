import Dispatch
import Synchronization
import Synthesis

/// Independent pieces of work on all cores.
package enum ParallelWork {
    /// Calls `body` for 0 ..< count on several threads and gives the results in order.
    ///
    /// - Parameters:
    ///   - threads: at most so many at once; nil means one a core.
    ///   - isCancelled: asked before each piece of work; once true no more is begun.
    /// - Throws: the error of the first piece of work, in order, that failed; `CommandFailure.interrupted` when
    ///   cancelled.
    package static func map<Result: Sendable>(
        count: Int, threads: Int? = nil, isCancelled: @Sendable () -> Bool = { Interruption.isRequested },
        _ body: @Sendable (Int) throws -> Result
    ) throws -> [Result] {
        let results = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: count))
        let next = Atomic(0)
        let hasFailed = Atomic(false)
        DispatchQueue.concurrentPerform(iterations: max(1, min(count, threads ?? ProcessorCount.value))) { _ in
            while !hasFailed.load(ordering: .relaxed), !isCancelled() {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                let result = Swift.Result { try body(index) }
                if case .failure = result { hasFailed.store(true, ordering: .relaxed) }
                results.withLock { $0[index] = result }
            }
        }
        return try results.withLock { results in
            for case .failure(let error)? in results { throw error }
            guard results.allSatisfy({ $0 != nil }) else { throw CommandFailure.interrupted }
            return try results.map { try $0!.get() }
        }
    }
}
