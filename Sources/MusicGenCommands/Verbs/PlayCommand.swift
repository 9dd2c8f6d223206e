import ArgumentParser
import AudioDevices
import Basics
import Glibc
import Synthesis

/// `musicgen play`: a piece through the loudspeakers.
package struct PlayCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "play",
        abstract: "Plays a MIDI file, or a piece that it composes.",
        discussion: """
            Ctrl-C stops. Where there is no sound device the exit code is 69: musicgen doctor tells what is missing, \
            musicgen devices what there is.

            EXAMPLES
              musicgen play
              musicgen play piece.mid --reverb hall
              musicgen play song.mid --instrument FluidR3_GM
              musicgen play --seed 7 --bars 16 --device plughw:CARD=PCH,DEV=0
            """)

    @Argument(help: "The MIDI file to play, or - for standard input; without it a piece is composed.")
    var input: String?

    @Option(help: "The sound device, as musicgen devices lists them.")
    var device: String?

    @OptionGroup var rendering: RenderingOptions
    @OptionGroup var composing: ComposingOptions
    @OptionGroup var reading: MIDIInputOptions
    @OptionGroup var common: CommonOptions

    package init() {}

    package func run() throws {
        let console = common.console
        let preferences = try Preferences()
        let old = try composing.from.map { try Sidecar.read($0).settings } ?? [:]
        let request = try rendering.request(preferences, from: old)
        if let input, input != "-" { try InputFile.requireReadable(input) }
        // The device first: without one there is no need to compose.
        let output = try AudioOutput(
            device: preferences.string("device", flag: device) ?? "default", sampleRate: request.rate ?? 48_000)
        let piece = try SourcePiece(
            input: input, midi: reading, composing: composing, preferences: preferences, console: console)
        let renderer = try ScoreRenderer(
            piece.score, instrument: request.instrument.choice,
            settings: request.liveSettings(sampleRate: output.sampleRate), loading: .ahead(seconds: 0.05))
        try request.requireWholeFont()
        request.warnOfFont(console)
        console.note(piece.summary)

        let length = ProgressLine.clock(renderer.duration)
        // The tail that was asked for, or as long as something sounds.
        var played = 0
        let last = request.tail.map { renderer.sequencer.endFrame + Int($0 * Double(output.sampleRate)) }
        let report = try output.play(shouldStop: { Interruption.isRequested }) { frames in
            let seconds = Double(frames) / Double(output.sampleRate)
            console.show(status: "\(ProgressLine.clock(seconds)) of \(length), Ctrl-C stops")
        } _: { left, right in
            guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else { return 0 }
            var count = left.count
            if let last { count = min(count, last - played) } else if renderer.isFinished { count = 0 }
            guard count > 0 else { return 0 }
            // Half of what is between this thread and the sound.
            renderer.awaitSamples(forNext: count, patience: 0.1)
            renderer.render(left: leftBase, right: rightBase, frames: count)
            played += count
            return count
        }
        console.clearStatus()
        RenderingRequest.warn(of: renderer, console)
        if report.underruns > 0 {
            console.warn("the sound broke off \(counted(report.underruns, "time")): this machine was too busy")
        }
        if report.wasStopped { throw CommandFailure.interrupted }
    }
}
