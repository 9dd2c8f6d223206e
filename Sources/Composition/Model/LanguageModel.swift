import FoundationEssentials
import Kernels
import NeuralNetworks
import Safetensors
import Tokenization

/// A model that can compose: its configuration, its tokenizer and a network with its weights.
public struct LanguageModel: Sendable {
    /// The files of a model's folder.
    public enum File {
        /// The configuration, which stays the same while the weights change.
        public static let configuration = "config.json"
        /// The weights that did best on held-out pieces.
        public static let best = "best.safetensors"
        /// The newest weights with everything needed to go on training.
        public static let latest = "latest.safetensors"
        /// One line a judgement.
        public static let metrics = "metrics.csv"
    }

    /// What the model is.
    public let configuration: ModelConfiguration
    /// The network with its weights.
    public let network: Network<Float>
    /// A hash of configuration and weights that names the model in sidecars, 16 hexadecimal digits.
    public let identity: String

    /// Makes a model of a network that is at hand.
    public init(configuration: ModelConfiguration, network: Network<Float>) {
        self.configuration = configuration
        self.network = network
        identity = Self.identity(of: configuration, parameters: network.parameters)
    }

    /// Loads a model from its folder: the best weights, or the newest if training has not judged any yet.
    ///
    /// - Throws: `ModelError` or `SafetensorsError`, naming the file and what to do.
    public init(contentsOf folder: String) throws {
        let configuration = try ModelConfiguration.read(from: folder + "/" + File.configuration)
        let network: Network<Float>
        do {
            network = try Network(configuration: configuration.network, seed: 0)
        } catch {
            throw ModelError.malformed(path: folder + "/" + File.configuration, reason: "\(error)")
        }
        try configuration.checkColumns(path: folder + "/" + File.configuration)
        var weights = folder + "/" + File.best
        if !FileManager.default.fileExists(atPath: weights) { weights = folder + "/" + File.latest }
        guard FileManager.default.fileExists(atPath: weights) else { throw ModelError.missingFile(weights) }
        try network.parameters.load(from: Safetensors(contentsOf: weights))
        guard network.parameters.isFinite else {
            throw ModelError.malformed(path: weights, reason: "some weights are not numbers")
        }
        self.init(configuration: configuration, network: network)
    }

    /// The tokenizer that the model's tokens belong to.
    ///
    /// - Throws: `ModelError.malformed` when the vocabulary is not one of its kind.
    public func tokenizer() throws(ModelError) -> any Tokenizer {
        guard let tokenizer = configuration.tokenizer.tokenizer(vocabulary: configuration.vocabulary) else {
            throw .malformed(
                path: File.configuration, reason: "the vocabulary is not one of \(configuration.tokenizer.rawValue)")
        }
        return tokenizer
    }

    /// FNV-1a over the configuration and the weights; not a defence against forgery, only a name.
    private static func identity(of configuration: ModelConfiguration, parameters: Parameters<Float>) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ byte: UInt64) { hash = (hash ^ byte) &* 0x0000_0100_0000_01b3 }
        for byte in (try? configuration.serialized()) ?? Data() { mix(UInt64(byte)) }
        for tensor in parameters.layout.tensors {
            for value in parameters[tensor.name] { mix(UInt64(value.bitPattern)) }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension ModelConfiguration {
    /// Checks that vocabulary, tokenizer and network fit each other.
    func checkColumns(path: String) throws(ModelError) {
        let sizes = vocabulary.columns.map(\.size)
        guard network.inputs.map(\.vocabulary) == sizes, network.heads == predictedColumns.map({ sizes[$0] }),
            tokenizer != .notes || vocabulary == NotesTokenizer.vocabulary
        else { throw .malformed(path: path, reason: "vocabulary and network do not fit each other") }
    }
}

extension Parameters<Float> {
    /// Takes every tensor of the layout from a file.
    ///
    /// - Throws: `SafetensorsError` when one is missing or has another shape.
    func load(from file: Safetensors, prefix: String = "") throws(SafetensorsError) {
        for tensor in layout.tensors {
            self[tensor.name] = try file.floats(prefix + tensor.name, shape: tensor.shape)
        }
    }

    /// Adds every tensor to a file.
    func append(to file: inout Safetensors, prefix: String = "", as type: TensorType) {
        for tensor in layout.tensors {
            file.append(prefix + tensor.name, self[tensor.name], shape: tensor.shape, as: type)
        }
    }
}
