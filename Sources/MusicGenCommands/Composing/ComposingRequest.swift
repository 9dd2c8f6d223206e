import Composition
import StandardMIDIFile
import SymbolicMusic

/// Everything that decides a composed piece.
package struct ComposingRequest: Sendable {
    /// Seed, sampling, length, tempo and metre.
    package var settings: CompositionSettings
    /// The model's folder; nil for the bundled model.
    package var model: String?
    /// The hash that the model must have for the piece to be the same again.
    package var expectedModel: String?
    /// The MIDI file to go on from.
    package var primer: String?
    /// How many of its bars.
    package var primerBars = 8

    /// Makes a request for the bundled model.
    package init(settings: CompositionSettings) {
        self.settings = settings
    }

    /// Loads the model.
    ///
    /// - Throws: the model's error; `CommandFailure` with `badData` when a sidecar asked for another model.
    package func composer() throws -> Composer {
        let composer = try Composer(folder: model)
        if let expectedModel, expectedModel != composer.model.identity {
            throw CommandFailure(
                .badData,
                "the model has changed since that piece was composed (\(composer.model.identity), not "
                    + "\(expectedModel)); name the old one with --model")
        }
        return composer
    }

    /// Reads the primer's first bars.
    package func primerPiece(console: Console) throws -> ChordifiedPiece? {
        guard let primer else { return nil }
        return try MIDIInput.score(at: primer, console: console).chordified().firstBars(primerBars)
    }

    /// The piece as the sidecar describes it.
    package func sidecar(verb: String, outputs: [String], composer: Composer) -> Sidecar {
        var record: [String: Setting] = [
            "temperature": .number(settings.sampling.temperature), "top-k": .integer(Int64(settings.sampling.topK)),
            "top-p": .number(settings.sampling.topP),
        ]
        switch settings.length {
        case .bars(let bars): record["bars"] = .integer(Int64(bars))
        case .seconds(let seconds): record["seconds"] = .number(seconds)
        case .tokens(let tokens): record["length"] = .integer(Int64(tokens))
        }
        if let tempo = settings.tempo { record["tempo"] = .number(tempo) }
        if let meter = settings.meter { record["meter"] = .string("\(meter.numerator)/\(meter.denominator)") }
        if let primer {
            record["primer"] = .string(OutputPath.absolute(primer))
            record["primer-bars"] = .integer(Int64(primerBars))
        }
        return Sidecar(
            verb: verb, outputs: outputs, inputs: primer.map { [$0] }, seed: settings.seed,
            model: .init(name: model.map { OutputPath.absolute($0) } ?? "bundled", hash: composer.model.identity),
            settings: record)
    }
}

extension ComposedPiece {
    /// The piece as a Standard MIDI File's bytes.
    package var midiBytes: [UInt8] { MIDIFile(score).serialized() }
}
