import FoundationEssentials

/// What the user prefers where no flag says otherwise: flag, then `MUSICGEN_*`, then the configuration file.
///
/// The file is `$XDG_CONFIG_HOME/musicgen/config.json` (`~/.config/musicgen/config.json`), one JSON object whose keys
/// are the long flags without their dashes: `{"device": "pulse", "gain": -3}`. `--top-k` is `MUSICGEN_TOP_K`.
package struct Preferences: Sendable {
    /// The flags that may be preferred.
    package static let keys: Set<String> = [
        "model", "device", "instrument", "gain", "rate", "reverb", "chorus", "tail", "polyphony", "interpolation",
        "threads", "temperature", "top-k", "top-p",
    ]

    private let environment: [String: String]
    private let file: [String: Setting]
    private let path: String

    /// Reads the configuration file, if there is one.
    ///
    /// - Throws: `CommandFailure` with `badData` when it is no JSON object or has a key that no flag has.
    package init(environment: [String: String] = Environment.process) throws(CommandFailure) {
        self.environment = environment
        let home = environment["HOME"].map { $0 + "/.config" }
        let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
        path = (folder ?? "") + "/musicgen/config.json"
        guard folder != nil, InputFile.exists(path) else {
            file = [:]
            return
        }
        do {
            file = try JSONDecoder().decode([String: Setting].self, from: Data(InputFile.read(path)))
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.badData, "\(path): not a JSON object of settings; correct it or remove it")
        }
        if let unknown = file.keys.sorted().first(where: { !Self.keys.contains($0) }) {
            let known = Self.keys.sorted().joined(separator: ", ")
            throw CommandFailure(.badData, "\(path): unknown setting \"\(unknown)\"; known are \(known)")
        }
    }

    /// The flag's value, or the preferred one, or nil.
    package func string(_ key: String, flag: String?) -> String? {
        flag ?? environment[variable(key)] ?? file[key]?.text
    }

    /// The flag's value, or the preferred one, or nil.
    ///
    /// - Throws: `CommandFailure` with `usage` when what is preferred is no such number.
    package func value<Value: LosslessStringConvertible>(
        _ key: String, flag: Value?
    ) throws(CommandFailure) -> Value? {
        if let flag { return flag }
        if let text = environment[variable(key)] {
            guard let value = Value(text) else {
                throw CommandFailure(.usage, "\(variable(key))=\(text): not a valid value for --\(key)")
            }
            return value
        }
        guard let text = file[key]?.text else { return nil }
        guard let value = Value(text) else {
            throw CommandFailure(.badData, "\(path): \"\(key)\" is \(text), not a valid value for --\(key)")
        }
        return value
    }

    private func variable(_ key: String) -> String {
        "MUSICGEN_" + key.uppercased().replacing("-", with: "_")
    }
}
