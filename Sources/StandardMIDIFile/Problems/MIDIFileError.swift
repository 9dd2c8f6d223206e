/// Why a MIDI file was not read or not written.
public struct MIDIFileError: Error, Sendable, Equatable {
    /// What is wrong.
    public var problem: MIDIFileProblem
    /// Where, in bytes from the start of the file; nil when no single byte is to blame.
    public var offset: Int?
    /// In which track, counted from 0; nil outside tracks.
    public var track: Int?
    /// Which file; nil for bytes in memory.
    public var path: String?

    /// Makes an error.
    public init(_ problem: MIDIFileProblem, offset: Int? = nil, track: Int? = nil, path: String? = nil) {
        self.problem = problem
        self.offset = offset
        self.track = track
        self.path = path
    }
}

extension MIDIFileError: CustomStringConvertible {
    /// File, byte and track (from 1), what is wrong there and what to do.
    public var description: String {
        let place = MIDIFileWarning.place(path: path.map(MIDIText.escaped), offset: offset, track: track)
        return "\(place): \(problem). \(problem.remedy)"
    }
}
