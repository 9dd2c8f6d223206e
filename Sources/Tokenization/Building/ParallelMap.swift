import Dispatch
import Synchronization

/// Calls `body` for 0 ..< count on several threads and gives the results in order.
///
/// - Parameter threads: at most so many at once; 0 means one a core.
func parallelMap<Result: Sendable>(
    count: Int, threads: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
    let workers = threads > 0 ? min(threads, count) : count
    guard workers > 1 else { return (0..<count).map(body) }
    let results = Mutex([Result?](repeating: nil, count: count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(workers, ProcessorCount.online)) { _ in
        while true {
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < count else { return }
            let result = body(index)
            results.withLock { $0[index] = result }
        }
    }
    return results.withLock { $0.compactMap(\.self) }
}
