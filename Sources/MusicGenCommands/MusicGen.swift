import ArgumentParser

/// The root of the command line: `musicgen VERB …`.
public struct MusicGen: ParsableCommand {
    /// The version that `--version` prints and every sidecar records.
    public static let version = "0.1.0"

    /// The name, the summary and the verbs.
    public static let configuration = CommandConfiguration(
        commandName: "musicgen",
        abstract: "Composes music as notes, with a neural network trained on scores, and plays it.",
        discussion: """
            Exit codes: 0 done, 1 failed, 64 wrong usage, 65 bad data in a file, 66 no such input, \
            69 no sound device or library, 73 cannot create a file, 74 an input was cut short meanwhile or standard \
            output takes no more, 130 interrupted, 141 nobody reads standard output any more.
            """,
        version: version,
        subcommands: [
            PrepareCommand.self,
            TrainCommand.self,
            GenerateCommand.self,
            RenderCommand.self,
            PlayCommand.self,
            SoundfontCommand.self,
            GalleryCommand.self,
            EvaluateCommand.self,
            InfoCommand.self,
            TokensCommand.self,
            DevicesCommand.self,
            DoctorCommand.self,
        ])

    /// Makes the command; the parser calls it.
    public init() {}
}
