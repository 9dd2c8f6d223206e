import Composition
import Foundation
import NeuralNetworks
import Testing
import Tokenization

@Suite struct TrainerTests {
    typealias Token = NotesTokenizer.Token

    /// Pieces of broken triads: easy to learn, different enough to need learning.
    static let source: TokensInMemory = {
        let pieces = (0..<12).map { piece -> [[UInt16]] in
            var cursor = NotesTokenizer.Cursor()
            var columns: [[UInt16]] = [[], []]
            func write(_ token: Token) {
                cursor.advance(token.id)
                columns[0].append(token.id)
                columns[1].append(cursor.position)
            }
            [Token.begin, .tempo(10), .meter(0)].forEach(write)
            for step in 0..<24 {
                write(.struck(UInt8(48 + piece + [0, 4, 7, 12][step % 4])))
                write(.duration(6))
            }
            write(.end)
            return columns
        }
        return TokensInMemory(pieces: pieces)
    }()

    static func configuration(steps: Int) -> ModelConfiguration {
        var training = TrainingSettings()
        training.steps = steps
        training.rows = 4
        training.segmentLength = 16
        training.evaluateEvery = 10
        training.patience = 0
        training.learningRate = 5e-3
        training.warmup = 5
        return ModelConfiguration(
            preset: .small, tokenizer: .notes, vocabulary: NotesTokenizer.vocabulary,
            network: NetworkConfiguration(
                inputs: NotesTokenizer.vocabulary.columns.map { .init(vocabulary: $0.size, dimension: 12) },
                hiddenSizes: [24, 24], attention: .causal(heads: 2, keyDimension: 8, window: 24),
                heads: [NotesTokenizer.vocabulary.columns[0].size],
                dropout: .init(input: 0.05, between: 0.1, output: 0.1)),
            training: training, corpus: "a test")
    }

    static func folder() -> String {
        NSTemporaryDirectory() + "musicgen-trainer-\(UUID().uuidString)"
    }

    static func trainer(steps: Int, in folder: String, threads: Int? = nil) throws -> Trainer {
        try Trainer(
            configuration: configuration(steps: steps), training: source, heldOut: source, folder: folder,
            threads: threads)
    }

    @Test func learnsAndKeepsWhatItLearned() throws {
        let folder = Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let trainer = try Self.trainer(steps: 120, in: folder)
        var judgements: [Judgement] = []
        let outcome = try trainer.run(observe: {
            if case .judged(let judgement, _) = $0 { judgements.append(judgement) }
        })
        #expect(outcome == .finished)
        #expect(judgements.count == 12)
        #expect(judgements[11].heldOutLoss < 0.6 * judgements[0].heldOutLoss)
        let model = try LanguageModel(contentsOf: folder)
        let loss = Likelihood.of(model.network, on: Self.source, targetColumns: [0]).perToken
        // The best weights are stored in half precision.
        #expect(abs(loss - judgements.map(\.heldOutLoss).min()!) < 0.01)
        let lines = try String(contentsOfFile: folder + "/metrics.csv", encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 13 && lines[0] == Judgement.header)
    }

    @Test func aResumedTrainingIsTheOneThatWasNotInterrupted() throws {
        let (whole, parts) = (Self.folder(), Self.folder())
        defer { for folder in [whole, parts] { try? FileManager.default.removeItem(atPath: folder) } }
        let uninterrupted = try Self.trainer(steps: 30, in: whole)
        _ = try uninterrupted.run()
        var asked = 0
        let first = try Self.trainer(steps: 30, in: parts)
        let outcome = try first.run(shouldStop: {
            asked += 1
            return asked > 13
        })
        #expect(outcome == .interrupted)
        let second = try Self.trainer(steps: 30, in: parts)
        try second.resume()
        #expect(try second.run() == .finished)
        for tensor in uninterrupted.network.layout.tensors {
            #expect(uninterrupted.network.parameters[tensor.name] == second.network.parameters[tensor.name])
        }
        #expect(try uninterrupted.currentModel().identity == second.currentModel().identity)
    }

    @Test func threadsChangeNothing() throws {
        let (one, two) = (Self.folder(), Self.folder())
        defer { for folder in [one, two] { try? FileManager.default.removeItem(atPath: folder) } }
        let single = try Self.trainer(steps: 8, in: one, threads: 1)
        let double = try Self.trainer(steps: 8, in: two, threads: 2)
        _ = try single.run()
        _ = try double.run()
        #expect(try single.currentModel().identity == double.currentModel().identity)
    }

    @Test func anotherTrainingsCheckpointIsRefused() throws {
        let folder = Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try Self.trainer(steps: 2, in: folder).run()
        var other = Self.configuration(steps: 2)
        other.training.seed = 99
        let trainer = try Trainer(configuration: other, training: Self.source, heldOut: Self.source, folder: folder)
        #expect(throws: TrainingError.self) { try trainer.resume() }
    }

    @Test func aResumptionKeepsItsNewLimits() throws {
        let folder = Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try Self.trainer(steps: 2, in: folder).run()
        #expect(try Trainer.storedConfiguration(in: folder) == Self.configuration(steps: 2))
        let longer = try Self.trainer(steps: 4, in: folder)
        try longer.resume()
        #expect(try Trainer.storedConfiguration(in: folder) == Self.configuration(steps: 4))
        #expect(try longer.run() == .finished)
    }

    @Test(arguments: [
        (\TrainingSettings.rows, 0), (\.rows, 1 << 40), (\.epochs, -1), (\.segmentLength, 1), (\.shards, 0),
        (\.transposition, -3), (\.patience, -1), (\.steps, Int.max),
    ])
    func storedSettingsThatCannotBeAreRefused(key: WritableKeyPath<TrainingSettings, Int> & Sendable, value: Int) throws
    {
        let folder = Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var configuration = Self.configuration(steps: 2)
        configuration.training[keyPath: key] = value
        try configuration.serialized().write(to: URL(filePath: folder + "/config.json"))
        #expect(throws: ModelError.self) { try Trainer.storedConfiguration(in: folder) }
    }

    @Test func patienceStopsATrainingThatNoLongerImproves() throws {
        let folder = Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var configuration = Self.configuration(steps: 400)
        configuration.training.patience = 2
        configuration.training.evaluateEvery = 1
        configuration.training.learningRate = 1e-12
        configuration.training.averaging = 0
        configuration.training.weightDecay = 0
        let trainer = try Trainer(
            configuration: configuration, training: Self.source, heldOut: Self.source, folder: folder)
        #expect(try trainer.run() == .stoppedEarly)
    }

    @Test func theTutorialsFormLearnsToo() throws {
        let folder = Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var configuration = Self.configuration(steps: 60)
        configuration.network.attention = .tutorial(window: 8)
        configuration.network.objective = .afterWindow(length: 8)
        configuration.network.dropout = .init()
        configuration.training.optimizer = .rmsprop
        configuration.training.transposition = 0
        configuration.training.rows = 16
        let trainer = try Trainer(
            configuration: configuration, training: Self.source, heldOut: Self.source, folder: folder)
        var losses: [Double] = []
        _ = try trainer.run(observe: { if case .judged(let judgement, _) = $0 { losses.append(judgement.heldOutLoss) } }
        )
        #expect(losses.last! < 0.8 * losses[0])
    }
}
