import Composition
import Foundation
import Testing

@Suite struct NGramModelTests {
    @Test func unigramsOfASmallTextByHand() {
        // a a a b, vocabulary 4: no pair of counts is 1 and 2, n₁ = 1, n₂ = 0, so the discount is 1.
        let model = NGramModel(order: 1, vocabulary: 4, sequences: [[0, 0, 0, 1]])
        // (3 − 1)/4 + 1·2/4·1/4 = 0.625; 0/4 + 0.125; unseen 0.125.
        #expect(abs(model.probability(of: 0, after: []) - 0.625) < 1e-12)
        #expect(abs(model.probability(of: 1, after: []) - 0.125) < 1e-12)
        #expect(abs(model.probability(of: 3, after: []) - 0.125) < 1e-12)
    }

    @Test func probabilitiesSumToOneInEveryContext() {
        var generator = SeededGenerator(seed: 5)
        let sequences = (0..<20).map { _ in (0..<200).map { _ in UInt16(generator.index(below: 4) * 2) } }
        let model = NGramModel(order: 5, vocabulary: 9, sequences: sequences)
        for context in [[], [0], [2, 4], [8, 8, 8, 8], [1, 2, 3, 4]] as [[UInt16]] {
            let sum = (0..<9).reduce(0.0) { $0 + model.probability(of: UInt16($1), after: context[...]) }
            #expect(abs(sum - 1) < 1e-9)
        }
    }

    @Test func longerContextsLearnAPattern() {
        let pattern: [UInt16] = [0, 1, 2, 0, 2, 1]
        let text = (0..<600).map { pattern[$0 % 6] }
        let first = NGramModel(order: 1, vocabulary: 3, sequences: [text]).nats(of: text)
        let fifth = NGramModel(order: 5, vocabulary: 3, sequences: [text]).nats(of: text)
        #expect(abs(first / 600 - log(3)) < 0.01)
        #expect(fifth < 10)
    }

    @Test(arguments: [(2, 5), (352, 5), (4_096, 5), (4_097, 4), (65_536, 4)])
    func largeVocabulariesShortenTheContext(vocabulary: Int, order: Int) {
        let last = UInt16(vocabulary - 1)
        let text = [UInt16](repeating: last, count: 10)
        let model = NGramModel(order: 5, vocabulary: vocabulary, sequences: [text])
        #expect(model.order == order)
        #expect(model.probability(of: last, after: text[...]) > 0.5)
        #expect(model.probability(of: 0, after: text[...]) > 0)
    }
}
