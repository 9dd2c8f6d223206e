import NeuralNetworks
import Testing

struct OptimizerTests {
    static func start() throws -> (weights: Parameters<Double>, gradient: Parameters<Double>) {
        let network = try Network<Double>(configuration: Samples.configuration(), seed: 1)
        let gradient = network.makeParameters()
        for tensor in network.layout.tensors {
            gradient[tensor.name] = (0..<tensor.count).map { 0.01 * Double($0 % 5 - 2) }
        }
        return (network.parameters, gradient)
    }

    @Test("Adam follows its definition over three steps, decaying matrices but not biases")
    func adam() throws {
        let (weights, gradient) = try Self.start()
        let optimizer = Optimizer<Double>(
            .adam(beta1: 0.8, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.1), layout: weights.layout)
        let cases: [(String, Double)] = [("embedding.0", 0.1), ("lstm.0.bias", 0)]
        for (name, decay) in cases {
            let weights = weights.copy()
            let optimizer = Optimizer<Double>(optimizer.configuration, layout: weights.layout)
            var w = weights[name]
            var m = [Double](repeating: 0, count: w.count)
            var v = m
            let g = gradient[name]
            for step in 0..<3 {
                optimizer.update(weights, gradient: gradient, rate: 0.02, step: step)
                var power1 = 1.0
                var power2 = 1.0
                for _ in 0...step {
                    power1 *= 0.8
                    power2 *= 0.9
                }
                for index in w.indices {
                    m[index] = 0.8 * m[index] + 0.2 * g[index]
                    v[index] = 0.9 * v[index] + 0.1 * g[index] * g[index]
                    let mean = m[index] / (1 - power1)
                    let deviation = (v[index] / (1 - power2)).squareRoot()
                    w[index] = w[index] * (1 - 0.02 * decay) - 0.02 * mean / (deviation + 1e-3)
                }
            }
            #expect(zip(weights[name], w).allSatisfy { abs($0 - $1) < 1e-14 }, "\(name)")
        }
    }

    @Test("RMSprop is Keras's: epsilon inside the root")
    func rmsprop() throws {
        let (weights, gradient) = try Self.start()
        let optimizer = Optimizer<Double>(.rmsprop(rho: 0.9, epsilon: 1e-4), layout: weights.layout)
        var w = weights["lstm.1.bias"]
        let g = gradient["lstm.1.bias"]
        var v = [Double](repeating: 0, count: w.count)
        for step in 0..<2 {
            optimizer.update(weights, gradient: gradient, rate: 0.02, step: step)
            for index in w.indices {
                v[index] = 0.9 * v[index] + 0.1 * g[index] * g[index]
                w[index] -= 0.02 * g[index] / (v[index] + 1e-4).squareRoot()
            }
        }
        #expect(zip(weights["lstm.1.bias"], w).allSatisfy { abs($0 - $1) < 1e-14 })
        #expect(optimizer.moments.map(\.name) == ["square"])
    }

    @Test("Clipping scales a long gradient to the limit and leaves a short one alone")
    func clipping() throws {
        let (_, gradient) = try Self.start()
        let norm = gradient.sumOfSquares.squareRoot()
        #expect(gradient.clip(toNorm: norm * 2) == norm)
        #expect(gradient.sumOfSquares.squareRoot() == norm)
        #expect(gradient.clip(toNorm: norm / 4) == norm)
        #expect(abs(gradient.sumOfSquares.squareRoot() - norm / 4) < 1e-12)
    }

    @Test("The cosine schedule rises, falls and stays")
    func schedule() {
        let schedule = LearningRateSchedule.cosine(rate: 2, warmup: 4, total: 104, final: 0.5)
        #expect((0..<4).map { schedule.rate(at: $0) } == [0.5, 1, 1.5, 2])
        #expect(abs(schedule.rate(at: 4) - 2) < 1e-12)
        #expect(abs(schedule.rate(at: 54) - 1.25) < 1e-12)
        #expect(abs(schedule.rate(at: 29) - (0.5 + 0.75 * (1 + 0.5.squareRoot()))) < 1e-12)
        #expect(schedule.rate(at: 104) == 0.5)
        #expect(schedule.rate(at: 1000) == 0.5)
        #expect(LearningRateSchedule.constant(rate: 3).rate(at: 7) == 3)
    }

    @Test("The moving average starts fast and then keeps its share")
    func average() throws {
        let (weights, _) = try Self.start()
        let average = MovingAverage(of: weights, decay: 0.9)
        var expected = weights["lstm.0.bias"]
        for step in [0, 1, 1000] {
            weights["lstm.0.bias"] = [Double](repeating: Double(step), count: 20)
            average.update(weights, step: step)
            let share = min(0.9, Double(step + 1) / Double(step + 10))
            let added = (1 - share) * Double(step)
            expected = expected.map { share * $0 + added }
        }
        #expect(zip(average.average["lstm.0.bias"], expected).allSatisfy { abs($0 - $1) < 1e-12 * max(1, $1) })
    }
}
