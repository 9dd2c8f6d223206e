import ArgumentParser
import Composition

/// The flags of every verb that composes.
package struct ComposingOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "The model's folder; the bundled model by default.")
    package var model: String?

    // Numbers are read unconditionally, so that one below zero is told to be out of range, not taken for a flag.
    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: "Decides every random choice: 0 or more; drawn and printed by default.")
    package var seed: UInt64?

    @Option(
        parsing: .unconditional,
        help: "0 to 10: below 1 safer, above 1 bolder; 0 always takes the likeliest; 1 by default.")
    package var temperature: Double?

    @Option(parsing: .unconditional, help: "Choose among the K likeliest tokens; 0 for all, the default.")
    package var topK: Int?

    @Option(
        parsing: .unconditional,
        help: "Choose among the likeliest tokens that together reach this probability, 0 to 1; 0.98 by default.")
    package var topP: Double?

    @Option(parsing: .unconditional, help: "About how many bars to compose, 1 to 10000; 32 by default.")
    package var bars: Int?

    @Option(parsing: .unconditional, help: "About how many seconds to compose instead, 1 to 36000.")
    package var seconds: Double?

    @Option(parsing: .unconditional, help: "About how many tokens to compose instead, 1 to 1000000.")
    package var length: Int?

    @Option(parsing: .unconditional, help: "Quarters a minute, 10 to 400; the model's choice by default.")
    package var tempo: Double?

    @Option(help: "The metre, such as 3/4 or 12/8: 1 to 32 over 1, 2, 4, 8 or 16; the model's choice by default.")
    package var meter: String?

    @Option(help: ArgumentHelp("Go on from the beginning of this piece.", valueName: "file.mid"))
    package var primer: String?

    @Option(parsing: .unconditional, help: "How many bars of the primer to take, 1 to 10000; 8 by default.")
    package var primerBars: Int?

    @Option(help: ArgumentHelp("Make the piece of this sidecar again.", valueName: "name.json"))
    package var from: String?

    package init() {}

    /// Whether any flag says what to compose.
    package var isGiven: Bool {
        let options: [Any?] = [
            model, seed, temperature, topK, topP, bars, seconds, length, tempo, meter, primer, primerBars, from,
        ]
        return options.contains { $0 != nil }
    }

    /// What is to be composed: flags first, then the sidecar of `--from`, then preferences, then the usual.
    ///
    /// - Throws: `CommandFailure` with `usage` when flags contradict each other, and what reading the sidecar throws.
    package func request(_ preferences: Preferences) throws(CommandFailure) -> ComposingRequest {
        guard [bars != nil, seconds != nil, length != nil].filter({ $0 }).count <= 1 else {
            throw CommandFailure(.usage, "give only one of --bars, --seconds and --length")
        }
        let sidecar: Sidecar?
        if let from {
            sidecar = try Sidecar.read(from)
            guard sidecar?.seed != nil else {
                throw CommandFailure(.badData, "\(from): no composed piece is described there; it has no seed")
            }
        } else {
            sidecar = nil
        }
        let old = sidecar?.settings ?? [:]
        func preferred<Value: LosslessStringConvertible>(
            _ key: String, _ flag: Value?
        ) throws(CommandFailure) -> Value? {
            if let flag { return flag }
            if let text = old[key]?.text { return Value(text) }
            return sidecar == nil ? try preferences.value(key, flag: nil) : nil
        }
        var sampling = SamplingSettings()
        if let value = try preferred("temperature", temperature) { sampling.temperature = value }
        if let value = try preferred("top-k", topK) { sampling.topK = value }
        if let value = try preferred("top-p", topP) { sampling.topP = value }
        var settings = CompositionSettings(
            seed: seed ?? sidecar?.seed ?? UInt64.random(in: 0...999_999_999), sampling: sampling,
            length: length(old: old))
        settings.tempo = tempo ?? old["tempo"]?.double
        if let text = meter ?? old["meter"]?.text { settings.meter = try Self.meter(text) }
        var request = ComposingRequest(settings: settings)
        request.model =
            preferences.string("model", flag: model) ?? sidecar?.model.flatMap { $0.name == "bundled" ? nil : $0.name }
        request.expectedModel = model == nil ? sidecar?.model?.hash : nil
        request.primer = primer ?? old["primer"]?.text
        request.primerBars = primerBars ?? old["primer-bars"]?.int ?? 8
        guard (1...10_000).contains(request.primerBars) else {
            throw CommandFailure(.usage, "--primer-bars \(request.primerBars): give 1 to 10000")
        }
        return request
    }

    private func length(old: [String: Setting]) -> CompositionSettings.Length {
        if let bars { return .bars(bars) }
        if let seconds { return .seconds(seconds) }
        if let length { return .tokens(length) }
        if let bars = old["bars"]?.int { return .bars(bars) }
        if let seconds = old["seconds"]?.double { return .seconds(seconds) }
        if let tokens = old["length"]?.int { return .tokens(tokens) }
        return .bars(32)
    }

    private static func meter(_ text: String) throws(CommandFailure) -> CompositionSettings.Meter {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let numerator = parts[0], let denominator = parts[1] else {
            throw CommandFailure(.usage, "--meter \(text): give it as 3/4 or 6/8")
        }
        return .init(numerator: numerator, denominator: denominator)
    }
}
