import Foundation
import NeuralNetworks
import Testing

/// Ten training steps against PyTorch: Scripts/pytorch_reference.py made the fixtures.
struct PyTorchAgreementTests {
    struct Fixture: Decodable {
        struct Segment: Decodable {
            var inputs: [[UInt16]]
            var targets: [[UInt16]]
            var resets: [Bool]
        }

        var configuration: NetworkConfiguration
        var rows: Int
        var steps: Int
        var rate: Double
        var clip: Double
        var weightDecay: Double
        var parameters: [String: [Double]]
        var batches: [Segment]
        var losses: [Double]
        var norms: [Double]
        var final: [String: [Double]]

        init(_ name: String) throws {
            let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            let data = try Data(contentsOf: folder.appending(path: "Fixtures/\(name).json"))
            self = try JSONDecoder().decode(Fixture.self, from: data)
        }
    }

    @Test("Ten steps of training lose what PyTorch loses", arguments: ["tutorial", "language_model"])
    func losses(name: String) throws {
        let fixture = try Fixture(name)
        let network = try Network<Float>(configuration: fixture.configuration, seed: 0)
        #expect(Set(network.layout.tensors.map(\.name)) == Set(fixture.parameters.keys))
        for (name, values) in fixture.parameters { network.parameters[name] = values.map { Float($0) } }
        let optimizer = Optimizer<Float>(.adam(weightDecay: fixture.weightDecay), layout: network.layout)
        let gradient = network.makeParameters()
        var state = network.makeState(rows: fixture.rows)
        for (step, segment) in fixture.batches.enumerated() {
            let batch = Batch(
                rows: fixture.rows, steps: fixture.steps, inputs: segment.inputs, targets: segment.targets,
                resets: segment.resets)
            let loss = network.lossAndGradient(batch, state: &state, gradient: gradient, dropoutSeed: nil).mean
            #expect(abs(loss - fixture.losses[step]) < 1e-4 * fixture.losses[step], "step \(step)")
            let norm = gradient.clip(toNorm: fixture.clip)
            #expect(abs(norm - fixture.norms[step]) < 1e-3 * fixture.norms[step], "step \(step)")
            optimizer.update(network.parameters, gradient: gradient, rate: fixture.rate, step: step)
        }
        for (name, values) in fixture.final {
            let found = network.parameters[name]
            let worst = zip(found, values).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
            #expect(worst < 2e-3, "\(name)")
        }
    }
}
