import Kernels

/// A piece in the making: reads one step's ids at a time and tells the logits of what may come next.
///
/// With the objective `everyStep` a step costs O(1) plus O(window) for attention; with `afterWindow` the window of the
/// last steps is read again. In single precision the logits have the same bits on every x86-64 processor. Sums are
/// made in another order than in training, so both agree to rounding only. A session belongs to one thread.
public final class GenerationSession<Scalar: NetworkScalar> {
    /// For each head the logits after the latest step, overwritten by the next.
    public internal(set) var logits: [[Scalar]]
    /// How many steps the session has read.
    public internal(set) var position = 0
    let network: FrozenNetwork<Scalar>
    let embedded: AlignedBuffer<Scalar>
    let gates: AlignedBuffer<Scalar>
    let previousCell: AlignedBuffer<Scalar>
    let hidden: [AlignedBuffer<Scalar>]
    let cells: [AlignedBuffer<Scalar>]
    let features: AlignedBuffer<Scalar>
    let projected: AlignedBuffer<Scalar>
    let memory: AttentionMemory<Scalar>?
    /// For the objective `afterWindow`: the ids of the last steps, and the last layer's states over them.
    var recent: [[Int]] = []
    let states: AlignedBuffer<Scalar>
    let window: WindowAttention<Scalar>.Workspace?
    let windowLength: Int

    init(_ network: FrozenNetwork<Scalar>) {
        let configuration = network.configuration
        self.network = network
        logits = configuration.heads.map { [Scalar](repeating: 0, count: $0) }
        embedded = AlignedBuffer(count: configuration.inputSize)
        let widest = configuration.hiddenSizes.max()!
        gates = AlignedBuffer(count: 4 * widest)
        previousCell = AlignedBuffer(count: widest)
        hidden = configuration.hiddenSizes.map { AlignedBuffer(count: $0) }
        cells = configuration.hiddenSizes.map { AlignedBuffer(count: $0) }
        features = AlignedBuffer(count: configuration.featureSize)
        projected = AlignedBuffer(count: configuration.projection?.size ?? 0)
        memory = network.stack.causal.map { AttentionMemory($0) }
        if case .afterWindow(let length) = configuration.objective {
            windowLength = length
            states = AlignedBuffer(count: length * configuration.hiddenSizes.last!)
            window = WindowAttention<Scalar>.Workspace(rows: 1, steps: length)
        } else {
            windowLength = 0
            states = AlignedBuffer(count: 0)
            window = nil
        }
    }

    /// Goes back to the start of a piece.
    public func reset() {
        position = 0
        recent.removeAll(keepingCapacity: true)
        forget()
        memory?.count = 0
    }

    /// An independent session that has read the same steps.
    public func copy() -> GenerationSession {
        let result = GenerationSession(network)
        result.logits = logits
        result.position = position
        result.recent = recent
        for layer in hidden.indices {
            result.hidden[layer].base.update(from: hidden[layer].base, count: hidden[layer].count)
            result.cells[layer].base.update(from: cells[layer].base, count: cells[layer].count)
        }
        if let memory { result.memory?.update(from: memory) }
        return result
    }

    /// Reads one step.
    ///
    /// - Parameter inputs: one id for each input column.
    /// - Returns: for each head the logits of the next id; keeping them beyond the next step copies them.
    /// - Precondition: every id is inside its column's vocabulary.
    @discardableResult
    public func step(inputs: [Int]) -> [[Scalar]] {
        let stack = network.stack
        precondition(inputs.count == stack.embeddings.count, "a step needs one id for each input column")
        for (id, layer) in zip(inputs, stack.embeddings) {
            precondition(id >= 0 && id < layer.vocabulary, "id \(id) is outside a vocabulary of \(layer.vocabulary)")
        }
        position += 1
        if stack.predictsEveryStep {
            recur(inputs)
            let units = stack.lstm.last!.units
            features.base.update(from: hidden.last!.base, count: units)
            if let layer = stack.causal, let memory, let packed = network.attention {
                memory.attend(layer, packed, state: hidden.last!.base, context: features.base + units)
            }
        } else {
            if recent.count == windowLength { recent.removeFirst() }
            recent.append(inputs)
            readWindow()
        }
        predict()
        return logits
    }

    /// One step through the LSTM layers.
    private func recur(_ inputs: [Int]) {
        let weights = network.parameters.buffer.base
        for (id, layer) in zip(inputs, network.stack.embeddings) {
            (embedded.base + layer.column).update(
                from: weights + layer.table + id * layer.dimension, count: layer.dimension)
        }
        var below = UnsafePointer(embedded.base)
        for (index, layer) in network.stack.lstm.enumerated() {
            let packed = network.layers[index]
            gates.base.update(from: weights + layer.bias, count: 4 * layer.units)
            packed.input.addProduct(below, to: gates.base)
            packed.recurrent.addProduct(hidden[index].base, to: gates.base)
            previousCell.base.update(from: cells[index].base, count: layer.units)
            Scalar.lstmForward(
                1, layer.units, gates.base, previousCell.base, cells[index].base, hidden[index].base)
            below = UnsafePointer(hidden[index].base)
        }
    }

    /// The recent steps from a zero state; a window that is not full yet is read as it is.
    private func readWindow() {
        let units = network.stack.lstm.last!.units
        forget()
        for (step, inputs) in recent.enumerated() {
            recur(inputs)
            (states.base + step * units).update(from: hidden.last!.base, count: units)
        }
        if case .window(let layer) = network.stack.attention, let window {
            layer.forward(
                network.parameters.buffer.base, states: states.base, rows: 1, steps: recent.count,
                context: features.base, window)
        } else {
            features.base.update(from: hidden.last!.base, count: units)
        }
    }

    private func predict() {
        let weights = network.parameters.buffer.base
        var output = features
        if let layer = network.stack.projection, let packed = network.projection {
            projected.base.update(from: weights + layer.bias, count: layer.outputSize)
            packed.addProduct(features.base, to: projected.base)
            if layer.activation == .tanh { Scalar.tanhForward(layer.outputSize, projected.base) }
            output = projected
        }
        for (index, head) in network.stack.heads.enumerated() {
            logits[index].withUnsafeMutableBufferPointer {
                let target = $0.baseAddress!
                target.update(from: weights + head.bias, count: head.vocabulary)
                network.heads[index].addProduct(output.base, to: target)
            }
        }
    }

    private func forget() {
        for buffer in hidden { buffer.zero() }
        for buffer in cells { buffer.zero() }
    }
}
