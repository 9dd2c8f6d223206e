import NeuralNetworks
import Testing

struct ParametersTests {
    @Test("Tensors have the documented names and shapes, and do not overlap")
    func layout() throws {
        let configuration = Samples.configuration(
            attention: .causal(heads: 2, keyDimension: 3, window: 4), projection: .init(size: 4), tieEmbeddings: true)
        let layout = try Network<Float>(configuration: configuration, seed: 0).layout
        #expect(
            layout.tensors.map { "\($0.name) \($0.shape)" } == [
                "embedding.0 [7, 4]", "embedding.1 [3, 2]", "lstm.0.inputWeights [6, 20]",
                "lstm.0.recurrentWeights [5, 20]", "lstm.0.bias [20]", "lstm.1.inputWeights [5, 24]",
                "lstm.1.recurrentWeights [6, 24]", "lstm.1.bias [24]", "attention.projection [6, 18]",
                "projection.weights [12, 4]", "projection.bias [4]", "head.0.bias [7]", "head.1.weights [4, 3]",
                "head.1.bias [3]",
            ])
        for (tensor, next) in zip(layout.tensors, layout.tensors.dropFirst()) {
            #expect(tensor.offset + tensor.count <= next.offset)
        }
        #expect(layout.tensors.last!.offset + layout.tensors.last!.count <= layout.count)
        #expect(layout.parameterCount == layout.tensors.reduce(0) { $0 + $1.count })
        #expect(layout["lstm.1.bias"]?.shape == [24])
        #expect(layout["nothing"] == nil)
    }

    @Test("The seed decides the initial weights; forget biases are 1")
    func initialization() throws {
        let configuration = Samples.configuration()
        let values = try [1, 1, 2].map { seed in
            try Network<Float>(configuration: configuration, seed: seed).parameters["lstm.0.inputWeights"]
        }
        #expect(values[0] == values[1])
        #expect(values[0] != values[2])
        let limit = Float(6.0 / 11).squareRoot()
        #expect(values[0].allSatisfy { abs($0) <= limit })
        let bias = try Network<Float>(configuration: configuration, seed: 1).parameters["lstm.0.bias"]
        #expect(bias == (0..<20).map { (5..<10).contains($0) ? 1 : 0 })
    }

    @Test("Copies are independent; conversion keeps values")
    func copies() throws {
        let network = try Network<Double>(configuration: Samples.configuration(), seed: 1)
        let copy = network.parameters.copy()
        copy["lstm.0.bias"] = [Double](repeating: 3, count: 20)
        #expect(network.parameters["lstm.0.bias"] != copy["lstm.0.bias"])
        let single = try Network<Float>(configuration: Samples.configuration(), seed: 9)
        single.parameters.convert(from: network.parameters)
        #expect(single.parameters["embedding.0"] == network.parameters["embedding.0"].map { Float($0) })
        copy["embedding.0"] = [Double](repeating: .nan, count: 28)
        #expect(!copy.isFinite)
        #expect(network.parameters.isFinite)
    }
}
