import AudioFiles
import Basics
import DSP
import SoundFonts
import StandardMIDIFile
import SymbolicMusic
import Synthesis

/// Everything that decides how a piece sounds.
package struct RenderingRequest: Sendable {
    /// The name of the instrument that is always there.
    package static let piano = "piano"
    /// Decibels by which live sound, whose peak nobody knows in advance, is raised towards that of files.
    package static let liveGain = 6.0

    /// What plays.
    package var instrument = InstrumentFinder.Found(choice: .piano, name: RenderingRequest.piano)
    /// The room.
    package var reverb = RenderSettings().reverb
    /// Whether there is a chorus.
    package var chorus = RenderSettings().chorus
    /// Whether the room was asked for, so that the piece's messages leave it as it is.
    package var fixesReverb = false
    /// Whether the chorus was asked for, so that the piece's messages leave it as it is.
    package var fixesChorus = false
    /// How samples are read between frames.
    package var interpolation = RenderSettings().interpolation
    /// The most voices at once; nil for the usual.
    package var polyphony: Int?
    /// Decibels to add to the usual level, which in a file is a true peak of −1 dBTP; what is above that is limited.
    package var gain = 0.0
    /// Frames a second; nil for the usual.
    package var rate: Int?
    /// Seconds after the last note; nil for as long as it sounds.
    package var tail: Double?
    /// Hours beyond which a piece is not made a file.
    package var longest = RenderSettings().maximumSeconds / 3600
    /// Threads for a file, 0 for one a core; the samples do not depend on it.
    package var threads = 0

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
        if let polyphony, !(1...4_096).contains(polyphony) {
            throw CommandFailure(.usage, "--polyphony \(polyphony): give 1 to 4096 voices")
        }
        guard longest.isFinite, longest > 0, longest <= 168 else {
            throw CommandFailure(.usage, "--max-hours \(longest): give more than 0 and at most 168 hours")
        }
        guard (0...1_024).contains(threads) else {
            throw CommandFailure(.usage, "--threads \(threads): give 1 to 1024")
        }
    }

    /// The settings for a file.
    ///
    /// - Parameter threads: nil for those of the request.
    package func fileSettings(threads: Int? = nil) -> RenderSettings {
        var settings = common
        settings.threads = threads ?? self.threads
        settings.maximumSeconds = max(1, longest * 3600)
        return settings
    }

    /// The settings for live sound at the device's rate.
    package func liveSettings(sampleRate: Int) -> RenderSettings {
        var settings = common
        settings.sampleRate = Double(sampleRate)
        settings.gain = Self.liveGain + gain
        settings.normalisePeak = nil
        // It costs neither memory nor disk, and Ctrl-C ends it.
        settings.maximumSeconds = 1e10
        return settings
    }

    private var common: RenderSettings {
        var settings = RenderSettings()
        settings.reverb = reverb
        settings.chorus = chorus
        settings.fixesReverb = fixesReverb
        settings.fixesChorus = fixesChorus
        settings.interpolation = interpolation
        if let polyphony { settings.polyphony = polyphony }
        settings.gain = gain
        if let rate { settings.sampleRate = Double(rate) }
        if let tail { settings.tail = .seconds(tail) }
        return settings
    }

    /// The settings as a sidecar keeps them.
    package func record(sampleRate: Int) -> [String: Setting] {
        var record: [String: Setting] = [
            "instrument": .string(instrument.name), "reverb": .string(reverb.rawValue),
            "chorus": .string((chorus ? ChorusSwitch.on : .off).rawValue), "gain": .number(gain),
            "rate": .integer(Int64(sampleRate)), "tail": tail.map { .number($0) } ?? "auto",
            "interpolation": .string(interpolation.rawValue),
        ]
        if let polyphony { record["polyphony"] = .integer(Int64(polyphony)) }
        // What nobody asked for may change with the piece's messages, and does so again when it is made again.
        if !fixesReverb { record["free-reverb"] = true }
        if !fixesChorus { record["free-chorus"] = true }
        return record
    }

    /// Renders a score into memory, under a progress bar if there is a console; for short pieces.
    ///
    /// - Throws: `CommandFailure.interrupted` at Ctrl-C, `RenderError` when the score is too long.
    package func render(_ score: Score, settings: RenderSettings, console: Console? = nil) throws -> StereoBuffer {
        try rendered(score, settings: settings, console: console).buffer()
    }

    /// Renders a score, of which only part is kept in memory, under a progress bar if there is a console.
    ///
    /// - Parameters:
    ///   - track: the one track that is heard; nil for all.
    ///   - memory: bytes to keep in memory.
    ///   - format: what it will be written as, which must hold that many frames.
    /// - Throws: `CommandFailure`: `.interrupted` at Ctrl-C, `badData` when the score is too long, `changed` when the
    ///   SoundFont was cut short meanwhile; `RenderError`.
    package func rendered(
        _ score: Score, settings: RenderSettings, track: Int? = nil, memory: Int = 4 << 20,
        for format: AudioFileFormat? = nil, console: Console? = nil
    ) throws -> RenderedSound {
        let renderer: ScoreRenderer
        do throws(RenderError) {
            renderer = try ScoreRenderer(score, instrument: instrument.choice, settings: settings, track: track)
        } catch {
            guard case .tooLong(let seconds, _) = error, seconds <= 168 * 3600 else { throw error }
            let hours = Int((seconds / 3600).rounded(.up))
            throw CommandFailure(.badData, "\(error), or add --max-hours \(hours)")
        }
        if let most = format?.maximumFrames(channelCount: 2), renderer.sequencer.endFrame > most, let format {
            throw CommandFailure(writing: .tooLong(path: "the piece", container: format.container), to: "")
        }
        if let console {
            warnOfFont(console)
            Self.warn(of: renderer, console)
        }
        try requireWholeFont()
        let bar = console.map {
            ProgressBar($0, label: "rendering", total: Int(renderer.duration.rounded(.up)), unit: "second")
        }
        defer { bar?.finish() }
        let sound = try renderer.rendered(keeping: memory) { share in
            try Interruption.check()
            bar?.update(completed: Int(min(1, share) * renderer.duration))
        }
        if sound.extent.peak == 0, track == nil, score.noteCount > 0 {
            bar?.finish()
            console?.warn(
                "the whole piece is silence: \(instrument.name) plays none of its notes, or none is turned up")
        }
        return sound
    }

    /// Makes sure that the SoundFont was all there when its samples were loaded; what is gone would be silent.
    ///
    /// - Throws: `CommandFailure` with `inputOutput`.
    package func requireWholeFont() throws(CommandFailure) {
        guard case .soundFont(let font, _) = instrument.choice else { return }
        do throws(SoundFontError) { try font.requireWhole() } catch { throw CommandFailure(error) }
    }

    /// Says what is wrong with the SoundFont, as far as it was looked at; after the renderer was made, with the presets
    /// that the score plays.
    package func warnOfFont(_ console: Console) {
        guard case .soundFont(let font, _) = instrument.choice, let path = instrument.path else { return }
        let problems = font.problems
        let shown = problems.warnings.prefix(3)
        for warning in shown { console.warn("\(path): \(MIDIText.escaped(warning.description))") }
        if problems.count > shown.count {
            console.warn("\(path): and \(problems.count - shown.count) more; musicgen info --json lists them")
        }
    }

    /// Says which samples could not be loaded, and whether some were late.
    package static func warn(of renderer: ScoreRenderer, _ console: Console) {
        let failures = renderer.failures
        for failure in failures.prefix(3) { console.warn("\(failure)") }
        if failures.count > 3 {
            console.warn("and \(counted(failures.count - 3, "more sample")) that cannot be played")
        }
        if failures.isEmpty, renderer.missedRegions > 0 {
            console.warn("left out \(counted(renderer.missedRegions, "voice")) whose samples were not loaded in time")
        }
    }
}
