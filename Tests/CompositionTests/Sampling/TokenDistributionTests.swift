import Composition
import Foundation
import Testing

@Suite struct TokenDistributionTests {
    /// log 8, log 4, log 2, log 1, log 1: probabilities 1/2, 1/4, 1/8, 1/16, 1/16.
    static let logits: [Float] = [1, 8, 1, 4, 2].map { logf($0) }

    static func choices(_ settings: SamplingSettings, allowed: [Bool]? = nil) -> [(token: Int, probability: Double)] {
        var distribution = TokenDistribution()
        distribution.load(logits: logits, allowed: allowed, settings: settings)
        return distribution.choices
    }

    @Test func temperatureOneGivesTheSoftmax() {
        let choices = Self.choices(SamplingSettings(temperature: 1, topP: 1))
        #expect(choices.map(\.token) == [1, 3, 4, 0, 2])
        for (choice, expected) in zip(choices, [0.5, 0.25, 0.125, 0.0625, 0.0625]) {
            #expect(abs(choice.probability - expected) < 1e-6)
        }
    }

    @Test func halfTheTemperatureSquaresTheOdds() {
        let choices = Self.choices(SamplingSettings(temperature: 0.5, topP: 1))
        #expect(abs(choices[0].probability / choices[1].probability - 4) < 1e-5)
    }

    @Test func topKAndTopPKeepTheLikeliest() {
        #expect(Self.choices(SamplingSettings(temperature: 1, topK: 2, topP: 1)).map(\.token) == [1, 3])
        #expect(Self.choices(SamplingSettings(temperature: 1, topP: 0.7)).map(\.token) == [1, 3])
        #expect(Self.choices(SamplingSettings(temperature: 1, topP: 0)).map(\.token) == [1])
        #expect(Self.choices(SamplingSettings(temperature: 0)).map(\.token) == [1])
    }

    @Test func forbiddenTokensAreNeverDrawn() {
        let allowed = [true, false, true, false, true]
        #expect(Self.choices(SamplingSettings(temperature: 1, topP: 1), allowed: allowed).map(\.token) == [4, 0, 2])
        var nothing = TokenDistribution()
        nothing.load(logits: Self.logits, allowed: [Bool](repeating: false, count: 5), settings: SamplingSettings())
        var generator = SeededGenerator(seed: 1)
        #expect(nothing.draw(using: &generator) == nil)
    }

    @Test func drawsFollowTheProbabilities() {
        var distribution = TokenDistribution()
        distribution.load(logits: Self.logits, settings: SamplingSettings(temperature: 1, topP: 1))
        var generator = SeededGenerator(seed: 3)
        var counts = [Int](repeating: 0, count: 5)
        for _ in 0..<16_000 { counts[distribution.draw(using: &generator)!] += 1 }
        // Five standard deviations around the expected 8000, 4000, 2000, 1000, 1000.
        for (token, expected) in [(1, 8_000.0), (3, 4_000), (4, 2_000), (0, 1_000), (2, 1_000)] {
            #expect(abs(Double(counts[token]) - expected) < 5 * (expected * (1 - expected / 16_000)).squareRoot())
        }
    }
}
