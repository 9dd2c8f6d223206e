import NeuralNetworks
import Testing

/// Every layer's backward pass against central differences in double precision.
struct GradientTests {
    static let dropout = NetworkConfiguration.Dropout(input: 0.3, between: 0.4, output: 0.2, recurrent: 0.3)

    static let cases: [(String, NetworkConfiguration, UInt64?)] = [
        ("embedding, LSTM, heads", Samples.configuration(), nil),
        ("one LSTM layer", Samples.configuration(hiddenSizes: [5]), nil),
        ("linear projection", Samples.configuration(projection: .init(size: 5, activation: .linear)), nil),
        ("tanh projection", Samples.configuration(projection: .init(size: 5, activation: .tanh)), nil),
        ("every dropout", Samples.configuration(projection: .init(size: 5), dropout: dropout), 17),
        ("tied embeddings", Samples.configuration(projection: .init(size: 4), tieEmbeddings: true), nil),
        ("causal attention", Samples.configuration(attention: .causal(heads: 2, keyDimension: 3, window: 4)), nil),
        (
            "causal attention beyond the segment",
            Samples.configuration(attention: .causal(heads: 3, keyDimension: 2, window: 9)), nil
        ),
        (
            "everything",
            Samples.configuration(
                hiddenSizes: [5, 4, 6], attention: .causal(heads: 2, keyDimension: 4, window: 7),
                projection: .init(size: 4), dropout: dropout, tieEmbeddings: true), 5
        ),
        (
            "tutorial attention",
            Samples.configuration(attention: .tutorial(window: 5), objective: .afterWindow(length: 5)), nil
        ),
        ("last state of a window", Samples.configuration(objective: .afterWindow(length: 5)), nil),
        (
            "tutorial attention with dropout and projection",
            Samples.configuration(
                attention: .tutorial(window: 5), projection: .init(size: 3), dropout: dropout,
                objective: .afterWindow(length: 5)), 8
        ),
    ]

    @Test("Gradients agree with central differences", arguments: cases.indices)
    func gradientsAgree(index: Int) throws {
        let (name, configuration, seed) = Self.cases[index]
        let check = try GradientCheck(configuration, dropoutSeed: seed)
        for (tensor, error) in check.errors {
            #expect(error < 1e-6, "\(name), \(tensor)")
        }
    }

    @Test("Gradients agree where attention spans several blocks of queries")
    func blocks() throws {
        let configuration = Samples.configuration(
            hiddenSizes: [3], attention: .causal(heads: 1, keyDimension: 2, window: 70), dimension: 2)
        let check = try GradientCheck(configuration, steps: 130)
        #expect(check.worst < 1e-6)
    }
}
