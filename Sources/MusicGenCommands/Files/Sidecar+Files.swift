import FoundationEssentials

extension Sidecar {
    /// Where the sidecar of an output lies: its name with the extension `json`.
    package static func path(for output: String) -> String {
        OutputPath.path(output, withExtension: "json")
    }

    /// Reads a sidecar.
    ///
    /// - Throws: `CommandFailure` with `noInput` or `badData`.
    package static func read(_ path: String) throws(CommandFailure) -> Sidecar {
        let bytes = try InputFile.read(path)
        guard let sidecar = try? JSONDecoder().decode(Sidecar.self, from: Data(bytes)), sidecar.program == "musicgen"
        else { throw CommandFailure(.badData, "\(path): not a sidecar that musicgen wrote") }
        return sidecar
    }

    /// The place for the sidecar of an output: checked before the work begins.
    ///
    /// A sidecar that is there already may be replaced, for it belongs to the output of the same name; any other file
    /// of that name may not without `force`.
    package static func place(for output: OutputPath, force: Bool) throws(CommandFailure) -> OutputPath? {
        guard !output.isSpecial else { return nil }
        let path = path(for: output.path)
        guard path != output.path else {
            throw CommandFailure(.usage, "\(path): the sidecar would have the same name; choose another extension")
        }
        return try OutputPath(path, force: force || (try? read(path)) != nil)
    }

    /// Writes the sidecar: keys sorted, one a line.
    package func write(to place: OutputPath) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try place.write([UInt8](encoder.encode(self)) + [0x0A])
    }
}
