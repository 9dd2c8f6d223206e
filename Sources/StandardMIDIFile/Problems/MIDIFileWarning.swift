/// Something wrong with a MIDI file that did not stop it being read.
public struct MIDIFileWarning: Sendable, Equatable {
    /// What is wrong; its documentation says what was done about it.
    public var problem: MIDIFileProblem
    /// Where, in bytes from the start of the file.
    public var offset: Int
    /// In which track, counted from 0; nil outside tracks.
    public var track: Int?

    /// Makes a warning.
    public init(_ problem: MIDIFileProblem, offset: Int, track: Int? = nil) {
        self.problem = problem
        self.offset = offset
        self.track = track
    }
}

extension MIDIFileWarning: CustomStringConvertible {
    /// Byte and track (from 1), and what is wrong there.
    public var description: String {
        "\(Self.place(path: nil, offset: offset, track: track)): \(problem)"
    }

    static func place(path: String?, offset: Int?, track: Int?) -> String {
        var parts: [String] = []
        if let path { parts.append(path) }
        if let offset { parts.append("byte \(offset)") }
        if let track { parts.append("track \(track + 1)") }
        return parts.isEmpty ? "MIDI data" : parts.joined(separator: ", ")
    }
}
