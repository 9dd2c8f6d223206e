import NeuralNetworks
import Tokenization

/// Networks with a name: the tutorial's, and stronger ones.
public enum ModelPreset: String, Codable, Sendable, CaseIterable {
    /// The LSTM music tutorial exactly: embeddings of 100, two LSTMs of 256, attention over a window of 32 whose next
    /// token is predicted, RMSprop.
    case tutorial
    /// A language model of about 2.5 million weights: loss at every step, carried state, causal attention, dropout.
    case small
    /// The same with about 10 million weights.
    case large

    /// The network for a vocabulary.
    ///
    /// - Parameters:
    ///   - columns: what the tokenizer's columns are; all are read, and those that are not positions are predicted.
    public func network(for vocabulary: Vocabulary) -> NetworkConfiguration {
        let columns = vocabulary.columns
        let heads = columns.filter { $0.name != "position" }.map(\.size)
        switch self {
        case .tutorial:
            return NetworkConfiguration(
                inputs: columns.map { .init(vocabulary: $0.size, dimension: 100) }, hiddenSizes: [256, 256],
                attention: .tutorial(window: 32), heads: heads, objective: .afterWindow(length: 32))
        case .small:
            return languageModel(columns, heads, embedding: 192, hidden: [384, 384], attentionHeads: 4, dropout: 0.15)
        case .large:
            return languageModel(columns, heads, embedding: 320, hidden: [768, 768], attentionHeads: 8, dropout: 0.25)
        }
    }

    private func languageModel(
        _ columns: [Vocabulary.Column], _ heads: [Int], embedding: Int, hidden: [Int], attentionHeads: Int,
        dropout: Double
    ) -> NetworkConfiguration {
        NetworkConfiguration(
            inputs: columns.map { .init(vocabulary: $0.size, dimension: $0.name == "position" ? 32 : embedding) },
            hiddenSizes: hidden, attention: .causal(heads: attentionHeads, keyDimension: 32, window: 256),
            heads: heads,
            dropout: .init(input: dropout / 2, between: dropout, output: dropout),
            objective: .everyStep)
    }

    /// How a model of this preset is trained unless told otherwise.
    public var training: TrainingSettings {
        var settings = TrainingSettings()
        switch self {
        case .tutorial:
            settings.precision = .single
            settings.optimizer = .rmsprop
            settings.learningRate = 1e-3
            settings.schedule = .constant
            settings.clip = 0
            settings.averaging = 0
            settings.transposition = 0
        case .small, .large:
            break
        }
        return settings
    }
}
