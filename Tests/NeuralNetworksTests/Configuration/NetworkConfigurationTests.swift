import Foundation
import NeuralNetworks
import Testing

struct NetworkConfigurationTests {
    @Test("A configuration survives JSON", arguments: GradientTests.cases.indices)
    func json(index: Int) throws {
        let configuration = GradientTests.cases[index].1
        let data = try JSONEncoder().encode(configuration)
        #expect(try JSONDecoder().decode(NetworkConfiguration.self, from: data) == configuration)
    }

    @Test("What cannot be built is refused with the place and the reason")
    func refusals() {
        func message(_ change: (inout NetworkConfiguration) -> Void) -> String {
            var configuration = Samples.configuration()
            change(&configuration)
            do {
                _ = try Network<Float>(configuration: configuration, seed: 0)
                return ""
            } catch {
                return error.description
            }
        }
        #expect(message { _ in } == "")
        #expect(message { $0.inputs = [] }.contains("input column"))
        #expect(message { $0.inputs[1].vocabulary = 0 }.contains("input 1: vocabulary 0"))
        #expect(message { $0.inputs[0].dimension = -2 }.contains("input 0: dimension -2"))
        #expect(message { $0.hiddenSizes = [] }.contains("hiddenSizes"))
        #expect(message { $0.hiddenSizes[1] = 1 << 40 }.contains("LSTM layer 1"))
        #expect(message { $0.heads = [] }.contains("head"))
        #expect(message { $0.heads[0] = 65_536 }.contains("head 0"))
        #expect(message { $0.dropout.output = 1 }.contains("dropout.output"))
        #expect(message { $0.dropout.input = .nan }.contains("dropout.input"))
        #expect(message { $0.attention = .tutorial(window: 4) }.contains("afterWindow(4)"))
        #expect(
            message {
                $0.attention = .causal(heads: 2, keyDimension: 3, window: 4)
                $0.objective = .afterWindow(length: 4)
            }.contains("everyStep"))
        #expect(message { $0.attention = .causal(heads: 0, keyDimension: 3, window: 4) }.contains("0 heads"))
        #expect(message { $0.objective = .afterWindow(length: 0) }.contains("window of 0"))
    }
}
