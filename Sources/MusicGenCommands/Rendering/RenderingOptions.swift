import ArgumentParser
import DSP
import Synthesis

extension ReverbPreset: ExpressibleByArgument {}
extension Interpolation: ExpressibleByArgument {}

/// The value of `--chorus`.
package enum ChorusSwitch: String, ExpressibleByArgument, Sendable, CaseIterable {
    case off
    case on
}

/// The flags of every verb that makes sound.
package struct RenderingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What plays: piano, which is computed, the default; a SoundFont, by path or name; a preset of one, by "
                + "name or BANK:PROGRAM; or FONT#PRESET.", valueName: "name"))
    package var instrument: String?

    @Option(help: "The room: off, room, hall or plate; by default a room, or what the piece's messages choose.")
    package var reverb: ReverbPreset?

    @Option(help: "The chorus that channels send to: off, or on at the level that the piece's messages set (default).")
    package var chorus: ChorusSwitch?

    // Unconditional, so that a value may begin with a minus sign, be it only to be told out of range.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Decibels to add to the usual level, -60 to 24, 0 by default; what would clip is limited.",
            valueName: "dB"))
    package var gain: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Seconds after the last note, 0 to 600; auto, the default, is as long as it sounds.",
            valueName: "auto|s"))
    package var tail: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The most notes of the piano or voices of a SoundFont at once, 1 to 4096; 256 by default.",
            valueName: "n"))
    package var polyphony: Int?

    @Option(help: "How a SoundFont's samples are read between frames; cubic by default.")
    package var interpolation: Interpolation?

    /// Makes the options; the parser calls it.
    package init() {}

    /// What is to be rendered: flags first, then the sidecar of `--from`, then preferences, then the usual.
    ///
    /// - Parameters:
    ///   - rate: the value of `--rate`, where a verb has it.
    ///   - threads: the value of `--threads`, where a verb has it.
    ///   - longest: the value of `--max-hours`, where a verb has it.
    ///   - old: the settings of a sidecar.
    ///   - finder: finds the instrument.
    /// - Throws: `CommandFailure` with `usage` when a value is out of range; what finding the instrument throws.
    package func request(
        _ preferences: Preferences, rate: Int? = nil, threads: Int? = nil, longest: Double? = nil,
        from old: [String: Setting] = [:], finder: InstrumentFinder = InstrumentFinder()
    ) throws(CommandFailure) -> RenderingRequest {
        func text(_ key: String, _ flag: String?) -> String? {
            flag ?? old[key]?.text ?? preferences.string(key, flag: nil)
        }
        func value<Value: LosslessStringConvertible>(_ key: String, _ flag: Value?) throws(CommandFailure) -> Value? {
            if let flag { return flag }
            if let text = old[key]?.text, let value = Value(text) { return value }
            return try preferences.value(key, flag: nil)
        }
        func word<Word: RawRepresentable & CaseIterable>(
            _ key: String, _ flag: Word?
        ) throws(CommandFailure) -> Word? where Word.RawValue == String {
            guard let name = text(key, flag?.rawValue) else { return nil }
            guard let word = Word(rawValue: name) else {
                let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure(.usage, "--\(key) \(name): choose one of \(known)")
            }
            return word
        }
        var request = RenderingRequest()
        if let preset = try word("reverb", reverb) {
            request.reverb = preset
            request.fixesReverb = reverb != nil || old["free-reverb"] != true
        }
        if let chorus = try word("chorus", chorus) {
            request.chorus = chorus == .on
            request.fixesChorus = self.chorus != nil || old["free-chorus"] != true
        }
        if let interpolation = try word("interpolation", interpolation) { request.interpolation = interpolation }
        if let gain = try value("gain", gain) { request.gain = gain }
        if let rate = try value("rate", rate) { request.rate = rate }
        request.polyphony = try value("polyphony", polyphony)
        if let longest { request.longest = longest }
        request.threads = try preferences.value("threads", flag: threads) ?? 0
        if let tail = text("tail", tail), tail != "auto" {
            guard let seconds = Double(tail), (0...600).contains(seconds) else {
                throw CommandFailure(.usage, "--tail \(tail): give auto or 0 to 600 seconds")
            }
            request.tail = seconds
        }
        try request.check()
        if let name = text("instrument", instrument) { request.instrument = try finder.find(name) }
        return request
    }
}
