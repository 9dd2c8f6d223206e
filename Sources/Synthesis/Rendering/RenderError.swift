/// Why a score cannot be rendered.
public enum RenderError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The score is longer than the settings allow.
    case tooLong(seconds: Double, limit: Double)
    /// A setting is outside its range.
    case invalidSetting(String, remedy: String)
    /// The temporary file that holds a long render cannot be written or read.
    case cannotKeep(folder: String, reason: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .tooLong(let seconds, let limit):
            "the score lasts \(Self.time(seconds)), longer than the limit of \(Self.time(limit)): remove the gap in "
                + "it or split it"
        case .invalidSetting(let what, let remedy):
            "\(what) is not possible: \(remedy)"
        case .cannotKeep(let folder, let reason):
            "\(folder): the temporary file of the render: \(reason); free some space, or name another folder with TMPDIR"
        }
    }

    private static func time(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e12 else { return "an unlimited time" }
        let whole = Int(seconds)
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        return hours > 0 ? "\(hours) h \(minutes) min" : "\(minutes) min \(whole % 60) s"
    }
}
