import Kernels

extension Shard {
    /// Takes over the state of rows `firstRow…`; a row that is reset, and every row of a window, starts from zero.
    func loadState(
        _ values: UnsafePointer<Scalar>, _ remembered: UnsafePointer<Int>, stride: Int, batch: Batch, firstRow: Int
    ) {
        for row in 0..<rows {
            var source = values + (firstRow + row) * stride
            let isFresh = batch.resets[firstRow + row] || !stack.predictsEveryStep
            for (layer, space) in zip(stack.lstm, lstm) {
                for buffer in [space.hidden, space.cells] {
                    let target = buffer.base + row * layer.units
                    if isFresh {
                        target.update(repeating: 0, count: layer.units)
                    } else {
                        target.update(from: source, count: layer.units)
                    }
                    source += layer.units
                }
            }
            guard let layer = stack.causal, let space = causal else { continue }
            let count = isFresh ? 0 : remembered[firstRow + row]
            space.remembered[row] = count
            for table in [space.keys, space.values] {
                (table.base + row * space.capacity * layer.width).update(from: source, count: count * layer.width)
                source += (layer.window - 1) * layer.width
            }
        }
    }

    /// Writes back the state after the segment.
    func storeState(
        _ values: UnsafeMutablePointer<Scalar>, _ remembered: UnsafeMutablePointer<Int>, stride: Int, firstRow: Int
    ) {
        for row in 0..<rows {
            var target = values + (firstRow + row) * stride
            for (layer, space) in zip(stack.lstm, lstm) {
                for buffer in [space.hidden, space.cells] {
                    let source = buffer.base + (steps * rows + row) * layer.units
                    target.update(from: source, count: layer.units)
                    target += layer.units
                }
            }
            guard let layer = stack.causal, let space = causal else { continue }
            let known = space.remembered[row] + steps
            let kept = min(layer.window - 1, known)
            remembered[firstRow + row] = kept
            for table in [space.keys, space.values] {
                let source = table.base + (row * space.capacity + known - kept) * layer.width
                target.update(from: source, count: kept * layer.width)
                target += (layer.window - 1) * layer.width
            }
        }
    }
}
