/// The shape of a network: what it reads, its layers, what it predicts.
///
/// Input columns are embedded and concatenated, run through stacked LSTM layers, joined with what attention finds in
/// past states, optionally projected, and read by one softmax head a predicted column.
public struct NetworkConfiguration: Codable, Sendable, Equatable {
    /// One input column: ids below `vocabulary`, each a learned vector of `dimension` numbers.
    public struct Input: Codable, Sendable, Equatable {
        /// The number of different ids, at most 65,535.
        public var vocabulary: Int
        /// The length of each id's vector.
        public var dimension: Int

        /// Makes an input column.
        public init(vocabulary: Int, dimension: Int) {
            self.vocabulary = vocabulary
            self.dimension = dimension
        }
    }

    /// How past states are looked at beyond what the LSTM carries.
    public enum Attention: Codable, Sendable, Equatable {
        /// Not at all: heads read the last layer's state.
        case none
        /// α = softmax over the window of tanh(w·h + b); heads read Σ α h alone. Needs `.afterWindow(window)`.
        case tutorial(window: Int)
        /// Scaled dot products with the states of the last `window` steps, the present one included, each head with a
        /// fixed penalty on distance (ALiBi: Press, Smith & Lewis 2022). Needs `.everyStep`.
        case causal(heads: Int, keyDimension: Int, window: Int)
    }

    /// Shares of units set to zero while training, the same units at every step of a sequence (Gal & Ghahramani 2016).
    public struct Dropout: Codable, Sendable, Equatable {
        /// Of the concatenated embeddings.
        public var input: Double
        /// Of what one LSTM layer passes to the next.
        public var between: Double
        /// Of what the heads read.
        public var output: Double
        /// Of the recurrent weights themselves (Merity, Keskar & Socher 2018).
        public var recurrent: Double

        /// Makes the four shares, each in 0..<1.
        public init(input: Double = 0, between: Double = 0, output: Double = 0, recurrent: Double = 0) {
            self.input = input
            self.between = between
            self.output = output
            self.recurrent = recurrent
        }
    }

    /// A layer between [state; context] and the heads.
    public struct Projection: Codable, Sendable, Equatable {
        /// What follows the product and the bias.
        public enum Activation: String, Codable, Sendable {
            /// Nothing.
            case linear
            /// tanh.
            case tanh
        }

        /// The number of outputs.
        public var size: Int
        /// What follows the product.
        public var activation: Activation

        /// Makes a projection.
        public init(size: Int, activation: Activation = .tanh) {
            self.size = size
            self.activation = activation
        }
    }

    /// When something is predicted.
    public enum Objective: Codable, Sendable, Equatable {
        /// The next id at every step; the state is carried from segment to segment.
        case everyStep
        /// One id after `length` steps that start from a zero state, as in the Keras tutorial.
        case afterWindow(length: Int)
    }

    /// What is read at each step.
    public var inputs: [Input]
    /// The units of each LSTM layer, from the input upwards.
    public var hiddenSizes: [Int]
    /// How past states are looked at.
    public var attention: Attention
    /// The layer before the heads, if any.
    public var projection: Projection?
    /// The number of ids that each head chooses from; losses of heads are added.
    public var heads: [Int]
    /// What is left out while training.
    public var dropout: Dropout
    /// When something is predicted.
    public var objective: Objective
    /// Whether head k uses the vectors of input column k as its weights where both shapes agree (Press & Wolf 2017).
    public var tieEmbeddings: Bool

    /// Makes a configuration; `validate()` tells whether it can be built.
    public init(
        inputs: [Input], hiddenSizes: [Int], attention: Attention = .none, projection: Projection? = nil,
        heads: [Int], dropout: Dropout = Dropout(), objective: Objective = .everyStep, tieEmbeddings: Bool = false
    ) {
        self.inputs = inputs
        self.hiddenSizes = hiddenSizes
        self.attention = attention
        self.projection = projection
        self.heads = heads
        self.dropout = dropout
        self.objective = objective
        self.tieEmbeddings = tieEmbeddings
    }
}
