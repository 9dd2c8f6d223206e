import Kernels

/// The layers of a configuration and where their parameters lie.
struct LayerStack<Scalar: NetworkScalar>: Sendable {
    enum Attention: Sendable {
        case none
        case window(WindowAttention<Scalar>)
        case causal(CausalAttention<Scalar>)
    }

    let configuration: NetworkConfiguration
    let layout: ParameterLayout
    let embeddings: [EmbeddingLayer<Scalar>]
    let lstm: [LSTMLayer<Scalar>]
    let attention: Attention
    let projection: DenseLayer<Scalar>?
    let heads: [SoftmaxHead<Scalar>]

    init(_ configuration: NetworkConfiguration) throws(NetworkConfigurationError) {
        try configuration.validate()
        self.configuration = configuration
        var layout = ParameterLayout()
        var column = 0
        var embeddings: [EmbeddingLayer<Scalar>] = []
        for (index, input) in configuration.inputs.enumerated() {
            embeddings.append(EmbeddingLayer(index, input, column: column, in: &layout))
            column += input.dimension
        }
        var width = column
        var lstm: [LSTMLayer<Scalar>] = []
        for (index, units) in configuration.hiddenSizes.enumerated() {
            lstm.append(LSTMLayer(index, inputSize: width, units: units, in: &layout))
            width = units
        }
        switch configuration.attention {
        case .none: attention = .none
        case .tutorial: attention = .window(WindowAttention(stateSize: width, in: &layout))
        case .causal(let heads, let keyDimension, let window):
            attention = .causal(
                CausalAttention(
                    stateSize: width, heads: heads, keyDimension: keyDimension, window: window, in: &layout))
        }
        projection = configuration.projection.map {
            DenseLayer(
                "projection", inputSize: configuration.featureSize, outputSize: $0.size, activation: $0.activation,
                in: &layout)
        }
        var heads: [SoftmaxHead<Scalar>] = []
        for (index, vocabulary) in configuration.heads.enumerated() {
            heads.append(
                SoftmaxHead(
                    index, inputSize: configuration.outputSize, vocabulary: vocabulary,
                    tiedTo: configuration.isTied(head: index) ? embeddings[index].table : nil, in: &layout))
        }
        self.embeddings = embeddings
        self.lstm = lstm
        self.heads = heads
        self.layout = layout
    }

    var causal: CausalAttention<Scalar>? {
        if case .causal(let layer) = attention { return layer }
        return nil
    }

    var predictsEveryStep: Bool { configuration.objective == .everyStep }
}
