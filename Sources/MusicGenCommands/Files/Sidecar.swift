import FoundationEssentials

/// The file beside an output that says how it was made, so that it can be made again: `NAME.json`.
///
/// It holds no dates, so that making a piece again gives the same sidecar too. A piece and its recording share one
/// sidecar (`song.mid`, `song.wav`, `song.json`): see `merging(_:)`.
package struct Sidecar: Codable, Sendable, Equatable {
    /// The model that composed.
    package struct Model: Codable, Sendable, Equatable {
        /// The folder it was read from, or `bundled`.
        package var name: String
        /// Hash of its weights and vocabulary, in hexadecimal.
        package var hash: String

        /// Makes the record.
        package init(name: String, hash: String) {
            self.name = name
            self.hash = hash
        }
    }

    /// Always `musicgen`.
    package var program = "musicgen"
    /// The version of the program.
    package var version = MusicGen.version
    /// The verb that wrote the output.
    package var verb: String
    /// The names of the files it wrote, without their folder.
    package var outputs: [String]
    /// The files it read, as they were named.
    package var inputs: [String]?
    /// The seed of the piece, where one was composed.
    package var seed: UInt64?
    /// The model of the piece, where one was composed.
    package var model: Model?
    /// Every other setting that decides what the outputs are, by the name of its flag.
    package var settings: [String: Setting]

    /// Makes a sidecar.
    package init(
        verb: String, outputs: [String], inputs: [String]? = nil, seed: UInt64? = nil, model: Model? = nil,
        settings: [String: Setting] = [:]
    ) {
        self.verb = verb
        self.outputs = outputs.map(OutputPath.name(of:))
        self.inputs = inputs
        self.seed = seed
        self.model = model
        self.settings = settings
    }

    /// Whether another sidecar tells of the same piece: composed alike, or read from the same files.
    package func isOfSamePiece(as other: Sidecar) -> Bool {
        seed == other.seed && model == other.model && (seed != nil || inputs == other.inputs)
    }

    /// This sidecar with what an older one of the same piece knew and this one does not say: how the piece that is
    /// now rendered was composed.
    package func merging(_ older: Sidecar) -> Sidecar {
        var result = self
        result.outputs = older.outputs.filter { !outputs.contains($0) } + outputs
        if seed == nil {
            result.seed = older.seed
            result.model = older.model
        }
        result.settings = older.settings.merging(settings) { $1 }
        return result
    }
}
