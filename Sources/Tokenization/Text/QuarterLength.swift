import SymbolicMusic

/// Grid steps as music21 writes quarterLengths: `1.0`, `0.25`, `1/3`.
public enum QuarterLength {
    /// The text of so many grid steps: a decimal where it ends, else a fraction in lowest terms.
    public static func text(steps: Int) -> String {
        let whole = Slice.stepsPerQuarter
        if steps % 3 == 0 {
            let quarters = steps / whole
            let hundredths = (steps % whole) / 3 * 25
            guard steps >= 0 else { return "-" + text(steps: -steps) }
            return hundredths % 10 == 0 ? "\(quarters).\(hundredths / 10)" : "\(quarters).\(hundredths)"
        }
        // Not a multiple of 3, so only the factors 2 and 4 can be common with 12.
        let divisor = steps % 4 == 0 ? 4 : (steps % 2 == 0 ? 2 : 1)
        return "\(steps / divisor)/\(whole / divisor)"
    }

    /// Reads the text back to grid steps; nil if it is not a duration on the grid.
    public static func steps(text: some StringProtocol) -> Int? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let quarters: Double
        if parts.count == 2 {
            guard let above = Int(parts[0]), let below = Int(parts[1]), below > 0 else { return nil }
            quarters = Double(above) / Double(below)
        } else {
            guard parts.count == 1, let value = Double(text) else { return nil }
            quarters = value
        }
        let steps = quarters * Double(Slice.stepsPerQuarter)
        guard steps.isFinite, abs(steps) < 1e9, abs(steps - steps.rounded()) < 1e-6 else { return nil }
        return Int(steps.rounded())
    }
}
