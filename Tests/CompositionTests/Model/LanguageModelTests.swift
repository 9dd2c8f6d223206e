import Composition
import Foundation
import NeuralNetworks
import Testing
import Tokenization

@Suite struct LanguageModelTests {
    static func folder(with files: [String: String]) throws -> String {
        let folder = NSTemporaryDirectory() + "musicgen-model-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, text) in files { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
        return folder
    }

    @Test func aMissingFolderIsNamed() {
        #expect(throws: ModelError.missingFile("/no/such/model/config.json")) {
            try LanguageModel(contentsOf: "/no/such/model")
        }
    }

    @Test func anUnknownVersionIsRefusedWithTheRemedy() throws {
        let folder = try Self.folder(with: ["config.json": #"{"formatVersion": 99}"#])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect {
            try LanguageModel(contentsOf: folder)
        } throws: {
            "\($0)".contains("format 99") && "\($0)".contains("train it again")
        }
    }

    @Test(arguments: ["", "[]", #"{"formatVersion": 1}"#, "nonsense"]) func brokenConfigurationsAreRefused(text: String)
        throws
    {
        let folder = try Self.folder(with: ["config.json": text])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(throws: ModelError.self) { try LanguageModel(contentsOf: folder) }
    }

    @Test func weightsOfAnotherShapeAreRefused() throws {
        let folder = NSTemporaryDirectory() + "musicgen-model-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let trainer = try TrainerTests.trainer(steps: 1, in: folder)
        _ = try trainer.run()
        #expect(try LanguageModel(contentsOf: folder).identity == LanguageModel(contentsOf: folder).identity)
        var other = trainer.configuration
        other.network.hiddenSizes = [24, 28]
        try other.serialized().write(to: URL(fileURLWithPath: folder + "/config.json"))
        #expect(throws: (any Error).self) { try LanguageModel(contentsOf: folder) }
        other = trainer.configuration
        other.network.heads = [5]
        try other.serialized().write(to: URL(fileURLWithPath: folder + "/config.json"))
        #expect(throws: ModelError.self) { try LanguageModel(contentsOf: folder) }
    }

    @Test func presetsAreTheNetworksTheyClaimToBe() throws {
        let vocabulary = Vocabulary(columns: [
            .init(name: "chord", size: 400), .init(name: "duration", size: 40),
        ])
        let tutorial = ModelPreset.tutorial.network(for: vocabulary)
        try tutorial.validate()
        // Embeddings 440·100; LSTM 4·256·(200 + 256 + 1) and 4·256·(256 + 256 + 1); attention 257; heads 257·440.
        #expect(try Network<Float>(configuration: tutorial, seed: 1).layout.parameterCount == 1_150_617)
        for preset in ModelPreset.allCases { try preset.network(for: NotesTokenizer.vocabulary).validate() }
    }

    @Test func theBundledModelIsLookedForWhereItIsInstalled() {
        let places = BundledModel.candidates(
            environment: ["MUSICGEN_DATA": "/data"], executable: "/usr/local/bin/musicgen")
        #expect(
            places == [
                "/data/model", "/usr/local/bin/musicgen_Composition.resources/model",
                "/usr/local/share/musicgen/musicgen_Composition.resources/model",
            ])
        #expect(throws: ModelError.self) {
            try BundledModel.path(environment: [:], executable: "/no/such/bin/musicgen")
        }
    }
}
