import Kernels
import Synchronization

/// Shards of earlier batches, kept so that the next batch of the same size allocates nothing.
final class ShardPool<Scalar: NetworkScalar>: Sendable {
    private let free = Mutex<[[Shard<Scalar>]]>([])

    /// The shards for a batch: rows are dealt out as evenly as can be, in order.
    func take(_ stack: LayerStack<Scalar>, rows: Int, steps: Int, shards: Int) -> [Shard<Scalar>] {
        let count = min(shards, rows)
        let sizes = (0..<count).map { rows * ($0 + 1) / count - rows * $0 / count }
        let found: [Shard<Scalar>]? = free.withLock { free in
            if let index = free.firstIndex(where: { $0.map(\.rows) == sizes && $0[0].steps == steps }) {
                return free.remove(at: index)
            }
            return nil
        }
        return found
            ?? sizes.enumerated().map { index, size in
                Shard(stack, rows: size, steps: steps, ownsGradient: index > 0)
            }
    }

    /// Gives shards back; the pool keeps those of two sizes of batch.
    func give(_ shards: [Shard<Scalar>]) {
        free.withLock { free in
            free.append(shards)
            if free.count > 2 { free.removeFirst() }
        }
    }
}
