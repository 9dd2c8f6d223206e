import FoundationEssentials
import NeuralNetworks
import Tokenization

/// What a model is, without its weights: the file `config.json` of a model's folder.
public struct ModelConfiguration: Codable, Sendable, Equatable {
    /// The version of the folder's format that this program writes and reads.
    public static let formatVersion = 1

    /// The folder's format.
    public var formatVersion = ModelConfiguration.formatVersion
    /// The preset it was made from.
    public var preset: ModelPreset
    /// How music becomes tokens.
    public var tokenizer: TokenizerKind
    /// What the ids mean.
    public var vocabulary: Vocabulary
    /// The network's shape.
    public var network: NetworkConfiguration
    /// How it was trained.
    public var training: TrainingSettings
    /// A hash of the corpus it was trained on, as the token file gives it.
    public var corpus: String

    /// Makes a configuration.
    public init(
        preset: ModelPreset, tokenizer: TokenizerKind, vocabulary: Vocabulary, network: NetworkConfiguration,
        training: TrainingSettings, corpus: String
    ) {
        self.preset = preset
        self.tokenizer = tokenizer
        self.vocabulary = vocabulary
        self.network = network
        self.training = training
        self.corpus = corpus
    }

    /// Columns of the vocabulary that the network predicts, in the order of its heads.
    public var predictedColumns: [Int] {
        vocabulary.columns.indices.filter { vocabulary.columns[$0].name != "position" }
    }

    /// Reads `config.json`.
    ///
    /// - Throws: `ModelError` naming the file and what to do.
    public static func read(from path: String) throws(ModelError) -> ModelConfiguration {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .missingFile(path)
        }
        struct Version: Decodable { var formatVersion: Int }
        guard let version = try? JSONDecoder().decode(Version.self, from: bytes) else {
            throw .malformed(path: path, reason: "not the JSON of a model's configuration")
        }
        guard version.formatVersion == formatVersion else {
            throw .unknownVersion(path: path, version: version.formatVersion)
        }
        do {
            return try JSONDecoder().decode(Self.self, from: bytes)
        } catch {
            throw .malformed(path: path, reason: "\(error)")
        }
    }

    /// The bytes of `config.json`: keys sorted, so that equal configurations are equal files.
    public func serialized() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}

/// Why a model could not be used.
public enum ModelError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file of the model is not there.
    case missingFile(String)
    /// The folder was written by another version.
    case unknownVersion(path: String, version: Int)
    /// A file of the model is not what it should be.
    case malformed(path: String, reason: String)
    /// A file of the model could not be written.
    case unwritable(path: String, reason: String)
    /// No bundled model was found.
    case noBundledModel(searched: [String])

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .missingFile(let path):
            "\(path): no such file; a model is a folder that `musicgen train` made"
        case .unknownVersion(let path, let version):
            "\(path): model format \(version) is not known to this version, which reads format "
                + "\(ModelConfiguration.formatVersion); train it again or use the program that made it"
        case .malformed(let path, let reason):
            "\(path): \(reason); copy or train the model again"
        case .unwritable(let path, let reason):
            "\(path): cannot be written: \(reason)"
        case .noBundledModel(let searched):
            "the bundled model is missing (looked in \(searched.joined(separator: ", "))); "
                + "install again with make install, or name a model with --model"
        }
    }
}
