/// What is wrong with a network's configuration.
public struct NetworkConfigurationError: Error, CustomStringConvertible, Sendable, Equatable {
    /// What is wrong, where, and what would be right.
    public let description: String
}

extension NetworkConfiguration {
    /// Throws a `NetworkConfigurationError` unless a network of this shape can be built.
    public func validate() throws(NetworkConfigurationError) {
        func require(_ condition: Bool, _ message: @autoclosure () -> String) throws(NetworkConfigurationError) {
            if !condition { throw NetworkConfigurationError(description: message()) }
        }
        let sizes = 1...65_535
        try require(!inputs.isEmpty, "the network reads nothing: give it at least one input column")
        try require(!hiddenSizes.isEmpty, "the network has no LSTM layer: give hiddenSizes at least one size")
        try require(!heads.isEmpty, "the network predicts nothing: give it at least one head")
        for (column, input) in inputs.enumerated() {
            try require(
                sizes.contains(input.vocabulary), "input \(column): vocabulary \(input.vocabulary) is outside \(sizes)")
            try require(
                sizes.contains(input.dimension), "input \(column): dimension \(input.dimension) is outside \(sizes)")
        }
        for (layer, size) in hiddenSizes.enumerated() {
            try require(sizes.contains(size), "LSTM layer \(layer): \(size) units are outside \(sizes)")
        }
        for (head, size) in heads.enumerated() {
            try require(sizes.contains(size), "head \(head): vocabulary \(size) is outside \(sizes)")
        }
        if let projection {
            try require(sizes.contains(projection.size), "projection: size \(projection.size) is outside \(sizes)")
        }
        for (name, share) in [
            ("input", dropout.input), ("between", dropout.between), ("output", dropout.output),
            ("recurrent", dropout.recurrent),
        ] {
            try require((0..<1).contains(share), "dropout.\(name) is \(share): it must be at least 0 and below 1")
        }
        if case .afterWindow(let length) = objective {
            try require(sizes.contains(length), "objective: a window of \(length) steps is outside \(sizes)")
        }
        switch attention {
        case .none: break
        case .tutorial(let window):
            try require(
                objective == .afterWindow(length: window),
                "tutorial attention over \(window) steps needs the objective afterWindow(\(window))")
        case .causal(let heads, let keyDimension, let window):
            try require((1...64).contains(heads), "attention: \(heads) heads are outside 1...64")
            try require(
                (1...4096).contains(keyDimension), "attention: key dimension \(keyDimension) is outside 1...4096")
            try require(sizes.contains(window), "attention: a window of \(window) steps is outside \(sizes)")
            try require(objective == .everyStep, "causal attention needs the objective everyStep")
        }
    }

    /// The width of the concatenated embeddings.
    public var inputSize: Int { inputs.reduce(0) { $0 + $1.dimension } }

    /// The width of the last LSTM layer's state joined with what attention found.
    public var featureSize: Int {
        if case .causal(let heads, let keyDimension, _) = attention { return hiddenSizes.last! + heads * keyDimension }
        return hiddenSizes.last!
    }

    /// The width of what the heads read.
    public var outputSize: Int { projection?.size ?? featureSize }

    /// Whether head `head` uses the vectors of the input column of the same number.
    public func isTied(head: Int) -> Bool {
        tieEmbeddings && head < inputs.count && inputs[head].vocabulary == heads[head]
            && inputs[head].dimension == outputSize
    }
}
