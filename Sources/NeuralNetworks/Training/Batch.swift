/// Sequences side by side, to learn from or to be judged on.
public struct Batch: Sendable, Equatable {
    /// The target that means «nothing to predict here».
    public static let ignored = UInt16.max

    /// The number of sequences.
    public var rows: Int
    /// The number of steps of each.
    public var steps: Int
    /// For each input column the ids, row after row: element `row · steps + step`.
    public var inputs: [[UInt16]]
    /// For each head the ids to predict, in the same order, or `ignored`. With the objective `afterWindow` only the
    /// last step's target of each row counts.
    public var targets: [[UInt16]]
    /// For each row whether it starts anew, from a zero state and with no past to attend to.
    public var resets: [Bool]

    /// Makes a batch.
    public init(rows: Int, steps: Int, inputs: [[UInt16]], targets: [[UInt16]], resets: [Bool]) {
        self.rows = rows
        self.steps = steps
        self.inputs = inputs
        self.targets = targets
        self.resets = resets
    }

    /// - Precondition: every column has `rows · steps` ids that the configuration knows.
    func check(against configuration: NetworkConfiguration) {
        precondition(rows > 0 && steps > 0, "a batch needs rows and steps")
        precondition(resets.count == rows, "a batch of \(rows) rows needs as many reset flags, not \(resets.count)")
        precondition(inputs.count == configuration.inputs.count, "wrong number of input columns: \(inputs.count)")
        precondition(targets.count == configuration.heads.count, "wrong number of target columns: \(targets.count)")
        for (ids, input) in zip(inputs, configuration.inputs) {
            precondition(ids.count == rows * steps, "an input column has \(ids.count) ids for \(rows * steps) places")
            let most = ids.max()!
            precondition(most < input.vocabulary, "id \(most) is outside a vocabulary of \(input.vocabulary)")
        }
        for (ids, vocabulary) in zip(targets, configuration.heads) {
            precondition(ids.count == rows * steps, "a target column has \(ids.count) ids for \(rows * steps) places")
            var most: UInt16 = 0
            for id in ids where id != Self.ignored { most = max(most, id) }
            precondition(most < vocabulary, "target \(most) is outside a vocabulary of \(vocabulary)")
        }
        if case .afterWindow(let length) = configuration.objective {
            precondition(steps == length, "the network reads windows of \(length) steps, not \(steps)")
        }
    }
}

/// Losses added up over targets.
public struct LossSum: Sendable, Equatable {
    /// For each head the sum of -log p(target), in nats.
    public var nats: [Double]
    /// For each head the number of targets.
    public var counts: [Int]

    /// Makes an empty sum for a number of heads.
    public init(heads: Int) {
        nats = [Double](repeating: 0, count: heads)
        counts = [Int](repeating: 0, count: heads)
    }

    /// The mean loss per target of each head, added over the heads: what training reduces.
    public var mean: Double {
        zip(nats, counts).reduce(0) { $1.1 == 0 ? $0 : $0 + $1.0 / Double($1.1) }
    }

    /// Adds another sum.
    public static func += (left: inout LossSum, right: LossSum) {
        for head in left.nats.indices {
            left.nats[head] += right.nats[head]
            left.counts[head] += right.counts[head]
        }
    }
}
