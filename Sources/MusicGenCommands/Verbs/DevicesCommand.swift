import ArgumentParser
import AudioDevices

/// `musicgen devices`: what there is to play on.
package struct DevicesCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "Lists the sound devices that --device takes.",
        discussion: """
            A line is a device's name and what it is, separated by a tab, as ALSA's configuration names them; whether \
            a device works only playing tells. The exit code is 69 where not even the default device opens.

            EXAMPLES
              musicgen devices
              musicgen play demo.mid --device plughw:CARD=PCH,DEV=0
            """)

    @OptionGroup var common: CommonOptions

    package init() {}

    package func run() throws {
        let lines = AudioDevice.all().map { $0.name + ($0.summary.isEmpty ? "" : "\t" + $0.summary) + "\n" }
        try Console.output(lines.joined())
        let cards = SoundCard.all()
        common.console.note(
            cards.isEmpty
                ? "no sound cards"
                : "sound cards: " + cards.map { "\($0.name) (hw:\($0.index))" }.joined(separator: ", "))
        _ = try AudioOutput()
    }
}
