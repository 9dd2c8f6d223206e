import Kernels

extension Shard {
    /// Adds the loss of each head and, given a gradient, the gradient of Σ scale · nats.
    func backward(
        _ parameters: UnsafeMutablePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>?, scales: [Scalar],
        dropout: Bool
    ) -> [Double] {
        let configuration = stack.configuration
        let output = outputView(dropout: dropout)
        let outputGradientView = MatrixView(outputGradient.base, predictions, configuration.outputSize)
        if gradient != nil { outputGradient.zero() }
        var nats: [Double] = []
        for (index, head) in stack.heads.enumerated() {
            nats.append(
                head.loss(
                    parameters, input: output, targets: targets[index], logits: logits.base, gradient: gradient,
                    scale: scales[index], inputGradient: outputGradientView, headSpaces[index], products))
        }
        guard let gradient else { return nats }
        if dropout, configuration.dropout.output > 0 {
            Scalar.multiplyBlocks(
                predictions / rows, rows * configuration.outputSize, outputGradient.base, masks.output.base,
                outputGradient.base)
        }
        var featureView = outputGradientView
        if let layer = stack.projection {
            featureView = MatrixView(featureGradient.base, predictions, layer.inputSize)
            layer.backward(
                parameters, gradient: gradient, input: featuresView,
                output: MatrixView(projected.base, predictions, layer.outputSize),
                outputGradient: outputGradientView, inputGradient: featureView, projectionSpace, products)
        }
        attendBackward(parameters, gradient: gradient, featureView)
        recurBackward(parameters, gradient: gradient, dropout: dropout)
        return nats
    }

    /// From the gradient of the features to that of the last layer's states.
    private func attendBackward(
        _ parameters: UnsafeMutablePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>,
        _ above: MatrixView<Scalar>
    ) {
        let states = states(stack.lstm.count - 1)
        let below = stateGradients[0].base
        let units = stack.lstm.last!.units
        let places = rows * steps
        switch stack.attention {
        case .none:
            let skipped = (places - predictions) * units
            below.update(repeating: 0, count: skipped)
            (below + skipped).update(from: above.base, count: predictions * units)
        case .window(let layer):
            below.update(repeating: 0, count: places * units)
            layer.backward(
                parameters, gradient: gradient, states: states, rows: rows, steps: steps,
                contextGradient: above.base, stateGradient: below, window!)
        case .causal(let layer):
            for place in 0..<places {
                (below + place * units).update(from: above.base + place * above.stride, count: units)
            }
            layer.backward(
                parameters, gradient: gradient, states: states, rows: rows, steps: steps,
                contextGradient: above.columns(units, layer.width), stateGradient: below, causal!, products)
        }
    }

    /// Through the LSTM layers, top down, into the embeddings.
    private func recurBackward(
        _ parameters: UnsafeMutablePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, dropout: Bool
    ) {
        let shares = stack.configuration.dropout
        var turn = 0
        for (index, layer) in stack.lstm.enumerated().reversed() {
            let below = stateGradients[1 - turn].base
            layer.backward(
                parameters, gradient: gradient, input: input(index, dropout: dropout), rows: rows, steps: steps,
                dropout: dropout && shares.recurrent > 0, hiddenGradient: stateGradients[turn].base,
                inputGradient: below, lstm[index], products)
            if dropout, index > 0, shares.between > 0 {
                Scalar.multiplyBlocks(steps, rows * layer.inputSize, below, masks.between[index - 1].base, below)
            }
            turn = 1 - turn
        }
        let below = stateGradients[turn].base
        let width = stack.configuration.inputSize
        if dropout, shares.input > 0 {
            Scalar.multiplyBlocks(steps, rows * width, below, masks.input.base, below)
        }
        for (layer, ids) in zip(stack.embeddings, ids) {
            layer.backward(gradient: gradient, ids: ids, outputGradient: MatrixView(below, rows * steps, width))
        }
    }
}
