/// Something in a SoundFont that breaks the specification, and what was done about it.
public struct SoundFontWarning: Sendable, Hashable, CustomStringConvertible {
    /// The chunk it stands in, such as `shdr`.
    public let chunk: String
    /// Which record of the chunk, from 0; nil if it concerns the chunk.
    public let index: Int?
    /// Where it stands in the file.
    public let byte: Int
    /// What is wrong, and what was done.
    public let problem: String

    /// Makes a warning.
    public init(chunk: String, index: Int? = nil, byte: Int, problem: String) {
        self.chunk = chunk
        self.index = index
        self.byte = byte
        self.problem = problem
    }

    /// One line.
    public var description: String {
        "\(chunk)\(index.map { " \($0)" } ?? "") (byte \(byte)): \(problem)"
    }
}

/// Collects warnings, the first hundred in full, so that a broken font does not fill the memory with complaints.
struct WarningLog: Sendable {
    static let limit = 100

    private(set) var warnings: [SoundFontWarning] = []
    private(set) var omitted = 0

    mutating func add(
        _ chunk: FourCC, _ index: Int? = nil, at byte: Int, _ problem: @autoclosure () -> String
    ) {
        guard warnings.count < WarningLog.limit else {
            omitted += 1
            return
        }
        warnings.append(SoundFontWarning(chunk: chunk.description, index: index, byte: byte, problem: problem()))
    }

    /// Takes over another's.
    mutating func add(_ other: WarningLog) {
        let room = max(0, WarningLog.limit - warnings.count)
        warnings += other.warnings.prefix(room)
        omitted += other.omitted + max(0, other.warnings.count - room)
    }
}
