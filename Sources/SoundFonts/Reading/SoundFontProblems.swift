/// What was wrong with a font as far as it was looked at, nothing twice.
public struct SoundFontProblems: Sendable {
    /// The first hundred things, those of opening first.
    public private(set) var warnings: [SoundFontWarning]
    /// How many there were beyond those.
    public private(set) var omitted: Int
    private var known: Set<SoundFontWarning>

    init(_ log: WarningLog) {
        warnings = log.warnings
        omitted = log.omitted
        known = Set(log.warnings)
    }

    /// How many things were wrong.
    public var count: Int { warnings.count + omitted }

    /// Takes in what another look brought to light. What is known already is not counted again, unless it is beyond the
    /// first hundred.
    mutating func add(_ others: [SoundFontWarning]) {
        for other in others where !known.contains(other) {
            if warnings.count < WarningLog.limit {
                warnings.append(other)
                known.insert(other)
            } else {
                omitted += 1
            }
        }
    }
}
