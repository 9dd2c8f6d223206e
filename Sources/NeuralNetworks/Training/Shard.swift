import Kernels

/// The buffers with which one thread takes some rows of a batch through the network and back.
///
/// Sequences are laid out step after step, and within a step row after row, so that the recurrent product of a step
/// reads one contiguous matrix.
final class Shard<Scalar: NetworkScalar>: @unchecked Sendable {
    let stack: LayerStack<Scalar>
    let rows: Int
    let steps: Int
    var ids: [[UInt16]]
    var targets: [[UInt16]]
    /// Embeddings, after dropout where there is some.
    let embedded: AlignedBuffer<Scalar>
    let lstm: [LSTMLayer<Scalar>.Workspace]
    /// Input of each layer above the first after dropout, when there is dropout.
    let betweenInputs: [AlignedBuffer<Scalar>]
    let masks: Masks
    let products = Products<Scalar>()
    let projectionSpace = DenseLayer<Scalar>.Workspace()
    let headSpaces: [SoftmaxHead<Scalar>.Workspace]
    let causal: CausalAttention<Scalar>.Workspace?
    let window: WindowAttention<Scalar>.Workspace?
    /// What the projection or the heads read, unless that is the last state itself.
    let features: AlignedBuffer<Scalar>
    let projected: AlignedBuffer<Scalar>
    let dropped: AlignedBuffer<Scalar>
    let logits: AlignedBuffer<Scalar>
    /// Gradients of what the heads read and of the features.
    let outputGradient: AlignedBuffer<Scalar>
    let featureGradient: AlignedBuffer<Scalar>
    /// Gradients of the states of two layers, in turn.
    let stateGradients: [AlignedBuffer<Scalar>]
    /// The gradient of this shard alone; the first shard writes to the caller's.
    let gradient: Parameters<Scalar>?

    /// One dropout mask per row.
    struct Masks: Sendable {
        let input: AlignedBuffer<Scalar>
        let between: [AlignedBuffer<Scalar>]
        let output: AlignedBuffer<Scalar>
    }

    init(_ stack: LayerStack<Scalar>, rows: Int, steps: Int, ownsGradient: Bool) {
        let configuration = stack.configuration
        let dropout = configuration.dropout
        let places = rows * steps
        let predictions = stack.predictsEveryStep ? places : rows
        self.stack = stack
        headSpaces = stack.heads.map { _ in SoftmaxHead<Scalar>.Workspace() }
        self.rows = rows
        self.steps = steps
        ids = configuration.inputs.map { _ in [UInt16](repeating: 0, count: places) }
        targets = configuration.heads.map { _ in [UInt16](repeating: 0, count: predictions) }
        embedded = AlignedBuffer(count: places * configuration.inputSize)
        lstm = stack.lstm.map {
            LSTMLayer<Scalar>.Workspace($0, rows: rows, steps: steps, dropsWeights: dropout.recurrent > 0)
        }
        let upper = stack.lstm.dropFirst()
        betweenInputs = upper.map { AlignedBuffer(count: dropout.between > 0 ? places * $0.inputSize : 0) }
        masks = Masks(
            input: AlignedBuffer(count: dropout.input > 0 ? rows * configuration.inputSize : 0),
            between: upper.map { AlignedBuffer(count: dropout.between > 0 ? rows * $0.inputSize : 0) },
            output: AlignedBuffer(count: dropout.output > 0 ? rows * configuration.outputSize : 0))
        causal = stack.causal.map { CausalAttention<Scalar>.Workspace($0, rows: rows, steps: steps) }
        if case .window = stack.attention {
            window = WindowAttention<Scalar>.Workspace(rows: rows, steps: steps)
        } else {
            window = nil
        }
        let joins = stack.causal != nil || window != nil
        features = AlignedBuffer(count: joins ? predictions * configuration.featureSize : 0)
        projected = AlignedBuffer(count: stack.projection == nil ? 0 : predictions * configuration.outputSize)
        dropped = AlignedBuffer(count: dropout.output > 0 ? predictions * configuration.outputSize : 0)
        let most = configuration.heads.max()!
        logits = AlignedBuffer(count: min(predictions, SoftmaxHead<Scalar>.chunk) * most)
        outputGradient = AlignedBuffer(count: predictions * configuration.outputSize)
        featureGradient = AlignedBuffer(
            count: stack.projection == nil ? 0 : predictions * configuration.featureSize)
        let widest = max(configuration.inputSize, configuration.hiddenSizes.max()!)
        stateGradients = (0..<2).map { _ in AlignedBuffer(count: places * widest) }
        gradient = ownsGradient ? Parameters(layout: stack.layout) : nil
    }

    /// Copies the ids of rows `firstRow…` of a batch, step after step.
    func load(_ batch: Batch, firstRow: Int) {
        for column in ids.indices {
            for row in 0..<rows {
                let start = (firstRow + row) * steps
                for step in 0..<steps { ids[column][step * rows + row] = batch.inputs[column][start + step] }
            }
        }
        for head in targets.indices {
            for row in 0..<rows {
                let start = (firstRow + row) * steps
                if stack.predictsEveryStep {
                    for step in 0..<steps { targets[head][step * rows + row] = batch.targets[head][start + step] }
                } else {
                    targets[head][row] = batch.targets[head][start + steps - 1]
                }
            }
        }
    }

    /// The number of predictions.
    var predictions: Int { stack.predictsEveryStep ? rows * steps : rows }

    /// [steps, rows, units]: the states of a layer.
    func states(_ layer: Int) -> UnsafeMutablePointer<Scalar> {
        lstm[layer].hidden.base + rows * stack.lstm[layer].units
    }

    /// What a layer reads.
    func input(_ layer: Int, dropout: Bool) -> UnsafeMutablePointer<Scalar> {
        if layer == 0 { return embedded.base }
        return dropout && stack.configuration.dropout.between > 0 ? betweenInputs[layer - 1].base : states(layer - 1)
    }
}
