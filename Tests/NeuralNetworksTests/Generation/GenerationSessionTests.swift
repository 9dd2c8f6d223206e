import NeuralNetworks
import Testing

struct GenerationSessionTests {
    /// -log p of the targets of a session that reads row `row` of a batch.
    static func nats<Scalar>(_ network: Network<Scalar>, _ batch: Batch, row: Int) -> [Double] {
        let session = network.makeSession()
        var sums = [Double](repeating: 0, count: batch.targets.count)
        for step in 0..<batch.steps {
            let place = row * batch.steps + step
            let logits = session.step(inputs: batch.inputs.map { Int($0[place]) })
            if case .afterWindow = network.configuration.objective, step < batch.steps - 1 { continue }
            for (head, ids) in batch.targets.enumerated() where ids[place] != Batch.ignored {
                let values = logits[head].map { Double($0) }
                let most = values.max()!
                var sum = 0.0
                for value in values { sum += exponential(value - most) }
                sums[head] += most + logarithm(sum) - values[Int(ids[place])]
            }
        }
        return sums
    }

    static let configurations: [NetworkConfiguration] = [
        Samples.configuration(),
        Samples.configuration(
            attention: .causal(heads: 2, keyDimension: 4, window: 5), projection: .init(size: 4), tieEmbeddings: true),
        Samples.configuration(attention: .causal(heads: 2, keyDimension: 19, window: 100)),
        Samples.configuration(attention: .tutorial(window: 9), objective: .afterWindow(length: 9)),
        Samples.configuration(objective: .afterWindow(length: 9)),
    ]

    @Test("Step by step, a session predicts what the batch form predicts", arguments: configurations)
    func agreesWithTraining(configuration: NetworkConfiguration) throws {
        let network = try Network<Double>(configuration: configuration, seed: 2)
        let batch = Samples.batch(configuration, rows: 1, steps: 9)
        var state = network.makeState(rows: 1)
        let expected = network.loss(batch, state: &state)
        let found = Self.nats(network, batch, row: 0)
        for head in found.indices {
            #expect(expected.nats[head] > 0)
            #expect(abs(found[head] - expected.nats[head]) < 1e-9)
        }
    }

    @Test("A copy goes on as the original does, and a reset session starts over", arguments: configurations)
    func copies(configuration: NetworkConfiguration) throws {
        let session = try Network<Float>(configuration: configuration, seed: 2).makeSession()
        let steps = (0..<20).map { [$0 * 5 % 7, $0 % 3] }
        let beginning = steps[..<12].map { session.step(inputs: $0) }
        let copy = session.copy()
        let original = steps[12...].map { session.step(inputs: $0) }
        #expect(steps[12...].map { copy.step(inputs: $0) } == original)
        session.reset()
        #expect(session.position == 0)
        #expect(steps[..<12].map { session.step(inputs: $0) } == beginning)
    }
}
