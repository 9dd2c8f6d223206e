import Dispatch
import Kernels

extension Network {
    /// Computes the loss of a batch and its gradient.
    ///
    /// The gradient is that of `LossSum.mean`: for each head the mean over its targets, added over the heads.
    ///
    /// - Parameters:
    ///   - state: what the rows carry; moved on by the batch's steps.
    ///   - gradient: overwritten.
    ///   - dropoutSeed: decides the dropout masks; nil trains without dropout.
    /// - Returns: the sums of the loss with dropout.
    @discardableResult
    public func lossAndGradient(
        _ batch: Batch, state: inout RecurrentState<Scalar>, gradient: Parameters<Scalar>, dropoutSeed: UInt64?
    ) -> LossSum {
        precondition(gradient.layout == layout, "the gradient belongs to a network of another shape")
        gradient.zero()
        return run(batch, state: &state, gradient: gradient, dropout: dropoutSeed.map { DropoutKeys(seed: $0) })
    }

    /// Computes the loss of a batch without dropout.
    ///
    /// - Parameter state: what the rows carry; moved on by the batch's steps.
    public func loss(_ batch: Batch, state: inout RecurrentState<Scalar>) -> LossSum {
        run(batch, state: &state, gradient: nil, dropout: nil)
    }

    private func run(
        _ batch: Batch, state: inout RecurrentState<Scalar>, gradient: Parameters<Scalar>?, dropout: DropoutKeys?
    ) -> LossSum {
        batch.check(against: configuration)
        precondition(accepts(state, rows: batch.rows), "the state belongs to another network or number of rows")
        var total = LossSum(heads: configuration.heads.count)
        total.counts = countTargets(batch)
        let scales = total.counts.map { $0 == 0 ? Scalar(0) : 1 / Scalar($0) }
        let parts = pool.take(stack, rows: batch.rows, steps: batch.steps, shards: shards)
        defer { pool.give(parts) }
        let nats = AlignedBuffer<Double>(count: parts.count * scales.count)
        let stride = state.stride
        state.values.withUnsafeMutableBufferPointer { values in
            state.remembered.withUnsafeMutableBufferPointer { remembered in
                // Parts touch disjoint rows of the state, so the pointers may be shared.
                nonisolated(unsafe) let values = values.baseAddress!
                nonisolated(unsafe) let remembered = remembered.baseAddress!
                spread(parts.count) { index in
                    let part = parts[index]
                    let firstRow = parts[..<index].reduce(0) { $0 + $1.rows }
                    let weights = self.parameters.buffer.base
                    part.products.isMixed = self.precision == .mixed && gradient != nil
                    part.load(batch, firstRow: firstRow)
                    part.loadState(values, remembered, stride: stride, batch: batch, firstRow: firstRow)
                    part.forward(weights, dropout: dropout, firstRow: firstRow)
                    part.storeState(values, remembered, stride: stride, firstRow: firstRow)
                    let target = gradient.map { part.gradient ?? $0 }
                    if let own = part.gradient, gradient != nil { own.zero() }
                    let losses = part.backward(
                        weights, gradient: target?.buffer.base, scales: scales, dropout: dropout != nil)
                    for (head, loss) in losses.enumerated() { nats.base[index * scales.count + head] = loss }
                }
            }
        }
        for index in parts.indices {
            for head in scales.indices { total.nats[head] += nats[index * scales.count + head] }
        }
        if let gradient { reduce(parts, into: gradient) }
        return total
    }

    private func countTargets(_ batch: Batch) -> [Int] {
        batch.targets.map { ids in
            if stack.predictsEveryStep { return ids.reduce(0) { $1 == Batch.ignored ? $0 : $0 + 1 } }
            return (1...batch.rows).reduce(0) { ids[$1 * batch.steps - 1] == Batch.ignored ? $0 : $0 + 1 }
        }
    }

    /// Adds the parts' gradients, always in the same order.
    private func reduce(_ parts: [Shard<Scalar>], into gradient: Parameters<Scalar>) {
        guard parts.count > 1 else { return }
        let count = layout.count
        let slices = threads
        spread(slices) { slice in
            let start = count * slice / slices
            let length = count * (slice + 1) / slices - start
            for part in parts.dropFirst() {
                Scalar.axpy(length, 1, part.gradient!.buffer.base + start, gradient.buffer.base + start)
            }
        }
    }

    /// Runs `count` pieces of work on at most `threads` threads.
    private func spread(_ count: Int, _ work: @Sendable (Int) -> Void) {
        let workers = min(threads, count)
        if workers < 2 {
            for index in 0..<count { work(index) }
        } else {
            DispatchQueue.concurrentPerform(iterations: workers) { worker in
                for index in Swift.stride(from: worker, to: count, by: workers) { work(index) }
            }
        }
    }
}
