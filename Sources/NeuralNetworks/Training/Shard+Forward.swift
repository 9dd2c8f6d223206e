import Kernels

extension Shard {
    /// Runs the rows through every layer up to what the heads read.
    func forward(_ parameters: UnsafeMutablePointer<Scalar>, dropout keys: DropoutKeys?, firstRow: Int) {
        let configuration = stack.configuration
        let places = rows * steps
        let embeddedView = MatrixView(embedded.base, places, configuration.inputSize)
        for (layer, ids) in zip(stack.embeddings, ids) {
            layer.forward(parameters, ids: ids, output: embeddedView)
        }
        if let keys { drawMasks(keys, firstRow: firstRow) }
        if keys != nil, configuration.dropout.input > 0 {
            Scalar.multiplyBlocks(
                steps, rows * configuration.inputSize, embedded.base, masks.input.base, embedded.base)
        }
        for (index, layer) in stack.lstm.enumerated() {
            if index > 0, keys != nil, configuration.dropout.between > 0 {
                Scalar.multiplyBlocks(
                    steps, rows * layer.inputSize, states(index - 1), masks.between[index - 1].base,
                    betweenInputs[index - 1].base)
            }
            let share = configuration.dropout.recurrent
            let weightDropout = share > 0 ? keys.map { ($0.key(.recurrent(index)), 1 - share) } : nil
            layer.forward(
                parameters, input: input(index, dropout: keys != nil), rows: rows, steps: steps,
                dropout: weightDropout, lstm[index], products)
        }
        attend(parameters)
        if let layer = stack.projection {
            layer.forward(
                parameters, input: featuresView, output: MatrixView(projected.base, predictions, layer.outputSize),
                projectionSpace, products)
        }
        if keys != nil, configuration.dropout.output > 0 {
            let source = stack.projection == nil ? featuresView.base : projected.base
            Scalar.multiplyBlocks(
                predictions / rows, rows * configuration.outputSize, source, masks.output.base, dropped.base)
        }
    }

    private func drawMasks(_ keys: DropoutKeys, firstRow: Int) {
        let configuration = stack.configuration
        let dropout = configuration.dropout
        if dropout.input > 0 {
            keys.fill(
                masks.input, place: .input, rows: rows, firstRow: firstRow, width: configuration.inputSize,
                share: dropout.input)
        }
        if dropout.between > 0 {
            for (index, layer) in stack.lstm.enumerated().dropFirst() {
                keys.fill(
                    masks.between[index - 1], place: .layer(index), rows: rows, firstRow: firstRow,
                    width: layer.inputSize, share: dropout.between)
            }
        }
        if dropout.output > 0 {
            keys.fill(
                masks.output, place: .output, rows: rows, firstRow: firstRow, width: configuration.outputSize,
                share: dropout.output)
        }
    }

    private func attend(_ parameters: UnsafeMutablePointer<Scalar>) {
        let top = states(stack.lstm.count - 1)
        switch stack.attention {
        case .none: break
        case .window(let layer):
            layer.forward(parameters, states: top, rows: rows, steps: steps, context: features.base, window!)
        case .causal(let layer):
            let joined = featuresView
            for place in 0..<rows * steps {
                (joined.base + place * joined.stride).update(
                    from: top + place * layer.stateSize, count: layer.stateSize)
            }
            layer.forward(
                parameters, states: top, rows: rows, steps: steps,
                context: joined.columns(layer.stateSize, layer.width), causal!, products)
        }
    }

    /// The last layer's state and what attention found, or only one of them.
    var featuresView: MatrixView<Scalar> {
        let width = stack.configuration.featureSize
        if case .none = stack.attention {
            let skipped = stack.predictsEveryStep ? 0 : (steps - 1) * rows * width
            return MatrixView(states(stack.lstm.count - 1) + skipped, predictions, width)
        }
        return MatrixView(features.base, predictions, width)
    }

    /// What the heads read.
    func outputView(dropout: Bool) -> MatrixView<Scalar> {
        let width = stack.configuration.outputSize
        if dropout, stack.configuration.dropout.output > 0 { return MatrixView(dropped.base, predictions, width) }
        return stack.projection == nil ? featuresView : MatrixView(projected.base, predictions, width)
    }
}
