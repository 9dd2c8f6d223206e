import DSP
import SymbolicMusic
import Synthesis

/// Everything that decides how a piece sounds.
package struct RenderingRequest: Sendable, Equatable {
    /// The name of the instrument that is always there.
    package static let piano = "piano"
    /// The level, in decibels of full scale, that the peak of a file is brought to.
    package static let usualPeak = -1.0
    /// Decibels by which live sound, whose peak nobody knows in advance, is raised towards that of files.
    package static let liveGain = 6.0

    /// The room.
    package var reverb = RenderSettings().reverb
    /// Decibels to add to the usual level; in a file at most 0, for its peak stands just under full scale.
    package var gain = 0.0
    /// Frames a second; nil for the usual.
    package var rate: Int?
    /// Seconds after the last note; nil for as long as it sounds.
    package var tail: Double?

    /// Makes the usual request.
    package init() {}

    /// - Throws: `CommandFailure` with `usage` when a value is out of range.
    func check() throws(CommandFailure) {
        guard gain.isFinite, (-60...24).contains(gain) else {
            throw CommandFailure(.usage, "--gain \(gain): give -60 to 24 dB")
        }
        if let rate, !(8_000...192_000).contains(rate) {
            throw CommandFailure(.usage, "--rate \(rate): give 8000 to 192000 Hz")
        }
    }

    /// The settings for a file.
    ///
    /// - Parameter threads: 0 for one a core; the samples do not depend on it.
    /// - Throws: `CommandFailure` with `usage` when the gain would clip.
    package func fileSettings(threads: Int = 0) throws(CommandFailure) -> RenderSettings {
        guard gain <= 0 else {
            throw CommandFailure(
                .usage, "--gain \(Report.short(gain)): the peak of a file is at -1 dBFS already; give 0 or less")
        }
        var settings = common
        settings.normalisePeak = Self.usualPeak + gain
        settings.threads = threads
        return settings
    }

    /// The settings for live sound at the device's rate.
    package func liveSettings(sampleRate: Int) -> RenderSettings {
        var settings = common
        settings.sampleRate = Double(sampleRate)
        settings.gain = Self.liveGain + gain
        settings.normalisePeak = nil
        return settings
    }

    private var common: RenderSettings {
        var settings = RenderSettings()
        settings.reverb = reverb
        if let rate { settings.sampleRate = Double(rate) }
        if let tail { settings.tail = .seconds(tail) }
        return settings
    }

    /// The settings as a sidecar keeps them.
    package func record(sampleRate: Int) -> [String: Setting] {
        [
            "instrument": .string(Self.piano), "reverb": .string(reverb.rawValue), "gain": .number(gain),
            "rate": .integer(Int64(sampleRate)), "tail": tail.map { .number($0) } ?? "auto",
        ]
    }

    /// Renders a score under a progress bar.
    ///
    /// - Throws: `CommandFailure.interrupted` at Ctrl-C, `RenderError` when the score is too long.
    package func render(_ score: Score, settings: RenderSettings, console: Console? = nil) throws -> StereoBuffer {
        let renderer = try ScoreRenderer(score, settings: settings)
        let bar = console.map {
            ProgressBar($0, label: "rendering", total: Int(renderer.duration.rounded(.up)), unit: "seconds")
        }
        defer { bar?.finish() }
        return try renderer.render { share in
            try Interruption.check()
            bar?.update(completed: Int(min(1, share) * renderer.duration))
        }
    }
}
