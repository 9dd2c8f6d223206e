import NeuralNetworks
import Testing

struct ShardTests {
    static let configuration = Samples.configuration(
        attention: .causal(heads: 2, keyDimension: 4, window: 7), projection: .init(size: 4),
        dropout: GradientTests.dropout, tieEmbeddings: true)

    @Test("The number of threads changes no bit")
    func threads() throws {
        var results: [(LossSum, [[Float]])] = []
        for threads in [1, 2, 4] {
            let network = try Network<Float>(
                configuration: Self.configuration, seed: 1, shards: 4, threads: threads)
            var state = network.makeState(rows: 10)
            let gradient = network.makeParameters()
            var loss = LossSum(heads: 2)
            for segment in 0..<3 {
                loss = network.lossAndGradient(
                    Samples.batch(Self.configuration, rows: 10, seed: UInt64(segment)), state: &state,
                    gradient: gradient, dropoutSeed: UInt64(segment))
            }
            results.append((loss, network.layout.tensors.map { gradient[$0.name] } + [state.values]))
        }
        #expect(results[0].0.counts.allSatisfy { $0 > 0 })
        for result in results.dropFirst() {
            #expect(result.0 == results[0].0)
            #expect(result.1 == results[0].1)
        }
    }

    @Test("The number of shards changes rounding only")
    func shards() throws {
        var losses: [Double] = []
        var norms: [Double] = []
        for shards in [1, 3] {
            let network = try Network<Double>(configuration: Self.configuration, seed: 1, shards: shards)
            var state = network.makeState(rows: 7)
            let gradient = network.makeParameters()
            losses.append(
                network.lossAndGradient(
                    Samples.batch(Self.configuration, rows: 7), state: &state, gradient: gradient, dropoutSeed: 3
                ).mean)
            norms.append(gradient.sumOfSquares)
        }
        #expect(abs(losses[0] - losses[1]) < 1e-12)
        #expect(abs(norms[0] - norms[1]) < 1e-12 * norms[0])
        #expect(norms[0] > 0)
    }

    @Test("A sequence in segments gives the losses of the sequence in one piece")
    func segments() throws {
        let configuration = Samples.configuration(attention: .causal(heads: 2, keyDimension: 4, window: 6))
        let network = try Network<Double>(configuration: configuration, seed: 1)
        let whole = Samples.batch(configuration, rows: 2, steps: 12, resets: [0, 1])
        var state = network.makeState(rows: 2)
        let expected = network.loss(whole, state: &state)
        var carried = network.makeState(rows: 2)
        var sum = LossSum(heads: 2)
        for start in stride(from: 0, to: 12, by: 4) {
            func part(_ ids: [UInt16]) -> [UInt16] {
                Array(ids[start..<start + 4]) + Array(ids[12 + start..<12 + start + 4])
            }
            let batch = Batch(
                rows: 2, steps: 4, inputs: whole.inputs.map(part), targets: whole.targets.map(part),
                resets: [start == 0, start == 0])
            sum += network.loss(batch, state: &carried)
        }
        #expect(sum.counts == expected.counts)
        for head in 0..<2 { #expect(abs(sum.nats[head] - expected.nats[head]) < 1e-10) }
        #expect(zip(state.values, carried.values).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test("A reset row forgets everything, its neighbours nothing")
    func resets() throws {
        let configuration = Samples.configuration(attention: .causal(heads: 2, keyDimension: 4, window: 6))
        let network = try Network<Double>(configuration: configuration, seed: 1)
        let first = Samples.batch(configuration, rows: 2, seed: 5, resets: [0, 1])
        var carried = network.makeState(rows: 2)
        _ = network.loss(first, state: &carried)
        var fresh = network.makeState(rows: 2)
        var reset = carried
        var kept = carried
        _ = network.loss(Samples.batch(configuration, rows: 2, seed: 6, resets: [0, 1]), state: &fresh)
        _ = network.loss(Samples.batch(configuration, rows: 2, seed: 6, resets: [1]), state: &reset)
        _ = network.loss(Samples.batch(configuration, rows: 2, seed: 6), state: &kept)
        let row = reset.stride
        let hidden = 22
        #expect(reset.values[row..<row + hidden] == fresh.values[row..<row + hidden])
        #expect(reset.remembered == [5, 5])
        #expect(reset.values[..<row] == kept.values[..<row])
        #expect(reset.values[..<hidden] != fresh.values[..<hidden])
    }
}
