import Foundation
import Kernels
import NeuralNetworks

/// Times training steps and generation of a network on random tokens; prints one JSON object.
///
///     learning FORM [--seconds N] [--mixed]
///
/// FORM is `tutorial` (two embeddings of 100, LSTM 256 twice, attention over a window of 32, batch 32, RMSprop) or
/// `language-model` (vocabulary 512, embedding 512, three LSTMs of 512, sequences of 256, batch 32, Adam).
@main
enum Learning {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1, let form = Form(rawValue: arguments[1]) else {
            FileHandle.standardError.write(
                Data("usage: learning tutorial|language-model [--seconds N] [--mixed]\n".utf8))
            exit(64)
        }
        let seconds = arguments.firstIndex(of: "--seconds").flatMap { Double(arguments[$0 + 1]) } ?? 10
        let network = try Network<Float>(
            configuration: form.configuration, seed: 1, precision: arguments.contains("--mixed") ? .mixed : .single)
        let training = train(network, form, seconds: seconds)
        let generation = generate(network, form, seconds: min(seconds, 3))
        print(
            """
            {"form": "\(form.rawValue)", "weights": \(network.layout.parameterCount), \
            "sequencesPerSecond": \(training.sequences), "tokensPerSecond": \(training.tokens), \
            "millisecondsPerGeneratedToken": \(generation)}
            """)
    }

    enum Form: String {
        case tutorial
        case languageModel = "language-model"

        var configuration: NetworkConfiguration {
            switch self {
            case .tutorial:
                NetworkConfiguration(
                    inputs: [.init(vocabulary: 400, dimension: 100), .init(vocabulary: 40, dimension: 100)],
                    hiddenSizes: [256, 256], attention: .tutorial(window: 32), heads: [400, 40],
                    objective: .afterWindow(length: 32))
            case .languageModel:
                NetworkConfiguration(
                    inputs: [.init(vocabulary: 512, dimension: 512)], hiddenSizes: [512, 512, 512], heads: [512])
            }
        }

        var steps: Int { self == .tutorial ? 32 : 256 }
        var optimizer: OptimizerConfiguration { self == .tutorial ? .rmsprop() : .adam() }
    }

    static func train(_ network: Network<Float>, _ form: Form, seconds: Double) -> (sequences: Double, tokens: Double) {
        let rows = 32
        var generator = SystemRandomNumberGenerator()
        func ids(_ vocabulary: Int) -> [UInt16] {
            (0..<rows * form.steps).map { _ in UInt16.random(in: 0..<UInt16(vocabulary), using: &generator) }
        }
        let batch = Batch(
            rows: rows, steps: form.steps, inputs: form.configuration.inputs.map { ids($0.vocabulary) },
            targets: form.configuration.heads.map { ids($0) }, resets: [Bool](repeating: false, count: rows))
        var state = network.makeState(rows: rows)
        let gradient = network.makeParameters()
        let optimizer = Optimizer<Float>(form.optimizer, layout: network.layout)
        var step = 0
        func once() {
            network.lossAndGradient(batch, state: &state, gradient: gradient, dropoutSeed: nil)
            gradient.clip(toNorm: 1)
            optimizer.update(network.parameters, gradient: gradient, rate: 1e-3, step: step)
            step += 1
        }
        for _ in 0..<2 { once() }
        let start = Date()
        while -start.timeIntervalSinceNow < seconds {
            once()
        }
        let done = Double(step - 2) / -start.timeIntervalSinceNow
        return (done * Double(rows), done * Double(rows * form.steps))
    }

    static func generate(_ network: Network<Float>, _ form: Form, seconds: Double) -> Double {
        let session = network.makeSession()
        let inputs = form.configuration.inputs.map { _ in 1 }
        for _ in 0..<40 { session.step(inputs: inputs) }
        var count = 0
        let start = Date()
        while -start.timeIntervalSinceNow < seconds {
            session.step(inputs: inputs)
            count += 1
        }
        return -start.timeIntervalSinceNow / Double(count) * 1000
    }
}
