/// One thing that `musicgen doctor` looked at.
package struct Finding: Sendable, Equatable {
    /// How it is.
    package enum State: Sendable {
        /// As it should be.
        case good
        /// Missing or broken.
        case bad
        /// Worth knowing, nothing to mend.
        case remark
    }

    /// How it is.
    package var state: State
    /// What was looked at.
    package var subject: String
    /// What was found.
    package var text: String
    /// The command or step that mends it; for what is bad.
    package var remedy: String?

    /// Makes a finding.
    package init(_ state: State, _ subject: String, _ text: String, remedy: String? = nil) {
        self.state = state
        self.subject = subject
        self.text = text
        self.remedy = remedy
    }

    /// The finding as a line, or two with its remedy.
    package func lines(width: Int) -> String {
        let mark =
            switch state {
            case .good: "✓"
            case .bad: "✗"
            case .remark: "·"
            }
        let padding = String(repeating: " ", count: max(0, width - subject.count))
        let line = "\(mark) \(subject)\(padding)  \(text)\n"
        return line + (remedy.map { "    → \($0)\n" } ?? "")
    }
}
