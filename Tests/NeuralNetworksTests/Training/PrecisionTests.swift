import Kernels
import NeuralNetworks
import Testing

struct PrecisionTests {
    static let configuration = NetworkConfiguration(
        inputs: [.init(vocabulary: 50, dimension: 40)], hiddenSizes: [64, 72],
        attention: .causal(heads: 2, keyDimension: 24, window: 20), projection: .init(size: 40), heads: [50],
        tieEmbeddings: true)

    static func batch(rows: Int, steps: Int) -> Batch {
        let ids = (0..<rows * steps).map { UInt16($0 * $0 % 50) }
        let targets = ids.map { ($0 * 7 + 3) % 50 }
        return Batch(
            rows: rows, steps: steps, inputs: [ids], targets: [targets],
            resets: [Bool](repeating: true, count: rows))
    }

    @Test("Mixed precision is used where it can be, and gives nearly the gradient of single precision")
    func gradients() throws {
        var gradients: [Parameters<Float>] = []
        var losses: [Double] = []
        for precision in [Precision.single, .mixed] {
            let network = try Network<Float>(configuration: Self.configuration, seed: 1, precision: precision)
            #expect(network.precision == (Products<Float>.isMixedSupported ? precision : .single))
            let gradient = network.makeParameters()
            var state = network.makeState(rows: 9)
            let batch = Self.batch(rows: 9, steps: 24)
            losses.append(
                network.lossAndGradient(batch, state: &state, gradient: gradient, dropoutSeed: nil).mean)
            gradients.append(gradient)
        }
        #expect(abs(losses[0] - losses[1]) < 2e-3 * losses[0])
        for tensor in gradients[0].layout.tensors {
            let pairs = zip(gradients[0][tensor.name], gradients[1][tensor.name])
            var dot = 0.0
            var first = 0.0
            var second = 0.0
            for (x, y) in pairs {
                dot += Double(x) * Double(y)
                first += Double(x) * Double(x)
                second += Double(y) * Double(y)
            }
            #expect(dot / (first * second).squareRoot() > 0.999, "\(tensor.name)")
        }
    }

    @Test("In double precision mixed means single")
    func double() throws {
        let network = try Network<Double>(configuration: Self.configuration, seed: 1, precision: .mixed)
        #expect(network.precision == .single)
    }

    @Test("Training learns a rule, in either precision", arguments: [Precision.single, .mixed])
    func learns(precision: Precision) throws {
        let network = try Network<Float>(configuration: Self.configuration, seed: 1, precision: precision)
        let optimizer = Optimizer<Float>(.adam(), layout: network.layout)
        let gradient = network.makeParameters()
        let batch = Self.batch(rows: 8, steps: 16)
        var state = network.makeState(rows: 8)
        let before = network.loss(batch, state: &state).mean
        for step in 0..<60 {
            network.lossAndGradient(batch, state: &state, gradient: gradient, dropoutSeed: nil)
            gradient.clip(toNorm: 1)
            optimizer.update(network.parameters, gradient: gradient, rate: 0.01, step: step)
        }
        let after = network.loss(batch, state: &state).mean
        #expect(before > 3)
        #expect(after < 0.5)
    }
}
