/// Decides whether a problem ends the reading, and collects those that don't.
struct DiagnosticLog {
    let policy: MIDIFileReader.Policy
    let limit: Int
    private(set) var warnings: [MIDIFileWarning] = []
    private(set) var omitted = 0

    /// Problems met so far, stored or not.
    var count: Int { warnings.count + omitted }

    init(policy: MIDIFileReader.Policy, limit: Int) {
        self.policy = policy
        self.limit = limit
    }

    /// Throws under the strict policy when the file breaks the specification, otherwise notes a warning.
    @inline(never)
    mutating func report(_ problem: MIDIFileProblem, at offset: Int, track: Int? = nil) throws(MIDIFileError) {
        if policy == .strict && problem.isViolation {
            throw MIDIFileError(problem, offset: offset, track: track)
        }
        if warnings.count < limit {
            warnings.append(MIDIFileWarning(problem, offset: offset, track: track))
        } else {
            omitted += 1
        }
    }
}
