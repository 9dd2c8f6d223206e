import Basics
import FoundationEssentials
import Kernels
import NeuralNetworks
import Safetensors

extension Trainer {
    /// What a checkpoint holds beside tensors.
    private struct Record: Codable {
        var state: TrainingState
        var stream: BatchStream.Position
        var remembered: [Int]
    }

    /// Writes the newest state: weights, average, moments, carried states and counters in one file, which replaces
    /// the one before only when it is whole.
    func save() throws {
        try makeFolder()
        var file = Safetensors(metadata: ["program": "musicgen", "step": "\(state.step)"])
        (average?.average ?? network.parameters).append(to: &file, as: .float32)
        if average != nil { network.parameters.append(to: &file, prefix: "raw.", as: .float32) }
        for (name, moments) in optimizer.moments {
            moments.append(to: &file, prefix: "optimizer.\(name).", as: .float32)
        }
        file.append("recurrent", recurrent.values, shape: [recurrent.values.count], as: .float32)
        let record = Record(state: state, stream: stream.position, remembered: recurrent.remembered)
        file.append("record", bytes: [UInt8](try JSONEncoder().encode(record)))
        try file.write(to: folder + "/" + LanguageModel.File.latest)
    }

    /// Writes the weights that did best so far, in half precision.
    func saveBest(_ parameters: Parameters<Float>, heldOutLoss: Double) throws {
        try makeFolder()
        var file = Safetensors(metadata: [
            "program": "musicgen", "step": "\(state.step)", "held_out_loss": "\(heldOutLoss)",
        ])
        parameters.append(to: &file, as: .float16)
        try file.write(to: folder + "/" + LanguageModel.File.best)
    }

    /// Writes `metrics.csv` anew: a line for every judgement.
    func saveMetrics() throws {
        let text = ([Judgement.header] + state.judgements.map(\.line)).joined(separator: "\n") + "\n"
        try write(Data(text.utf8), to: LanguageModel.File.metrics)
    }

    /// What the training in a folder is: its network, its settings and the corpus it is on.
    ///
    /// - Throws: `ModelError` when there is none, or when nothing can be trained like that.
    public static func storedConfiguration(in folder: String) throws(ModelError) -> ModelConfiguration {
        let path = folder + "/" + LanguageModel.File.configuration
        let stored = try ModelConfiguration.read(from: path)
        try stored.checkColumns(path: path)
        if let fault = stored.training.fault { throw .malformed(path: path, reason: fault) }
        do {
            try stored.network.validate()
        } catch {
            throw .malformed(path: path, reason: "\(error)")
        }
        return stored
    }

    /// Goes on from the newest checkpoint of the folder; where the limits are others than before, they are kept for the
    /// next time.
    ///
    /// - Throws: `TrainingError.otherTraining` when the folder's configuration is another one, or what reading throws.
    public func resume() throws {
        let path = folder + "/" + LanguageModel.File.latest
        let stored = try ModelConfiguration.read(from: folder + "/" + LanguageModel.File.configuration)
        if let difference = stored.differenceThatMatters(from: configuration) {
            throw TrainingError.otherTraining(path: path, reason: difference)
        }
        let file = try Safetensors(contentsOf: path)
        let record: Record
        do {
            record = try JSONDecoder().decode(Record.self, from: Data(try file.rawBytes("record")))
        } catch let error as DecodingError {
            throw ModelError.malformed(path: path, reason: "its record cannot be read: \(error)")
        }
        try network.parameters.load(from: file, prefix: average == nil ? "" : "raw.")
        try average?.average.load(from: file)
        for (name, moments) in optimizer.moments { try moments.load(from: file, prefix: "optimizer.\(name).") }
        let values = try file.floats("recurrent", shape: [recurrent.values.count])
        guard
            let restored = RecurrentState(
                configuration: network.configuration, rows: configuration.training.rows, values: values,
                remembered: record.remembered)
        else { throw ModelError.malformed(path: path, reason: "its carried states do not fit the network") }
        recurrent = restored
        stream.position = record.stream
        state = record.state
        if stored != configuration { try writeConfiguration() }
    }

    private func makeFolder() throws {
        guard
            !FileManager.default.fileExists(atPath: folder + "/" + LanguageModel.File.configuration) || state.step == 0
        else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ModelError.unwritable(path: folder, reason: systemReason(of: error))
        }
        try writeConfiguration()
    }

    private func writeConfiguration() throws {
        try write(try configuration.serialized(), to: LanguageModel.File.configuration)
    }

    private func write(_ bytes: Data, to name: String) throws {
        let path = folder + "/" + name
        do {
            try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw ModelError.unwritable(path: path, reason: systemReason(of: error))
        }
    }
}

extension ModelConfiguration {
    /// What makes a checkpoint of the other configuration useless for this one; limits of the run may differ.
    func differenceThatMatters(from other: ModelConfiguration) -> String? {
        if corpus != other.corpus { return "it was trained on another corpus" }
        if network != other.network { return "its network has another shape" }
        if vocabulary != other.vocabulary || tokenizer != other.tokenizer { return "its vocabulary is another one" }
        let (a, b) = (training, other.training)
        if (a.seed, a.rows, a.segmentLength, a.shards) != (b.seed, b.rows, b.segmentLength, b.shards) {
            return "seed, rows, segment length or shards differ"
        }
        if a.optimizer != b.optimizer || (a.averaging > 0) != (b.averaging > 0) {
            return "its optimiser is another one"
        }
        if a.precision != b.precision { return "its precision is another one" }
        if a.transposition != b.transposition { return "its transposition differs" }
        return nil
    }
}
