import ArgumentParser
import DSP
import Synthesis

extension ReverbPreset: ExpressibleByArgument {}

/// The flags of every verb that makes sound.
package struct RenderingOptions: ParsableArguments {
    @Option(help: "What plays: piano, which is computed and needs no samples.")
    package var instrument: String?

    @Option(help: "The room: off, room, hall or plate.")
    package var reverb: ReverbPreset?

    @Option(help: ArgumentHelp("Decibels to add to the usual level.", valueName: "dB"))
    package var gain: Double?

    @Option(help: ArgumentHelp("Seconds after the last note, or auto for as long as it sounds.", valueName: "auto|s"))
    package var tail: String?

    /// Makes the options; the parser calls it.
    package init() {}

    /// What is to be rendered: flags first, then the sidecar of `--from`, then preferences, then the usual.
    ///
    /// - Parameters:
    ///   - rate: the value of `--rate`, where a verb has it.
    ///   - old: the settings of a sidecar.
    /// - Throws: `CommandFailure` with `usage` when a value is out of range.
    package func request(
        _ preferences: Preferences, rate: Int? = nil, from old: [String: Setting] = [:]
    ) throws(CommandFailure) -> RenderingRequest {
        func text(_ key: String, _ flag: String?) -> String? {
            flag ?? old[key]?.text ?? preferences.string(key, flag: nil)
        }
        func value<Value: LosslessStringConvertible>(_ key: String, _ flag: Value?) throws(CommandFailure) -> Value? {
            if let flag { return flag }
            if let text = old[key]?.text, let value = Value(text) { return value }
            return try preferences.value(key, flag: nil)
        }
        var request = RenderingRequest()
        let instrument = text("instrument", instrument) ?? RenderingRequest.piano
        guard instrument == RenderingRequest.piano else {
            throw CommandFailure(.usage, "--instrument \(instrument): the only instrument yet is piano")
        }
        if let name = text("reverb", reverb?.rawValue) {
            guard let preset = ReverbPreset(rawValue: name) else {
                let known = ReverbPreset.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure(.usage, "--reverb \(name): choose one of \(known)")
            }
            request.reverb = preset
        }
        if let gain = try value("gain", gain) { request.gain = gain }
        if let rate = try value("rate", rate) { request.rate = rate }
        if let tail = text("tail", tail), tail != "auto" {
            guard let seconds = Double(tail), (0...600).contains(seconds) else {
                throw CommandFailure(.usage, "--tail \(tail): give auto or 0 to 600 seconds")
            }
            request.tail = seconds
        }
        try request.check()
        return request
    }
}
